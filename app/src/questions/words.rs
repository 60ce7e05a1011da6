//! Promised times in words.

use jiso::{lang::Lang, questions::AnswerTime};

use crate::text::questions as t;

/// `4営業時間`, `1営業日`.
pub fn answer_time(l: Lang, time: AnswerTime) -> String {
    match time {
        AnswerTime::Hours(hours) => t::hours(l, hours.into()),
        AnswerTime::Days(days) => t::days(l, days.into()),
    }
}
