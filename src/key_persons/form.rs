use serde::{Deserialize, Serialize};

use super::{CounterPromise, KeyRole, PACT_DAYS, PROMISES};
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    goals::Counted,
    id::{CompanyId, PactId, UserId},
    time::Day,
};

const TARGET_MAX: u32 = 1_000;
const HOURS_MAX: u8 = 40;
const PROMISE_MAX: u32 = 120;

/// What somebody is; an empty role takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleForm {
    /// The vendor says which company; for a partner it is its own.
    pub company: String,
    pub user: String,
    pub role: String,
}

impl RoleForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(UserId, Option<KeyRole>)> {
        let user = self.user.parse().map_err(|_| Failure::NotFound)?;
        let role = match self.role.trim() {
            "" => None,
            text => Some(KeyRole::parse(text).ok_or_else(|| Failure::invalid("role", Problem::NotOffered))?),
        };
        Ok((user, role))
    }
}

/// A pact that is proposed to the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PactForm {
    /// The pact's id-to-be: a form that is sent twice proposes one.
    pub idempotency_key: String,
    pub company: String,
    pub champion: String,
    pub counted: String,
    pub target: String,
    pub hours: String,
    pub promise1: String,
    pub promise1_by: String,
    pub promise2: String,
    pub promise2_by: String,
    pub promise3: String,
    pub promise3_by: String,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PactTerms {
    pub champion: UserId,
    pub counted: Counted,
    pub target: u32,
    pub hours: u8,
    pub promises: Vec<CounterPromise>,
}

impl PactForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<PactId> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, today: Day) -> Answer<PactTerms> {
        let mut reading = Reading::default();
        let champion = reading.choice("champion", &self.champion, |text| text.parse().ok());
        let counted = reading.choice("counted", &self.counted, Counted::parse);
        let target = within(&mut reading, "target", &self.target, TARGET_MAX.into());
        let hours = within(&mut reading, "hours", &self.hours, HOURS_MAX.into());
        let lines = [
            ("promise1", &self.promise1, "promise1_by", &self.promise1_by),
            ("promise2", &self.promise2, "promise2_by", &self.promise2_by),
            ("promise3", &self.promise3, "promise3_by", &self.promise3_by),
        ];
        let mut promises = Vec::with_capacity(PROMISES);
        for (field, text, day_field, day) in lines {
            let Some(text) = reading.optional(field, text, PROMISE_MAX) else {
                if !day.trim().is_empty() {
                    reading.errors.add(field, Problem::Required);
                }
                continue;
            };
            let problem = if day.trim().is_empty() { Problem::Required } else { Problem::NotADate };
            let by = reading.or(day_field, day.trim().parse::<Day>().ok(), problem);
            let by = by.and_then(|by| reading.or(day_field, Some(by).filter(|by| *by >= today), Problem::DateInPast));
            let last = today.plus(PACT_DAYS);
            let by = by.and_then(|by| reading.or(day_field, Some(by).filter(|by| *by <= last), Problem::DateTooFar { years: 1 }));
            promises.extend(by.map(|by| CounterPromise { text, by, kept_on: None }));
        }
        let terms = || {
            let (target, hours) = (u32::try_from(target?).ok()?, u8::try_from(hours?).ok()?);
            Some(PactTerms { champion: champion?, counted: counted?, target, hours, promises })
        };
        let terms = terms();
        reading.errors.or(terms)
    }
}

fn within(reading: &mut Reading, field: &'static str, text: &str, max: i64) -> Option<i64> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfkc().filter(|c| *c != ',').collect();
    let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotANumber };
    let number = reading.or(field, text.trim().parse::<i64>().ok(), problem)?;
    reading.or(field, Some(number).filter(|number| (1..=max).contains(number)), Problem::OutOfRange { min: 1, max })
}

/// A pact that is agreed to, or ended; `promise` is one that was kept, by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PactAnswerForm {
    pub pact: String,
    pub promise: String,
}

impl PactAnswerForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<PactId> {
        self.pact.parse().map_err(|_| Failure::NotFound)
    }

    /// # Errors
    /// [`Failure::NotFound`]
    pub fn place(&self) -> Answer<usize> {
        self.promise.parse().ok().filter(|place| *place < PROMISES).ok_or(Failure::NotFound)
    }
}

/// Somebody has left, and who goes on with their work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    pub company: String,
    pub user: String,
    pub to: String,
}

impl LeaveForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(UserId, UserId)> {
        let user = self.user.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let to = reading.choice("to", &self.to, |text| text.parse::<UserId>().ok());
        let to = to.and_then(|to| reading.or("to", Some(to).filter(|to| *to != user), Problem::NotOffered));
        reading.errors.or(to.map(|to| (user, to)))
    }
}

/// Which company a form is about.
///
/// # Errors
/// [`Failure::NotFound`]
pub fn company_of(text: &str) -> Answer<CompanyId> {
    text.parse().map_err(|_| Failure::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    fn today() -> Day {
        "2026-11-23".parse().expect("day")
    }

    fn form() -> PactForm {
        let champion: UserId = Id::new(Timestamp::EPOCH, [3; 10]);
        PactForm {
            champion: champion.to_string(),
            counted: "registered_deals".into(),
            target: "５".into(),
            hours: "4".into(),
            promise1: "最初の3件に同行する".into(),
            promise1_by: "2026-12-20".into(),
            ..PactForm::default()
        }
    }

    #[test]
    fn a_pact_is_read_as_it_is_meant() {
        let terms = form().read(today()).expect("sound");
        assert_eq!((terms.target, terms.hours, terms.promises.len()), (5, 4, 1));
        assert_eq!(form().key(), Err(Failure::Malformed));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut PactForm);
        let cases: [(Change, &str, Problem); 9] = [
            (|f| f.champion.clear(), "champion", Problem::Required),
            (|f| f.counted = "yen".into(), "counted", Problem::NotOffered),
            (|f| f.target = "0".into(), "target", Problem::OutOfRange { min: 1, max: 1_000 }),
            (|f| f.hours = "41".into(), "hours", Problem::OutOfRange { min: 1, max: 40 }),
            (|f| f.hours = "many".into(), "hours", Problem::NotANumber),
            (|f| f.promise1_by.clear(), "promise1_by", Problem::Required),
            (|f| f.promise1_by = "2026-11-22".into(), "promise1_by", Problem::DateInPast),
            (|f| f.promise1_by = "2027-11-22".into(), "promise1_by", Problem::DateTooFar { years: 1 }),
            (|f| f.promise2_by = "2026-12-01".into(), "promise2", Problem::Required),
        ];
        for (change, field, problem) in cases {
            let mut wrong = form();
            change(&mut wrong);
            let Err(Failure::Invalid { errors }) = wrong.read(today()) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }

    #[test]
    fn nobody_hands_over_to_themselves() {
        let id = |number: u8| Id::<crate::id::of::User>::new(Timestamp::EPOCH, [number; 10]).to_string();
        let form = |user: String, to: String| LeaveForm { company: String::new(), user, to }.read();
        assert!(form(id(1), id(2)).is_ok());
        assert_eq!(form(id(1), id(1)), Err(Failure::invalid("to", Problem::NotOffered)));
        assert_eq!(form(id(1), String::new()), Err(Failure::invalid("to", Problem::Required)));
        assert_eq!(form("x".into(), id(1)), Err(Failure::NotFound));
    }
}
