use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{Counted, GoalTerms};
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::GoalId,
    time::Day,
};

const WHY_MAX: u32 = 200;
const TARGET_MAX: u32 = 1_000;
/// A goal further away moves nobody.
const DAYS_MAX: i32 = 366;

/// What is proposed to the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    /// The goal's id-to-be: a form that is sent twice proposes one goal.
    pub idempotency_key: String,
    /// The vendor says which company; for a partner it is its own.
    pub company: String,
    /// The proposal in whose place this one is made; empty for a new goal.
    pub replaces: String,
    pub counted: String,
    pub target: String,
    pub by: String,
    pub why: String,
}

impl GoalForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<GoalId> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }

    /// # Errors
    /// [`Failure::NotFound`] when it names something that is no goal.
    pub fn replaced(&self) -> Answer<Option<GoalId>> {
        match self.replaces.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| Failure::NotFound),
        }
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, today: Day) -> Answer<GoalTerms> {
        let mut reading = Reading::default();
        let counted = reading.choice("counted", &self.counted, Counted::parse);
        let text: String = self.target.nfkc().filter(|c| *c != ',').collect();
        let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotANumber };
        let target = reading.or("target", text.trim().parse::<i64>().ok(), problem).and_then(|target| {
            let within = u32::try_from(target).ok().filter(|target| (1..=TARGET_MAX).contains(target));
            reading.or("target", within, Problem::OutOfRange { min: 1, max: TARGET_MAX.into() })
        });
        let problem = if self.by.trim().is_empty() { Problem::Required } else { Problem::NotADate };
        let by = reading.or("by", self.by.parse::<Day>().ok(), problem);
        let by = by.and_then(|by| reading.or("by", Some(by).filter(|by| *by > today), Problem::DateInPast));
        let by = by
            .and_then(|by| reading.or("by", Some(by).filter(|by| *by <= today.plus(DAYS_MAX)), Problem::DateTooFar { years: 1 }));
        let why = reading.required("why", &self.why, WHY_MAX);
        reading.errors.or((|| Some(GoalTerms { counted: counted?, target: target?, by: by?, why }))())
    }
}

/// A goal that is agreed to, or ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalAnswerForm {
    pub goal: String,
}

impl GoalAnswerForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<GoalId> {
        self.goal.parse().map_err(|_| Failure::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> GoalForm {
        GoalForm {
            counted: "won_deals".into(),
            target: "１０".into(),
            by: "2027-03-31".into(),
            why: " 製造業の柱を一つ増やす ".into(),
            ..GoalForm::default()
        }
    }

    fn today() -> Day {
        "2026-11-23".parse().expect("day")
    }

    #[test]
    fn a_goal_is_read_as_it_is_meant() {
        let terms = form().read(today()).expect("sound");
        let by = "2027-03-31".parse().expect("day");
        assert_eq!(terms, GoalTerms { counted: Counted::WonDeals, target: 10, by, why: "製造業の柱を一つ増やす".into() });
        assert_eq!((form().key(), form().replaced()), (Err(Failure::Malformed), Ok(None)));
        assert_eq!(GoalForm { replaces: "x".into(), ..form() }.replaced(), Err(Failure::NotFound));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut GoalForm);
        let cases: [(Change, &str, Problem); 10] = [
            (|f| f.counted.clear(), "counted", Problem::Required),
            (|f| f.counted = "yen".into(), "counted", Problem::NotOffered),
            (|f| f.target.clear(), "target", Problem::Required),
            (|f| f.target = "many".into(), "target", Problem::NotANumber),
            (|f| f.target = "0".into(), "target", Problem::OutOfRange { min: 1, max: 1_000 }),
            (|f| f.target = "1,001".into(), "target", Problem::OutOfRange { min: 1, max: 1_000 }),
            (|f| f.by = "soon".into(), "by", Problem::NotADate),
            (|f| f.by = "2026-11-23".into(), "by", Problem::DateInPast),
            (|f| f.by = "2027-11-25".into(), "by", Problem::DateTooFar { years: 1 }),
            (|f| f.why = "　".into(), "why", Problem::Required),
        ];
        for (change, field, problem) in cases {
            let mut wrong = form();
            change(&mut wrong);
            let Err(Failure::Invalid { errors }) = wrong.read(today()) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }
}
