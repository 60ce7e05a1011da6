//! Times and states of visits in words.

use jiso::{
    lang::Lang,
    time::{Day, Timestamp},
    visits::VisitState,
};

use crate::{
    format::{day_short, moment},
    text::visits as t,
    ui::Tone,
};

pub fn tone(state: VisitState) -> Tone {
    match state {
        VisitState::Proposed | VisitState::Confirmed => Tone::Wait,
        VisitState::Agreed | VisitState::Held => Tone::Good,
        VisitState::Denied | VisitState::Cancelled => Tone::Plain,
    }
}

/// `11月24日（火）`.
pub fn weekday(l: Lang, day: Day) -> String {
    t::on_weekday(l, day_short(l, day), t::weekday(l, &format!("d{}", day.weekday())))
}

/// `11月24日（火）14:30〜16:00`.
pub fn span(l: Lang, at: Timestamp, minutes: u16) -> String {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    let begins = at.minute_of_day();
    t::span(l, weekday(l, at.day()), time(begins), time(begins + minutes))
}

/// Who began it: asked for it, or told of it after the fact.
pub fn begun(l: Lang, state: VisitState, starts_at: Option<Timestamp>, by: &str, at: Timestamp) -> String {
    let arranged = starts_at.is_some() || matches!(state, VisitState::Proposed | VisitState::Cancelled);
    let at = moment(l, at);
    if arranged { t::asked(l, by, at) } else { t::reported(l, by, at) }
}

/// When it is, as far as that is known.
pub fn when(l: Lang, starts_at: Option<Timestamp>, on: Day) -> String {
    match starts_at {
        Some(at) => {
            let minute = at.minute_of_day();
            t::at_time(l, weekday(l, at.day()), format!("{:02}:{:02}", minute / 60, minute % 60))
        }
        None => weekday(l, on),
    }
}
