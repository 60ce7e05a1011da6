use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{ActivityId, DealId},
    time::Day,
};

const NOTE_MAX: u32 = 500;
/// A visit that is reported later than this was hardly one.
const DAYS_BACK: i32 = 60;

/// What a partner reports about a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitForm {
    pub deal: String,
    pub visited_on: String,
    pub note: String,
}

impl VisitForm {
    /// # Errors
    /// [`Failure::Invalid`], and [`Failure::Malformed`] where no deal is named.
    pub fn read(&self, today: Day) -> Answer<(DealId, Day, Option<String>)> {
        let deal = self.deal.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let problem = if self.visited_on.trim().is_empty() { Problem::Required } else { Problem::NotADate };
        let day = reading.or("visited_on", self.visited_on.parse::<Day>().ok(), problem);
        if day.is_some_and(|day| day > today || day < today.plus(-DAYS_BACK)) {
            reading.errors.add("visited_on", Problem::NotOffered);
        }
        let note = reading.optional("note", &self.note, NOTE_MAX);
        reading.errors.or(day.map(|day| (deal, day, note)))
    }
}

/// The vendor's word on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitAnswerForm {
    pub deal: String,
    pub visit: String,
    /// `yes` or `no`.
    pub held: String,
}

impl VisitAnswerForm {
    /// # Errors
    /// [`Failure::Invalid`], and [`Failure::Malformed`] where no visit is named.
    pub fn read(&self) -> Answer<(ActivityId, bool)> {
        let visit = self.visit.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let held = reading.choice("held", &self.held, |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        reading.errors.or(held.map(|held| (visit, held)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    #[test]
    fn a_visit_lies_in_the_last_weeks() {
        let today: Day = "2026-11-23".parse().expect("day");
        let deal = DealId::new(Timestamp::EPOCH, [1; 10]).to_string();
        for (on, problem) in [
            ("2026-11-23", None),
            ("2026-09-24", None),
            ("2026-09-23", Some(Problem::NotOffered)),
            ("2026-11-24", Some(Problem::NotOffered)),
            ("", Some(Problem::Required)),
            ("soon", Some(Problem::NotADate)),
        ] {
            let read = VisitForm { deal: deal.clone(), visited_on: on.into(), note: " ".into() }.read(today);
            match (read, problem) {
                (Ok((_, day, note)), None) => assert_eq!((day.to_string().as_str(), note), (on, None)),
                (Err(Failure::Invalid { errors }), Some(problem)) => assert_eq!(errors.of("visited_on"), Some(&problem), "{on}"),
                (read, _) => panic!("{on}: {read:?}"),
            }
        }
        assert_eq!(VisitForm::default().read(today), Err(Failure::Malformed));
    }

    #[test]
    fn an_answer_is_yes_or_no() {
        let visit: ActivityId = Id::new(Timestamp::EPOCH, [1; 10]);
        let read =
            |held: &str| VisitAnswerForm { visit: visit.to_string(), held: held.into(), ..VisitAnswerForm::default() }.read();
        assert_eq!((read("yes"), read("no")), (Ok((visit, true)), Ok((visit, false))));
        assert!(matches!(read("perhaps"), Err(Failure::Invalid { .. })));
    }
}
