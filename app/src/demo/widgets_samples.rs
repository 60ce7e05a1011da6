//! What the widgets show on the page of all widgets: a few days of November, in the words of the pages they stand on.

use jiso::{
    lang::Lang,
    money::Money,
    time::{Day, Timestamp},
};

use crate::{
    format::{day, dot, moment, money, month_short, number},
    text::{deals, progress, widgets as t},
    ui::{Choice, DiffLine, LinkItem, PathStep, Point, StepState, TrackStop},
};

/// What the deal is worth, in yen.
pub const AMOUNT: i64 = 2_400_000;

fn november(day: u8) -> Day {
    Day::from_ymd(2026, 11, day).unwrap_or_default()
}

/// When the deal was registered.
pub fn sent() -> Timestamp {
    november(20).at_minute(10 * 60 + 12)
}

/// When the answer is due.
pub fn due() -> Timestamp {
    november(25).at_minute(10 * 60)
}

/// When the order is expected.
pub fn expected_close() -> Day {
    Day::from_ymd(2027, 2, 26).unwrap_or_default()
}

/// A step in every state.
pub fn path(l: Lang) -> Vec<PathStep> {
    let step = |title: &str, state| PathStep { title: title.to_owned(), state, ..PathStep::default() };
    vec![
        PathStep {
            note: Some(format!("{}{}{}", moment(l, sent()), dot(l), t::rep(l))),
            ..step(deals::stop_submitted(l), StepState::Done)
        },
        PathStep {
            tag: Some(deals::ball_vendor(l).to_owned()),
            text: Some(deals::here_in_review(l, t::manager(l), moment(l, due()))),
            note: Some(deals::if_late(l, 20)),
            ..step(deals::stop_review(l), StepState::Here)
        },
        step(deals::stop_protected(l), StepState::Ahead),
        step(deals::status_rejected(l), StepState::Missed),
    ]
}

/// The parts of a registration.
pub fn steps(l: Lang) -> Vec<String> {
    [deals::teach_1(l), deals::teach_2(l), deals::teach_3(l)].map(str::to_owned).to_vec()
}

/// The tiers by their points.
pub fn stops(l: Lang) -> Vec<TrackStop> {
    [(t::tier_registered(l), 0), (t::tier_silver(l), 600), (t::tier_gold(l), 1_200), (t::tier_platinum(l), 2_400)]
        .map(|(name, at): (&str, u32)| TrackStop { name: name.to_owned(), at: at.into(), mark: number(at.into()) })
        .to_vec()
}

/// Short choices.
pub fn industries(l: Lang) -> Vec<Choice> {
    vec![Choice::new("manufacturing", deals::industry_manufacturing(l)), Choice::new("retail", deals::industry_retail(l))]
}

/// Choices with and without a note.
pub fn stages(l: Lang) -> Vec<Choice> {
    vec![
        Choice::new("contact", deals::stage_first_contact(l)).note(t::contact_note(l)),
        Choice::new("proposal", deals::stage_proposal(l)).note(t::proposal_note(l)),
        Choice::new("quote", deals::stage_quote(l)),
    ]
}

/// Links with and without a count.
pub fn tabs(l: Lang) -> Vec<LinkItem> {
    vec![
        LinkItem::new("#", deals::view_open(l)).here(true),
        LinkItem::new("#", deals::view_closed(l)).count(number(12)),
        LinkItem::new("#", deals::status_draft(l)).count(number(2)),
    ]
}

/// Facts about the deal.
pub fn facts(l: Lang) -> Vec<(String, String)> {
    [
        (deals::field_amount(l), money(&Money::yen(AMOUNT))),
        (deals::field_expected_close(l), day(l, expected_close())),
        (deals::field_size(l), progress::sim_people(l, 120)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// A line of every kind.
pub fn changes(l: Lang) -> Vec<DiffLine> {
    let from = day(l, Day::from_ymd(2026, 12, 1).unwrap_or_default());
    vec![
        DiffLine::Same(t::diff_same(l).to_owned()),
        DiffLine::Removed(t::diff_removed(l, money(&Money::yen(1_200)))),
        DiffLine::Added(t::diff_added(l, money(&Money::yen(1_280)), from)),
        DiffLine::Gap,
    ]
}

/// A year of points up to this month; those of one month are not certain yet.
pub fn months(l: Lang) -> Vec<Point> {
    let first = november(1).month_key().plus(-11);
    (0..)
        .zip([20, 34, 28, 52, 44, 60, 58, 73, 66, 82, 90, 106])
        .map(|(month, value): (i32, u32)| Point {
            label: month_short(l, first.plus(month)),
            value: value.into(),
            text: number(value.into()),
            ghost: value == 82,
        })
        .collect()
}
