use jiso::{lang::Lang, money::Money};
use leptos::prelude::*;

use crate::{
    format,
    frame::lang,
    text::boards as t,
    ui::{ButtonLink, Sheet},
};

/// The way from a deal's page to its board.
#[component]
pub fn BoardSheetLink(#[prop(into)] deal: String) -> impl IntoView {
    let l = lang();
    view! {
        <Sheet title=t::title(l) id="board" aside=move || view! { <a class="link" href="/boards">{t::all(l)}</a> }>
            <p>{t::open_lead(l)}</p>
            <div class="actions"><ButtonLink href=format!("/boards/{deal}") icon="list-checks">{t::open(l)}</ButtonLink></div>
        </Sheet>
    }
}

/// Tenths of business days in words.
pub fn days_waited(l: Lang, tenths: u32) -> String {
    t::waited(l, format::decimal(tenths))
}

pub fn cost(l: Lang, amount: &Money) -> String {
    t::cost(l, format::money(amount))
}
