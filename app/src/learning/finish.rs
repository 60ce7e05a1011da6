//! What a lesson still needs, and what finishing it brings.

use jiso::{
    learning::{Completion, Earned, LessonLink, LessonOutcome, Missing},
    time::Timestamp,
};
use leptos::prelude::*;

use super::{
    api::MarkRead,
    parts::{PointsTag, lesson_href},
};
use crate::{
    format,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit},
    frame::lang,
    text::learning as t,
    ui::{ButtonLink, Icon, Look, Notice, Reward, Tone, changing},
};

/// Where a lesson stands now: as the page came, and what was done on it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub completion: Completion,
    pub completed_at: Option<Timestamp>,
    /// Finished on this very page.
    pub just_now: bool,
    pub badge: Option<String>,
    pub earned: Vec<Earned>,
    pub next: Option<LessonLink>,
}

impl Stand {
    pub const fn is_complete(&self) -> bool {
        self.completed_at.is_some() || self.just_now
    }

    /// Answers may overtake each other, so nothing goes backwards.
    pub fn follow(&mut self, outcome: LessonOutcome) {
        self.completion.read |= outcome.completion.read;
        self.completion.quiz_passed |= outcome.completion.quiz_passed;
        self.just_now |= outcome.lesson_completed;
        self.badge = self.badge.take().or(outcome.badge_earned);
        self.earned.extend(outcome.earned);
        self.next = outcome.next;
    }
}

/// The rule, told before, with what is done of it.
#[component]
pub fn Goal(stand: RwSignal<Stand>, points: Option<i64>, pass_mark: u8) -> impl IntoView {
    let l = lang();
    let line = move |done: bool, text: String| {
        let mark = if done { t::done_mark(l) } else { "" };
        view! {
            <li class:done=done>
                <span class="box" aria-hidden="true">{done.then(|| view! { <Icon name="check"/> })}</span>
                <span>{text} <span class="unseen">{mark}</span></span>
            </li>
        }
        .into_any()
    };
    view! {
        <section class="goal" aria-label=t::rule_title(l)>
            <h2>{t::rule_title(l)}</h2>
            <ul>
                {changing(move || stand.with(|stand| {
                    Some(line(stand.completion.read || stand.is_complete(), t::rule_read(l).to_owned()))
                }))}
                {changing(move || stand.with(|stand| {
                    let done = stand.completion.quiz_passed || stand.is_complete();
                    stand.completion.quiz_needed.then(|| line(done, t::rule_quiz(l, pass_mark)))
                }))}
            </ul>
            {points.map(|points| view! { <p class="quiet">{t::points_ahead(l, format::number(points))}</p> })}
        </section>
    }
}

/// "I have read this", until it has been.
#[component]
pub fn ReadButton(
    form: FormState<MarkRead>,
    stand: RwSignal<Stand>,
    module: String,
    lesson: String,
    from: String,
) -> impl IntoView {
    let l = lang();
    let read = Memo::new(move |_| stand.with(|stand| stand.completion.read));
    changing(move || {
        if read.get() {
            return Some(view! { <p class="quiet tags no-print"><Icon name="circle-check"/>{t::read_by_now(l)}</p> }.into_any());
        }
        let (module, lesson, from) = (module.clone(), lesson.clone(), from.clone());
        let again = view! {
            <PostForm form anchor="finish" class="form no-print">
                <FormProblems failure=form.failure()/>
                <HiddenField name="module" value=module/>
                <HiddenField name="lesson" value=lesson/>
                <HiddenField name="from" value=from/>
                <div class="form-actions">
                    <Submit pending=form.pending() label=t::mark_read(l)/>
                    <span class="quiet">{t::mark_read_hint(l)}</span>
                </div>
            </PostForm>
        }
        .into_any();
        Some(again)
    })
}

/// The end of the page: the reward and the way on, or what is missing.
#[component]
pub fn Finish(stand: RwSignal<Stand>, module: String, pass_mark: u8, counted: bool) -> impl IntoView {
    let l = lang();
    let shown = move || {
        let stand = stand.get();
        Some(if stand.is_complete() || !counted { done(&stand, &module, counted) } else { missing(&stand, pass_mark) })
    };
    view! {
        <section id="finish" class="stack tight" role="status" aria-label=t::rule_title(l)>{changing(shown)}</section>
    }
}

fn done(stand: &Stand, module: &str, counted: bool) -> AnyView {
    let l = lang();
    let on = stand.completed_at.map(|at| t::completed_on(l, format::day(l, at.day())));
    let rewards = stand
        .earned
        .iter()
        .map(|earned| {
            let amount = t::points(l, format::number(earned.points));
            view! { <Reward amount title=t::rule(l, earned.rule.get(l))/> }
        })
        .collect_view();
    let badge = stand.badge.clone();
    let next = stand.next.clone().map(|link| {
        let look = if counted { Look::Go } else { Look::Plain };
        view! {
            <div class="onward">
                <div>
                    <p class="quiet">{t::next_lesson(l)}</p>
                    <h2>{link.title.clone()}</h2>
                </div>
                <ButtonLink href=lesson_href(&link) look icon="arrow-right">{t::next_go(l)}</ButtonLink>
            </div>
        }
    });
    let nothing_left = (counted && stand.next.is_none()).then(|| view! { <p>{t::all_done(l)}</p> });
    view! {
        {counted.then(|| view! {
            <Notice tone=Tone::Good title=t::completed(l)>
                {on.map(|on| view! { <p>{on}</p> })}
                {badge.map(|badge| view! { <p><b>{t::badge_earned(l, badge)}</b></p> })}
            </Notice>
        })}
        {rewards}
        {nothing_left}
        {next}
        <p><a class="link" href=format!("/learn/{module}")>{t::to_module(l)}</a></p>
    }
    .into_any()
}

fn missing(stand: &Stand, pass_mark: u8) -> AnyView {
    let l = lang();
    let lines = stand
        .completion
        .missing()
        .into_iter()
        .map(|missing| match missing {
            Missing::Read => view! { <li>{t::missing_read(l)}</li> }.into_any(),
            Missing::Quiz => view! { <li><a href="#quiz" rel="external">{t::missing_quiz(l, pass_mark)}</a></li> }.into_any(),
        })
        .collect_view();
    view! { <Notice title=t::still_missing(l)><ul>{lines}</ul></Notice> }.into_any()
}

/// What finishing will bring, beside the title.
pub fn ahead(points: Option<i64>) -> Option<AnyView> {
    let l = lang();
    points.map(|points| view! { <PointsTag l points/> }.into_any())
}
