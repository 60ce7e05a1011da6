use jiso::leads::{LeadsSheet, TierWeight};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{AcceptLead, DeclineLead, leads},
    offer_row::offer_row,
};
use crate::{
    forms::{FormProblems, FormState, use_form},
    frame::{lang, load, show, title},
    text::leads as t,
    ui::{ButtonLink, Empty, Facts, More, Notice, PageHead, Sheet, Tone},
};

/// `/leads`
pub struct LeadsPage;

#[lazy_route]
impl LazyRoute for LeadsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let forms = (use_form::<AcceptLead>(), use_form::<DeclineLead>());
        let asked = move || query.with(ParamsMap::to_query_string);
        show(load(asked, |_| leads()), move |sheet| view! { <LeadsView sheet forms/> }.into_any())
    }
}

#[component]
fn LeadsView(sheet: LeadsSheet, forms: (FormState<AcceptLead>, FormState<DeclineLead>)) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let LeadsSheet { waiting, accepted, past, weights, place, of, days } = sheet;
    let none = waiting.is_empty().then(|| {
        view! {
            <section class="sheet">
                <Empty icon="inbox" title=t::none(l) text=t::none_text(l)><ButtonLink href="/targets">{t::to_targets(l)}</ButtonLink></Empty>
            </section>
        }
    });
    let waiting = (!waiting.is_empty()).then(|| {
        let rows = waiting.into_iter().map(|offer| offer_row(l, offer, Some(forms))).collect_view();
        view! { <Sheet title=t::waiting(l) id="waiting"><ul class="rows">{rows}</ul></Sheet> }
    });
    let accepted = (!accepted.is_empty()).then(|| {
        let rows = accepted.into_iter().map(|offer| offer_row(l, offer, None)).collect_view();
        view! { <Sheet title=t::accepted(l) id="accepted"><ul class="rows">{rows}</ul></Sheet> }
    });
    let past = (!past.is_empty()).then(|| {
        let rows = past.into_iter().map(|offer| offer_row(l, offer, None)).collect_view();
        view! { <section class="sheet"><More summary=t::past(l)><ul class="rows">{rows}</ul></More></section> }
    });
    let place = place.map_or_else(|| t::place_none(l).to_owned(), |place| t::place(l, of, place));
    let weights = weights.into_iter().map(move |TierWeight { tier, weight, own }| {
        let name = tier.get(l).to_owned();
        (if own { t::own_tier(l, name) } else { name }, weight.to_string())
    });
    let weights: Vec<(String, String)> = weights.collect();
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=t::title(l) lede=t::lede(l)/>
            <div role="status" class="live">{told}</div>
            <FormProblems failure=forms.0.failure()/>
            <FormProblems failure=forms.1.failure()/>
            <div class="split">
                <div class="stack">{none} {waiting} {accepted} {past}</div>
                <div class="stack">
                    <Sheet title=t::queue(l) id="queue">
                        <p><strong>{place}</strong></p>
                        <p>{t::rule(l)}</p>
                        <p>{t::rule_fit(l)}</p>
                        <p>{t::rule_days(l, i64::from(days))}</p>
                        <p class="quiet">{t::weights(l)}</p>
                        <Facts facts=weights lines=true/>
                    </Sheet>
                </div>
            </div>
        </div>
    }
}
