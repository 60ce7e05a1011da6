use jiso::{
    goals::{GoalLine, GoalSheet},
    lang::Lang,
};
use leptos::prelude::*;

use super::{
    api::{AgreeGoal, ProposeGoal},
    sentences::{goal_text, plan_text},
};
use crate::{
    format::day,
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextField},
    frame::lang,
    text::{form as f, goals as t},
    ui::{Choice, More, Sheet},
};

/// On a company's own page: what was agreed on, what waits, and for leads the form that proposes.
#[component]
pub fn ProposeSheet(goal: GoalSheet, form: FormState<ProposeGoal>, leads: bool) -> impl IntoView {
    let l = lang();
    let lines = both(l, &goal);
    let opened = goal.agreed.is_none() && goal.proposed.is_none();
    let industries = goal.industries.into_iter().map(|named| Choice::new(named.key.as_str(), named.name.get(l))).collect();
    let propose = leads.then(|| {
        view! {
            <More summary=t::propose_open(l) open=opened>
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <SelectField name="industry" label=t::industry(l) value=form.value("industry", "") none=f::choose(l) options=industries problem=form.problem("industry")/>
                    <div class="pair">
                        <TextField name="orders" inputmode="numeric" label=t::orders(l) value=form.value("orders", "") problem=form.problem("orders")/>
                        <TextField name="deadline" kind="date" label=t::deadline(l) value=form.value("deadline", "") problem=form.problem("deadline")/>
                    </div>
                    <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::propose(l)/></div>
                </PostForm>
            </More>
        }
    });
    view! { <Sheet title=t::title(l) id="goal">{lines} {propose}</Sheet> }
}

/// On the hand-over: the same, and the button that confirms.
#[component]
pub fn AgreeSheet(goal: GoalSheet, form: FormState<AgreeGoal>, company: String) -> impl IntoView {
    let l = lang();
    let lines = both(l, &goal);
    let agree = goal.proposed.map(|proposed| {
        view! {
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="company" value=company/>
                <HiddenField name="goal" value=proposed.id/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::agree(l)/></div>
            </PostForm>
        }
    });
    view! { <Sheet title=t::title(l) id="goal">{lines} {agree}</Sheet> }
}

fn both(l: Lang, goal: &GoalSheet) -> AnyView {
    if goal.agreed.is_none() && goal.proposed.is_none() {
        return view! { <p class="quiet">{t::none(l)}</p> }.into_any();
    }
    let agreed = goal.agreed.as_ref().map(|line| agreed_line(l, line));
    let proposed = goal.proposed.as_ref().map(|line| {
        let (text, note) = (goal_text(l, line), t::proposed(l, day(l, line.since.day())));
        view! { <li><div><h3>{text}</h3><p class="quiet">{note}</p></div></li> }
    });
    view! { <ul class="rows">{agreed} {proposed}</ul> }.into_any()
}

fn agreed_line(l: Lang, line: &GoalLine) -> impl IntoView + use<> {
    let (text, plan, since) = (goal_text(l, line), plan_text(l, line), t::agreed_on(l, day(l, line.since.day())));
    let (value, max) = (line.won.min(line.goal.orders).to_string(), line.goal.orders.to_string());
    let label = t::won(l, line.goal.orders, line.won);
    view! {
        <li>
            <div>
                <h3>{text}</h3>
                <p>{plan}</p>
                <p class="quiet">{since}</p>
            </div>
            <progress value=value max=max aria-label=label></progress>
        </li>
    }
}
