use jiso::proposals::CustomerLetter;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{api::letter, paper::Paper};
use crate::{
    format::day,
    frame::{lang, load, show, title},
    text::proposals as t,
    ui::{Icon, PrintButton},
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
        show(load(secret, letter), move |text| view! { <SentLetter text secret=secret()/> }.into_any())
    }
}

/// The document's title names no customer: it stands in lists of windows and in histories.
#[component]
fn SentLetter(text: CustomerLetter, secret: String) -> impl IntoView {
    let l = lang();
    let CustomerLetter { lang: own, title: headline, addressee, sender, date, logo, html, until } = text;
    let pdf = format!("/letters/{secret}/pdf");
    let until = t::letter_until(l, day(l, until));
    view! {
        {title(t::letter_title(l))}
        <div class="page">
            <div class="no-print tags letter-tools">
                <a class="btn small" rel="external" target="_blank" href=pdf><Icon name="printer"/> {t::pdf(l)}</a>
                <PrintButton label=t::print_page(l)/>
            </div>
            <Paper lang=own headline addressee sender date logo html/>
            <p class="quiet no-print letter-note">{t::letter_note(l)} " " {until}</p>
        </div>
    }
}
