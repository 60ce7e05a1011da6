//! One step of a board, and what may be done about it.

use jiso::{
    boards::{StepState, StepView},
    goals::Side,
    lang::Lang,
};
use leptos::{prelude::*, server_fn::ServerFn};

use super::api::{FinishStep, ReopenStep, TakeStep};
use crate::{
    format::{day_short, dot, moment},
    forms::{FormState, HiddenField, PostForm, use_form},
    text::boards as t,
    ui::{Tag, Tone},
    wire::Fault,
};

/// The forms of a page of steps.
#[derive(Clone, Copy)]
pub struct StepForms {
    pub finish: FormState<FinishStep>,
    pub reopen: FormState<ReopenStep>,
    pub take: FormState<TakeStep>,
}

pub fn step_forms() -> StepForms {
    StepForms { finish: use_form(), reopen: use_form(), take: use_form() }
}

pub fn side_name(l: Lang, side: Side) -> &'static str {
    match side {
        Side::Partner => t::partner(l),
        Side::Vendor => t::vendor(l),
    }
}

const fn tone(state: StepState) -> Tone {
    match state {
        StepState::Ahead => Tone::Plain,
        StepState::Turn => Tone::Wait,
        StepState::Late => Tone::Bad,
        StepState::Done | StepState::DoneLate => Tone::Good,
    }
}

const fn state_key(state: StepState) -> &'static str {
    match state {
        StepState::Ahead => "ahead",
        StepState::Turn => "turn",
        StepState::Late => "late",
        StepState::Done => "done",
        StepState::DoneLate => "done_late",
    }
}

/// A step in the list; the reader ticks off those of its own side.
pub fn step_line(l: Lang, deal: &str, step: StepView, forms: StepForms) -> AnyView {
    let done = matches!(step.state, StepState::Done | StepState::DoneLate);
    let waits = matches!(step.state, StepState::Turn | StepState::Late);
    let date = match (&step.done_by, step.done_at) {
        (Some(by), Some(at)) => t::finished_by(l, by, moment(l, at)),
        _ if waits => t::due(l, day_short(l, step.due.day())),
        _ => t::planned(l, day_short(l, step.due.day())),
    };
    let owner = (!done).then(|| step.owner.as_ref().map_or_else(|| t::nobody(l).to_owned(), |name| t::owner(l, name)));
    let since = step.since.filter(|_| waits).map(|at| t::since(l, moment(l, at)));
    let facts = [Some(side_name(l, step.side).to_owned()), owner, Some(date), since];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let needs = (!done && !step.needs.is_empty()).then(|| view! { <p class="quiet">{t::needs(l, &step.needs)}</p> });
    let tick = match (step.may, done) {
        (true, false) => Some(press(
            forms.finish,
            deal,
            &step.key,
            t::finish(l),
            t::finish_named(l, &step.title),
            if waits { "btn" } else { "btn quiet" },
        )),
        (true, true) => {
            Some(press(forms.reopen, deal, &step.key, t::reopen(l), t::reopen_named(l, &step.title), "btn quiet small"))
        }
        (false, _) => None,
    };
    let take = (step.may_take && waits)
        .then(|| press(forms.take, deal, &step.key, t::take(l), t::take_named(l, &step.title), "btn quiet"));
    let (state, tone) = (t::state(l, state_key(step.state)), tone(step.state));
    view! {
        <li>
            <div>
                <h3>{step.title} " " <Tag tone>{state}</Tag></h3>
                <p class="quiet">{facts}</p>
                {needs}
            </div>
            <div class="actions">{tick} {take}</div>
        </li>
    }
    .into_any()
}

/// A button that does one thing to one step. Read out, it names the step.
fn press<S>(form: FormState<S>, deal: &str, key: &str, label: &'static str, named: String, class: &'static str) -> AnyView
where
    S: ServerFn<Error = Fault> + 'static,
{
    let (deal, key) = (deal.to_owned(), key.to_owned());
    let pending = form.pending();
    view! {
        <PostForm form>
            <HiddenField name="deal" value=deal/>
            <HiddenField name="step" value=key/>
            <button type="submit" class=class aria-label=named aria-disabled=move || pending.get().to_string() aria-busy=move || pending.get().to_string()>
                {label}
            </button>
        </PostForm>
    }
    .into_any()
}
