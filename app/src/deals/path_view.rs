use jiso::{
    deals::{Ball, DealCard, DealPath, Due, IfMissed, Promise, StatusKey, StepState, Stop, VendorsWord},
    lang::Lang,
};
use leptos::prelude::*;

use super::parts::{ball, when_and_who};
use crate::{
    format,
    frame::lang,
    text::deals as t,
    ui::{self, PathLine, Sheet},
};

/// Where a registration is on its way, who has the ball, until when, and what happens otherwise; told to its partner, or to the
/// reviewer.
#[component]
pub fn PathView(card: DealCard, path: DealPath, word: VendorsWord, #[prop(optional)] to_reviewer: bool) -> impl IntoView {
    let l = lang();
    let steps = path.steps.iter().map(|step| {
        let here = step.state == StepState::Here;
        let (text, note) = match step.state {
            StepState::Here if to_reviewer => told_reviewer(l, &card, &word, path.due),
            StepState::Here => said_here(l, &card, &word, path.due),
            StepState::Ahead if card.status.is_open() => (None, ahead(l, step.stop)),
            _ => {
                let who = (step.stop == Stop::Submitted).then(|| card.owner_name.clone());
                (None, step.at.map(|at| when_and_who(l, at, who)))
            }
        };
        ui::PathStep {
            title: stop_title(l, step.stop),
            tag: path.ball.filter(|_| here).map(|who| ball(l, who, to_reviewer).to_owned()),
            text,
            note,
            state: match step.state {
                StepState::Done => ui::StepState::Done,
                StepState::Here => ui::StepState::Here,
                StepState::Ahead => ui::StepState::Ahead,
                StepState::Ended => ui::StepState::Missed,
            },
        }
    });
    let steps: Vec<_> = steps.collect();
    view! { <Sheet title=t::path_title(l)><PathLine steps/></Sheet> }
}

fn stop_title(l: Lang, stop: Stop) -> String {
    let key = match stop {
        Stop::Submitted => "submitted",
        Stop::Review => "review",
        Stop::Approval { number } => return t::nth_approval(l, number),
        Stop::Protected => "protected",
        Stop::Won => "won",
    };
    t::stop(l, key).to_owned()
}

fn ahead(l: Lang, stop: Stop) -> Option<String> {
    let text = match stop {
        Stop::Submitted => return None,
        Stop::Review => t::ahead_review(l),
        Stop::Approval { .. } => t::ahead_approval(l),
        Stop::Protected => t::ahead_protected(l),
        Stop::Won => t::ahead_won(l),
    };
    Some(text.to_owned())
}

/// The sentence of the present step, and what happens if its time is missed.
fn said_here(l: Lang, card: &DealCard, word: &VendorsWord, due: Option<Due>) -> (Option<String>, Option<String>) {
    let at = due.map(|due| format::moment(l, due.at)).unwrap_or_default();
    let late = is_late(card, due);
    let text = match (word, card.status) {
        _ if late => t::late(l, &at),
        (VendorsWord::InReview { reviewer }, _) => t::here_in_review(l, reviewer, &at),
        (VendorsWord::Protected { .. }, _) if answers_soon(due) => t::here_more_time(l, &at),
        (VendorsWord::Protected { last_day, .. }, _) => t::here_approved(l, format::day(l, *last_day)),
        (_, StatusKey::NeedsInfo) => t::here_needs_info(l).to_owned(),
        _ => t::here_submitted(l, &at),
    };
    let note = match due.map(|due| due.if_missed) {
        Some(IfMissed::Compensated { points }) if late && points > 0 => Some(t::is_late(l, points)),
        Some(IfMissed::Compensated { points }) if points > 0 => Some(t::if_late(l, points)),
        Some(IfMissed::ProtectionEnds) => Some(t::if_unprotected(l).to_owned()),
        _ => None,
    };
    (Some(text), note)
}

/// The same to those who made the promise.
fn told_reviewer(l: Lang, card: &DealCard, word: &VendorsWord, due: Option<Due>) -> (Option<String>, Option<String>) {
    let at = due.map(|due| format::moment(l, due.at)).unwrap_or_default();
    let late = is_late(card, due);
    let text = match (word, card.status) {
        _ if late => t::review_here_late(l, &at),
        (VendorsWord::InReview { reviewer }, _) => t::review_here_in_review(l, reviewer, &at),
        (VendorsWord::Protected { .. }, _) if answers_soon(due) => t::review_here_more_time(l, &at),
        (VendorsWord::Protected { last_day, .. }, _) => t::review_here_protected(l, format::day(l, *last_day)),
        (_, StatusKey::NeedsInfo) => t::review_here_needs_info(l).to_owned(),
        _ => t::review_here_submitted(l, &at),
    };
    let note = match due.map(|due| due.if_missed) {
        Some(IfMissed::Compensated { points }) if late && points > 0 => Some(t::review_is_late(l, points)),
        Some(IfMissed::Compensated { points }) if points > 0 => Some(t::review_if_late(l, points)),
        Some(IfMissed::ProtectionEnds) => Some(t::if_unprotected(l).to_owned()),
        _ => None,
    };
    (Some(text), note)
}

fn is_late(card: &DealCard, due: Option<Due>) -> bool {
    due.is_some_and(|due| due.overdue) && (Ball::of(card.status) == Some(Ball::Vendor) || answers_soon(due))
}

/// More time was asked for.
fn answers_soon(due: Option<Due>) -> bool {
    due.is_some_and(|due| due.what == Promise::Extension)
}
