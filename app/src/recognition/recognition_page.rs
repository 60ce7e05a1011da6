use jiso::{
    accounts::access::{Action, allowed},
    recognition::RecognitionSheet,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{GiveKudos, NameForAward, recognition},
    gifts::Received,
    hall::{Hall, Newest, Said},
    naming::NameOurselves,
    sentences::mvp_headline,
    thank::Thank,
};
use crate::{
    forms::{FormState, use_form},
    frame::{lang, load, show, title, visit},
    text::recognition as t,
    ui::{ButtonLink, Notice, PageHead, Tone},
};

/// `/recognition`
pub struct RecognitionPage;

#[lazy_route]
impl LazyRoute for RecognitionPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let part = move |name: &'static str| query.with(|q| q.get(name)).unwrap_or_default();
        let (form, naming_form) = (use_form::<GiveKudos>(), use_form::<NameForAward>());
        let which = move || (part("company"), part("after"));
        show(load(which, |(company, _)| recognition(company)), move |sheet| view! { <Whole sheet form naming_form/> }.into_any())
    }
}

#[component]
fn Whole(sheet: RecognitionSheet, form: FormState<GiveKudos>, naming_form: FormState<NameForAward>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let said = move || match query.with(|q| q.get("after")) {
        Some(after) if after.starts_with("named-") => t::done(l, "named"),
        Some(_) => t::sent(l),
        None => "",
    };
    let person = visit().person;
    let (partner, console) =
        person.map_or((false, false), |person| (person.role.is_partner(), allowed(person.role, Action::Recognise)));
    let newest = sheet.mvps.first().cloned();
    let headline = newest.as_ref().map_or_else(|| t::headline(l).to_owned(), |mvp| mvp_headline(l, mvp));
    let received = if partner { t::received_company(l) } else { t::received(l) };
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead
                title=headline
                lede=t::lede(l)
                actions=move || console.then(|| view! { <ButtonLink href="/console/recognition">{t::to_desk(l)}</ButtonLink> })
            />
            <div role="status" class="live">
                {move || (!said().is_empty()).then(|| view! { <Notice tone=Tone::Good title=said()/> })}
            </div>
            <div class="split">
                <div class="stack">
                    {newest.map(|mvp| view! { <Newest mvp/> })}
                    <Said title=received empty=t::received_none(l) kudos=sheet.received id="received"/>
                    <Received gifts=sheet.gifts/>
                    <Said title=t::given(l) empty=t::given_none(l) kudos=sheet.given id="given"/>
                </div>
                <div class="stack">
                    <Thank form whom=sheet.whom company=sheet.company key=sheet.key left=sheet.left quota=sheet.quota/>
                    {sheet.naming.map(|naming| view! { <NameOurselves form=naming_form naming/> })}
                </div>
            </div>
            <Hall mvps=sheet.mvps awards=sheet.awards/>
        </div>
    }
}
