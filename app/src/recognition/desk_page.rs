use jiso::{
    lang::Lang,
    recognition::{RecognitionDesk, month_text},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{ConfirmMvp, desk_of_month},
    mvp::{Confirmed, Formula, Proposal},
    steps::{AfterPraise, Steps},
};
use crate::{
    format::month,
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    text::recognition as t,
    ui::{ButtonLink, Facets, LinkItem, Notice, PageHead, Tone},
};

/// `/console/recognition`
pub struct RecognitionDeskPage;

#[lazy_route]
impl LazyRoute for RecognitionDeskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let part = move |name: &'static str| query.with(|q| q.get(name)).unwrap_or_default();
        let form = use_form::<ConfirmMvp>();
        let which = move || (part("month"), part("after"), part("step"));
        show(load(which, |(month, ..)| desk_of_month(month)), move |desk| view! { <Whole desk form/> }.into_any())
    }
}

#[component]
fn Whole(desk: RecognitionDesk, form: FormState<ConfirmMvp>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let after = move || query.with(|q| q.get("after")).unwrap_or_default();
    let (headline, months) = (headline(l, &desk), months(l, &desk));
    let shown = desk.month;
    let proposal = desk.confirmed.is_none().then(|| view! { <Proposal form month=shown proposal=desk.proposal/> });
    view! {
        {title(t::desk_title(l))}
        <div class="page">
            <PageHead
                title=headline
                lede=t::desk_lede(l)
                actions=move || {
                    view! {
                        <ButtonLink href="/console/recognition/awards" icon="award">{t::to_awards(l)}</ButtonLink>
                        <ButtonLink href="/recognition">{t::to_page(l)}</ButtonLink>
                    }
                }
            />
            <div role="status" class="live">
                {move || {
                    let said = t::done(l, &after());
                    (!said.is_empty()).then(|| view! { <Notice tone=Tone::Good title=said/> })
                }}
            </div>
            <Facets label=t::months(l) links=months/>
            <div class="split">
                // What there is to do, and beside it what is known.
                <div class="stack">{proposal} <Steps steps=desk.steps/></div>
                <div class="stack">
                    {desk.confirmed.map(|confirmed| view! { <Confirmed confirmed/> })}
                    <AfterPraise effect=desk.effect/>
                    <Formula weights=desk.weights least_cohort=desk.least_cohort cooldown_months=desk.cooldown_months/>
                </div>
            </div>
        </div>
    }
}

/// What there is to decide, as a sentence.
fn headline(l: Lang, desk: &RecognitionDesk) -> String {
    let name = month(l, desk.month);
    match (&desk.confirmed, &desk.proposal.first) {
        (Some(confirmed), _) => t::mvp_headline(l, name, &confirmed.line.name),
        (None, Some(first)) => t::desk_headline(l, name, &first.name),
        (None, None) => t::desk_headline_none(l, name),
    }
}

fn months(l: Lang, desk: &RecognitionDesk) -> Vec<LinkItem> {
    let item = |(one, decided): &(jiso::time::MonthKey, bool)| {
        let name = month(l, *one);
        let label = if *decided { t::month_decided(l, name) } else { t::month_open(l, name) };
        LinkItem::new(format!("/console/recognition?month={}", month_text(*one)), label).here(*one == desk.month)
    };
    desk.months.iter().map(item).collect()
}
