use jiso::plays::PlayDraftSheet;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{ProposePlay, play_to_propose},
    play_fields::text_fields,
};
use crate::{
    format::number,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::plays as t,
    ui::{Crumbs, LinkItem, PageHead},
};

/// `/plays/new?visit=…`
pub struct NewPlayPage;

#[lazy_route]
impl LazyRoute for NewPlayPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<ProposePlay>();
        let visit = move || query.with(|q| q.get("visit")).unwrap_or_default();
        show(load(visit, play_to_propose), move |sheet| view! { <Propose sheet form/> }.into_any())
    }
}

#[component]
fn Propose(sheet: PlayDraftSheet, form: FormState<ProposePlay>) -> impl IntoView {
    let l = lang();
    let PlayDraftSheet { visit, customer, company, reader, key, text, points } = sheet;
    let crumbs = move || {
        let links = vec![LinkItem::new("/visits", t::visits(l)), LinkItem::new(format!("/visits/{visit}"), customer.clone())];
        view! { <Crumbs label=t::crumbs(l) links here=t::title(l)/> }
    };
    let earns = (points > 0).then(|| view! { <p class="quiet">{t::points(l, number(points))}</p> });
    view! {
        {title(t::new_title(l))}
        <div class="page narrow">
            <PageHead title=t::new_title(l) lede=t::new_lede(l) above=crumbs/>
            <section class="sheet">
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                    <HiddenField name="visit" value=visit.to_string()/>
                    {text_fields(l, form, text, &company, reader, false)}
                    {earns}
                    <div class="form-actions"><Submit class="btn go" pending=form.pending() label=t::send_new(l)/></div>
                </PostForm>
            </section>
        </div>
    }
}
