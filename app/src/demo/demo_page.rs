use jiso::demo::{Persona, PersonaKey};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::demo_personas;
use crate::{
    format::dot,
    frame::{lang, load, show, title},
    text::{accounts, demo as t},
    ui::{Avatar, Empty, PageHead},
};

/// `/demo`: whom one may be, and what to try first.
pub struct DemoPage;

#[lazy_route]
impl LazyRoute for DemoPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| demo_personas()), |personas| view! { <Door personas/> }.into_any())
    }
}

#[component]
fn Door(personas: Vec<Persona>) -> impl IntoView {
    let l = lang();
    let nobody = personas.is_empty();
    view! {
        {title(t::title(l))}
        <div class="page stack">
            <PageHead title=t::heading(l) lede=t::lede(l)/>
            {nobody.then(|| view! { <Empty icon="users" title=t::nobody(l) text=t::nobody_text(l)/> })}
            <div class="cards">{personas.into_iter().map(|persona| view! { <Card persona/> }).collect_view()}</div>
            <p class="actions">
                <a class="link" href="/demo/mail">{t::to_mails(l)}</a>
                <a class="link" href="/demo/widgets">{t::to_widgets(l)}</a>
            </p>
        </div>
    }
}

#[component]
fn Card(persona: Persona) -> impl IntoView {
    let l = lang();
    let Persona { key, name, company_name } = persona;
    let role = accounts::role(l, key.role().as_str());
    let first = if key == PersonaKey::Rep { "btn go" } else { "btn" };
    // A plain form: the whole document is loaded anew for another person.
    view! {
        <section class="sheet">
            <div class="person">
                <Avatar name=name.clone()/>
                <div>
                    <h2>{name.clone()}</h2>
                    <p class="quiet">{role}{company_name.map(|company| format!("{}{company}", dot(l)))}</p>
                </div>
            </div>
            <p>{t::story(l, key.as_str())}</p>
            <p class="quiet"><b>{t::first(l)}</b>" "{t::task(l, key.as_str())}</p>
            <form method="post" action="/demo/sign-in" class="actions">
                <input type="hidden" name="persona" value=key.as_str()/>
                <button class=first type="submit">{t::enter(l, name)}</button>
            </form>
        </section>
    }
}
