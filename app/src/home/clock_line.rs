use jiso::{
    deals::Promise,
    home::{Clock, WaitingFor, WaitingLine},
    lang::Lang,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    format::moment,
    text::{accounts, home as t},
    ui::{self, Tone},
};

/// One promise of the vendor in words, as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockWords {
    title: String,
    href: String,
    note: String,
    remaining: String,
    elapsed_percent: u8,
    late: bool,
}

impl ClockWords {
    pub fn of(l: Lang, line: WaitingLine) -> Self {
        let (step, due) = (step(l, line.step), moment(l, line.clock.due));
        let role = accounts::role(l, line.holder.as_str());
        let (title, note, href) = match (line.about, line.company_name) {
            (WaitingFor::Deal(deal), Some(company)) => {
                (line.name, t::waiting_vendor_note(l, company, step, due), format!("/console/deals/{deal}"))
            }
            (WaitingFor::Question(question), Some(company)) => {
                let company = line.holder_name.map_or_else(|| company.clone(), |name| t::holder_named(l, &company, name));
                let title = t::waiting_question(l, line.name);
                (title, t::waiting_vendor_note(l, company, step, due), format!("/questions/{question}"))
            }
            (about, None) => {
                let holder = line.holder_name.map_or_else(|| role.to_owned(), |name| t::holder_named(l, role, name));
                let (title, href) = match about {
                    WaitingFor::Deal(deal) => (t::waiting_title(l, line.name), format!("/deals/{deal}")),
                    WaitingFor::Question(question) => (t::waiting_question(l, line.name), format!("/questions/{question}")),
                };
                (title, t::waiting_note(l, step, holder, due), href)
            }
        };
        let Clock { elapsed_percent, late, .. } = line.clock;
        Self { title, href, note, remaining: remaining(l, line.clock), elapsed_percent, late }
    }
}

pub fn clock_line(l: Lang, clock: ClockWords) -> impl IntoView {
    let percent = clock.elapsed_percent;
    view! {
        <ui::Clock
            title=clock.title
            href=clock.href
            note=clock.note
            tone=if clock.late { Tone::Bad } else { Tone::Wait }
            remaining=clock.remaining
            progress=(percent.into(), 100)
            label=t::clock(l, percent)
        />
    }
}

/// How much of the promised office time is left.
fn remaining(l: Lang, clock: Clock) -> String {
    let Clock { left_seconds, day_seconds, late, .. } = clock;
    let (hour, minute) = (3_600, 60);
    match left_seconds {
        _ if late => t::late(l).into(),
        left if left >= day_seconds => t::left_days(l, left / day_seconds.max(1)),
        left if left >= hour => t::left_hours(l, left / hour),
        left => t::left_minutes(l, left.max(minute) / minute),
    }
}

const fn step(l: Lang, step: Promise) -> &'static str {
    match step {
        Promise::FirstResponse => t::step_first_response(l),
        Promise::Extension => t::step_extension(l),
        Promise::VisitAnswer => t::step_visit_answer(l),
        Promise::VisitTimes => t::step_visit_times(l),
        Promise::BoardStep => t::step_board(l),
        Promise::Answer => t::step_answer(l),
        // The third promise is the partner's own and never waits on the vendor.
        Promise::Decision | Promise::Order => t::step_decision(l),
    }
}
