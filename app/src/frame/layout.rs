use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{
    bell::{Bell, Unread},
    navigation::{BottomTabs, TopNavigation, links},
    visit::{Visit, visit},
};
use crate::{accounts::LanguageSwitch, search::FindBox, text::frame as t};

/// Header, navigation, main, footer. `children` is the router's outlet.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let Visit { lang: l, person, programme_name, demo, unread, .. } = visit();
    let signed_in = person.is_some();
    let asks = person.as_ref().is_some_and(|person| person.role.is_partner());
    provide_context(Unread(RwSignal::new(unread)));
    let links = person.as_ref().map(|person| links(l, person.role)).unwrap_or_default();
    view! {
        <div class="frame" class:signed-out=!signed_in>
            <a class="skip" href="#main" rel="external">{t::skip(l)}</a>
            <header class="top">
                <div>
                    <a class="mark" href="/">
                        <Mark/>
                        <span>{t::product(l)}</span>
                        <small>{programme_name}</small>
                    </a>
                    {signed_in.then(|| view! { <TopNavigation links=links.clone()/> <FindBox/> })}
                    {signed_in.then(|| view! { <Bell/> })}
                    {person.map(|person| {
                        let initial = person.name.chars().next().unwrap_or('?').to_string();
                        view! { <a class="who" href="/me" aria-label=t::my_page(l, person.name)>{initial}</a> }
                    })}
                </div>
            </header>
            <main id="main" tabindex="-1">{children()}</main>
            <footer class="foot">
                {signed_in.then(|| view! { <p>{t::footer(l)}</p> })}
                {asks.then(|| view! { <AskAboutThis/> })}
                {demo.then(|| view! { <p><a class="link" href="/demo">{t::demo(l)}</a></p> })}
                <LanguageSwitch/>
            </footer>
            {signed_in.then(|| view! { <BottomTabs links/> })}
        </div>
    }
}

/// Takes the page along to whoever is asked.
#[component]
fn AskAboutThis() -> impl IntoView {
    let path = use_location().pathname;
    let href = move || path.with(|path| format!("/questions/new?about={path}"));
    view! { <p><a class="link" href=href>{t::ask_about_this(super::lang())}</a></p> }
}

/// The road that starts flat and rises, and the point that runs on its own.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" class="mark-sign">
            <rect width="32" height="32" rx="9" class="mark-ground"/>
            <path d="M8 22c4 0 4-12 8-12s4 8 8 8" class="mark-road"/>
            <circle cx="24" cy="18" r="3.2" class="mark-point"/>
        </svg>
    }
}
