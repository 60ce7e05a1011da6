use jiso::{
    boards::{CustomerPlan, PlanStep},
    lang::Lang,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::api::{customer_view, plan};
use crate::{
    format::{day, day_short, dot},
    frame::{lang, load, show, title},
    text::boards as t,
    ui::{PageHead, PrintButton, StepState},
};

/// `/boards/:id/customer`: what the customer will see.
pub struct CustomerPage;

#[lazy_route]
impl LazyRoute for CustomerPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let id = move || params.with(|p| p.get("id")).unwrap_or_default();
        show(load(id, customer_view), move |plan| view! { <Plan plan back=format!("/boards/{}", id())/> }.into_any())
    }
}

/// `/plans/:secret`: the same for whoever has the link.
pub struct PlanPage;

#[lazy_route]
impl LazyRoute for PlanPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let secret = move || params.with(|p| p.get("secret")).unwrap_or_default();
        show(load(secret, plan), |plan| view! { <Plan plan/> }.into_any())
    }
}

/// `back`: where those who work on it came from.
#[component]
fn Plan(plan: CustomerPlan, #[prop(optional, into)] back: Option<String>) -> impl IntoView {
    let l = lang();
    let above =
        move || back.clone().map(|href| view! { <p class="no-print"><a class="link" href=href>{t::plan_back(l)}</a></p> });
    let CustomerPlan { customer, partner, vendor, steps, done, today, until } = plan;
    let headline = t::plan_head(l, customer);
    let lede = t::plan_lede(l, partner, vendor);
    let progress = t::progress(l, steps.len(), done);
    let until = until.map(|until| t::plan_until(l, day(l, until)));
    let note = [Some(t::plan_today(l, day(l, today))), Some(progress), until];
    let note = note.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let lines = steps.into_iter().map(|step| line(l, step)).collect();
    view! {
        {title(headline.clone())}
        <div class="page narrow">
            <PageHead title=headline lede above actions=move || view! { <PrintButton label=t::print(l)/> }/>
            <section class="sheet">
                <p class="quiet">{note}</p>
                <crate::ui::PathLine steps=lines/>
            </section>
        </div>
    }
}

fn line(l: Lang, step: PlanStep) -> crate::ui::PathStep {
    let date = match (step.done, step.turn) {
        (Some(done), _) => t::plan_done(l, day_short(l, done)),
        (None, true) => t::plan_turn(l, day_short(l, step.due)),
        (None, false) => t::plan_ahead(l, day_short(l, step.due)),
    };
    let state = match (step.done, step.turn) {
        (Some(_), _) => StepState::Done,
        (None, true) => StepState::Here,
        (None, false) => StepState::Ahead,
    };
    crate::ui::PathStep { title: step.title, text: Some([step.by, date].join(dot(l))), state, ..crate::ui::PathStep::default() }
}
