//! What somebody types who changes the programme, and what it means.

use serde::{Deserialize, Serialize};

use super::NumberForm;
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::WhatIfId,
    time::Day,
};

/// Ten times what a long programme takes.
pub const TEXT_MAX: u32 = 200_000;
const NOTE_MAX: u32 = 500;
/// A change announced further ahead than this is a typing mistake.
const YEARS_AHEAD: u32 = 3;

/// A draft as it is saved. It may hold mistakes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    pub text: String,
    /// The number of the newest version when the text was shown.
    pub base: String,
    /// Numbers typed beside the text.
    pub number: Vec<NumberForm>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    pub base: i64,
}

impl DraftForm {
    /// # Errors
    /// [`Failure::Invalid`] for `text`.
    pub fn read(&self) -> Answer<Draft> {
        let mut reading = Reading::default();
        let text = lines(&self.text);
        if text.trim().is_empty() {
            reading.errors.add("text", Problem::Required);
        }
        reading.keepable("text", &text, TEXT_MAX);
        let base = number(&self.base)?;
        reading.errors.or(Some(Draft { text, base }))
    }
}

/// A draft as it is published: what was looked at, and from when on it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    pub text: String,
    pub base: String,
    pub day: String,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub draft: Draft,
    pub day: Day,
    pub note: String,
}

impl ReleaseForm {
    /// The day is today or later, and none before `earliest`: versions hold in the order of their numbers.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for `text`, `day` and `note`.
    pub fn read(&self, today: Day, earliest: Day) -> Answer<Release> {
        let draft = DraftForm { text: self.text.clone(), base: self.base.clone(), number: Vec::new() }.read()?;
        let mut reading = Reading::default();
        let day = reading.or("day", self.day.trim().parse::<Day>().ok(), Problem::NotADate);
        if let Some(day) = day {
            let furthest = today.plus_months(12 * i32::try_from(YEARS_AHEAD).unwrap_or(1));
            if day < today {
                reading.errors.add("day", Problem::DateInPast);
            } else if day < earliest {
                reading.errors.add("day", Problem::DateBefore { earliest });
            } else if day > furthest {
                reading.errors.add("day", Problem::DateTooFar { years: YEARS_AHEAD });
            }
        }
        let note = reading.optional("note", &self.note, NOTE_MAX).unwrap_or_default();
        reading.errors.or(day.map(|day| Release { draft, day, note }))
    }
}

/// Which what-if.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunForm {
    pub run: String,
}

impl RunForm {
    /// # Errors
    /// [`Failure::NotFound`] for what is no id.
    pub fn read(&self) -> Answer<WhatIfId> {
        self.run.parse().map_err(|_| Failure::NotFound)
    }
}

/// A browser ends lines with two characters.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn number(text: &str) -> Answer<i64> {
    text.trim().parse().map_err(|_| Failure::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    #[test]
    fn a_change_never_reaches_back() {
        let (today, earliest) = (day("2026-11-28"), day("2027-04-01"));
        let cases = [
            ("2027-04-01", None),
            ("2026-11-27", Some(Problem::DateInPast)),
            ("2026-11-28", Some(Problem::DateBefore { earliest })),
            ("2027-03-31", Some(Problem::DateBefore { earliest })),
            ("2029-11-29", Some(Problem::DateTooFar { years: 3 })),
            ("tomorrow", Some(Problem::NotADate)),
            ("", Some(Problem::NotADate)),
        ];
        for (on, problem) in cases {
            let form = ReleaseForm { text: "version = 1".into(), base: "1".into(), day: on.into(), note: String::new() };
            match (form.read(today, earliest), problem) {
                (Ok(release), None) => assert_eq!(release.day, day(on)),
                (Err(Failure::Invalid { errors }), Some(problem)) => assert_eq!(errors.of("day"), Some(&problem), "{on}"),
                (other, _) => panic!("{on}: {other:?}"),
            }
        }
    }

    #[test]
    fn lines_end_as_in_a_file() {
        let form = DraftForm { text: "a = 1\r\nb = 2\n".into(), base: "3".into(), number: Vec::new() };
        assert_eq!(form.read(), Ok(Draft { text: "a = 1\nb = 2\n".into(), base: 3 }));
        let empty = DraftForm { text: " \r\n".into(), ..form.clone() };
        assert_eq!(empty.read(), Err(Failure::invalid("text", Problem::Required)));
        assert_eq!(DraftForm { base: "x".into(), ..form }.read(), Err(Failure::Malformed));
    }
}
