use jiso::{failure::Failure, proposals::CustomerLetter};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{api::letter, paper::Paper};
use crate::{
    format::day,
    frame::{lang, load, show, title, visit},
    reply::{Instruction, tell},
    text::{failure, proposals as t},
    ui::{Icon, PrintButton},
    wire::{Fault, Reply},
};

/// `/letters/:secret`: what was sent, for whoever has the link.
pub struct LetterPage;

#[lazy_route]
impl LazyRoute for LetterPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let secret = move || params.with(|p| p.get("secret")).unwrap_or_default();
        show(load(secret, sent), move |text| {
            let Some(text) = text else {
                tell(Instruction::Status(404));
                return view! { <DeadLink/> }.into_any();
            };
            view! { <SentLetter text secret=secret()/> }.into_any()
        })
    }
}

/// None by a link that does not work: its page is one of its own, as a customer has no other here.
async fn sent(secret: String) -> Reply<Option<CustomerLetter>> {
    match letter(secret).await {
        Err(Fault(Failure::NotFound)) => Ok(None),
        answer => answer.map(Some),
    }
}

#[component]
fn DeadLink() -> impl IntoView {
    let l = lang();
    let heading = failure::heading_link_spent(l);
    let home = visit().person.map(|_| view! { <p><a class="btn" href="/">{failure::to_home(l)}</a></p> });
    view! {
        {title(heading)}
        <div class="page narrow">
            <div class="empty">
                <h1>{heading}</h1>
                <p>{t::letter_gone(l)}</p>
                {home}
            </div>
        </div>
    }
}

/// The document's title names no customer: it stands in lists of windows and in histories.
#[component]
fn SentLetter(text: CustomerLetter, secret: String) -> impl IntoView {
    let l = lang();
    let CustomerLetter { lang: own, title: headline, addressee, sender, date, logo, html, until } = text;
    let pdf = format!("/letters/{secret}/pdf");
    let until = t::letter_until(l, day(l, until));
    let note = if visit().person.is_some() { t::letter_note_known(l) } else { t::letter_note(l) };
    view! {
        {title(t::letter_title(l))}
        <div class="page">
            <div class="no-print tags letter-tools">
                <a class="btn small" rel="external" target="_blank" href=pdf><Icon name="printer"/> {t::pdf(l)}</a>
                <PrintButton label=t::print_page(l)/>
            </div>
            <Paper lang=own headline addressee sender date logo html/>
            <p class="quiet no-print letter-note">{note} " " {until}</p>
        </div>
    }
}
