use jiso::{
    goals::{Counted, GoalState, GoalView, GoalsSheet, Side},
    lang::Lang,
};
use leptos::prelude::*;

use super::{
    api::{AgreeGoal, CounterGoal, EndGoal, ProposeGoal},
    words::{done_of, goal_title},
};
use crate::{
    format::{day, dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextField, use_form},
    frame::lang,
    text::goals as t,
    ui::{Choice, More, Notice, Sheet, Tag, Tone},
};

/// The first proposal of a form: three months, a small number.
const DAYS_AHEAD: i32 = 90;

/// The forms of a page that shows goals.
#[derive(Clone, Copy)]
pub struct GoalForms {
    propose: FormState<ProposeGoal>,
    counter: FormState<CounterGoal>,
    agree: FormState<AgreeGoal>,
    end: FormState<EndGoal>,
}

pub fn goal_forms() -> GoalForms {
    GoalForms { propose: use_form(), counter: use_form(), agree: use_form(), end: use_form() }
}

/// What was just done, in a sentence.
pub fn done_notice(l: Lang, done: Option<String>) -> Option<AnyView> {
    let text = t::done(l, &done?);
    (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> }.into_any())
}

/// A company's goals as both sides see them, and what one may do about each.
#[component]
pub fn GoalSheet(sheet: GoalsSheet, forms: GoalForms, #[prop(into)] company: String, title: &'static str) -> impl IntoView {
    let l = lang();
    let GoalsSheet { side, alive, past, may, room, key, today } = sheet;
    let none = alive.is_empty().then(|| view! { <p class="quiet">{t::none(l)}</p> });
    let counter_key = key.clone();
    let same = company.clone();
    let lines = alive.into_iter().map(|goal| {
        let doing =
            may.then(|| view! { <Doing goal=goal.clone() side forms key=counter_key.clone() company=same.clone()/> }.into_any());
        goal_line(l, &goal, side, doing)
    });
    let lines = lines.collect_view();
    let propose = (may && room).then(|| {
        let begin = Begin {
            counted: Counted::RegisteredDeals,
            target: String::new(),
            by: today.plus(DAYS_AHEAD).to_string(),
            why: String::new(),
        };
        let open = forms.propose.typed("why").is_some();
        view! {
            <More summary=t::propose(l) open>
                <PostForm form=forms.propose class="form">
                    <FormProblems failure=forms.propose.failure()/>
                    <HiddenField name="idempotency_key" value=forms.propose.value("idempotency_key", key)/>
                    <HiddenField name="company" value=company/>
                    {terms(l, forms.propose, "new", begin)}
                    <div class="form-actions"><Submit class="btn" pending=forms.propose.pending() label=t::propose_send(l)/></div>
                </PostForm>
            </More>
        }
    });
    let over = past.iter().map(|goal| goal_line(l, goal, side, None)).collect_view();
    let over = (!past.is_empty()).then(|| view! { <More summary=t::past(l)><ul class="rows">{over}</ul></More> });
    view! {
        <Sheet title id="goals">
            {none} <FormProblems failure=forms.end.failure()/> <FormProblems failure=forms.agree.failure()/>
            <ul class="rows">{lines}</ul>
            {propose} {over}
        </Sheet>
    }
}

/// A goal in a line; `doing` stands under it.
fn goal_line(l: Lang, goal: &GoalView, side: Side, doing: Option<AnyView>) -> AnyView {
    let (tone, class) = match goal.state {
        GoalState::Met => (Tone::Good, "clock done"),
        GoalState::Missed => (Tone::Plain, "clock late"),
        GoalState::Proposed => (Tone::Wait, "clock"),
        _ => (Tone::Plain, "clock"),
    };
    let state = match goal.state {
        GoalState::Proposed if goal.side == side => t::waits_for_other(l),
        GoalState::Proposed => t::waits_for_you(l),
        state => t::state(l, state.as_str()),
    };
    let said = t::proposed_by(l, &goal.proposed.by, moment(l, goal.proposed.at));
    let answered = goal.answered.as_ref().map(|said| t::agreed_by(l, &said.by, moment(l, said.at)));
    let taken_over = goal.taken_over_by.as_ref().map(|name| t::taken_over_by(l, name));
    let facts = [Some(t::span(l, day(l, goal.since), day(l, goal.terms.by))), Some(said), answered, taken_over];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let (done, max) = (goal.done.min(goal.terms.target.into()).to_string(), goal.terms.target.to_string());
    let progress = done_of(goal.done, goal.terms.target);
    let label = t::progress(l, &progress);
    view! {
        <li class=class>
            <div>
                <h3>{goal_title(l, &goal.terms)} " " <span class="quiet">{progress}</span> " " <Tag tone>{state}</Tag></h3>
                <p>{goal.terms.why.clone()}</p>
                <p class="quiet">{facts}</p>
            </div>
            <progress value=done max=max aria-label=label></progress>
            {doing.map(|doing| view! { <div>{doing}</div> })}
        </li>
    }
    .into_any()
}

/// What may be done about a goal that is not over.
#[component]
fn Doing(goal: GoalView, side: Side, forms: GoalForms, key: String, company: String) -> impl IntoView {
    let l = lang();
    let (id, proposed) = (goal.id.to_string(), goal.state == GoalState::Proposed);
    let (agreed, ended, replaced) = (id.clone(), id.clone(), id);
    let agree = (proposed && goal.side != side).then(|| {
        view! {
            <PostForm form=forms.agree>
                <HiddenField name="goal" value=agreed/>
                <Submit class="btn go" pending=forms.agree.pending() label=t::agree(l)/>
            </PostForm>
        }
    });
    let end_label = match (proposed, goal.side == side) {
        (true, true) => t::withdraw(l),
        (true, false) => t::decline(l),
        (false, _) => t::end(l),
    };
    let counter = proposed.then(|| {
        let begin = Begin {
            counted: goal.terms.counted,
            target: goal.terms.target.to_string(),
            by: goal.terms.by.to_string(),
            why: goal.terms.why.clone(),
        };
        let open = forms.counter.typed("why").is_some();
        view! {
            <More summary=t::counter(l) open>
                <PostForm form=forms.counter class="form">
                    <FormProblems failure=forms.counter.failure()/>
                    <HiddenField name="idempotency_key" value=forms.counter.value("idempotency_key", key)/>
                    <HiddenField name="company" value=company/>
                    <HiddenField name="replaces" value=replaced/>
                    {terms(l, forms.counter, "other", begin)}
                    <div class="form-actions"><Submit class="btn" pending=forms.counter.pending() label=t::counter_send(l)/></div>
                </PostForm>
            </More>
        }
    });
    view! {
        <div class="actions">
            {agree}
            <PostForm form=forms.end>
                <HiddenField name="goal" value=ended/>
                <Submit class="btn quiet" pending=forms.end.pending() label=end_label/>
            </PostForm>
        </div>
        {counter}
    }
}

/// What the fields of a proposal begin with.
struct Begin {
    counted: Counted,
    target: String,
    by: String,
    why: String,
}

/// The fields of a proposal; `place` keeps the ids of two forms on one page apart.
fn terms<S: 'static>(l: Lang, form: FormState<S>, place: &str, begin: Begin) -> AnyView {
    let options = Counted::ALL.iter().map(|counted| Choice::new(counted.as_str(), t::counted(l, counted.as_str()))).collect();
    let id = |field: &str| format!("goal-{place}-{field}");
    view! {
        <SelectField name="counted" id=id("counted") label=t::what(l) value=form.value("counted", begin.counted.as_str()) options problem=form.problem("counted")/>
        <div class="pair">
            <TextField name="target" id=id("target") inputmode="numeric" autocomplete="off" label=t::target(l) value=form.value("target", begin.target) problem=form.problem("target")/>
            <TextField name="by" id=id("by") kind="date" label=t::by(l) value=form.value("by", begin.by) problem=form.problem("by")/>
        </div>
        <TextField name="why" id=id("why") autocomplete="off" label=t::why(l) hint=t::why_hint(l) value=form.value("why", begin.why) problem=form.problem("why")/>
    }
    .into_any()
}
