use jiso::demo::SentMail;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    api::demo_mails,
    links::{Piece, pieces},
};
use crate::{
    format,
    frame::{lang, load, show, title},
    text::demo as t,
    ui::{Empty, PageHead, Sheet},
};

/// `/demo/mail`: what would have been sent, newest first.
pub struct MailPage;

#[lazy_route]
impl LazyRoute for MailPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| demo_mails()), |mails| view! { <Mails mails/> }.into_any())
    }
}

#[component]
fn Mails(mails: Vec<SentMail>) -> impl IntoView {
    let l = lang();
    let none = mails.is_empty();
    view! {
        {title(t::mails(l))}
        <div class="page narrow stack">
            <PageHead title=t::mails(l) lede=t::mails_lede(l)/>
            {none.then(|| view! { <Empty icon="mail" title=t::no_mails(l) text=t::no_mails_text(l)/> })}
            {mails.into_iter().map(|mail| view! { <Letter mail/> }).collect_view()}
            <p><a class="link" href="/demo">{t::to_personas(l)}</a></p>
        </div>
    }
}

#[component]
fn Letter(mail: SentMail) -> impl IntoView {
    let l = lang();
    let at = mail.at;
    let to = t::to(l, mail.to);
    let paragraphs = mail.text.split("\n\n").map(|paragraph| view! { <p>{lines(paragraph)}</p> }).collect_view();
    view! {
        <Sheet title=mail.subject>
            <p class="quiet">{to}{format::dot(l)}<time datetime=at.iso()>{format::moment(l, at)}</time></p>
            {paragraphs}
        </Sheet>
    }
}

/// Lines as they were written, with their addresses as links.
fn lines(paragraph: &str) -> Vec<AnyView> {
    let mut views = Vec::new();
    for (i, line) in paragraph.trim().lines().enumerate() {
        if i > 0 {
            views.push(view! { <br/> }.into_any());
        }
        views.extend(pieces(line).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Link(url) => view! { <a href=url.to_owned() rel="external">{url.to_owned()}</a> }.into_any(),
        }));
    }
    views
}
