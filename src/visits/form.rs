use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{DealId, VisitId},
    time::{Day, Timestamp},
};

const NOTE_MAX: u32 = 500;
const DEBRIEF_MAX: u32 = 200;
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

/// One side's word on whether it took place.
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
    pub fn read(&self) -> Answer<(VisitId, bool)> {
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

/// One of the times that were named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitAcceptForm {
    pub visit: String,
    /// Microseconds, as the page offered it.
    pub slot: String,
}

impl VisitAcceptForm {
    /// # Errors
    /// [`Failure::NotFound`], and [`Failure::Invalid`] when no time is chosen.
    pub fn read(&self) -> Answer<(VisitId, Timestamp)> {
        let visit = self.visit.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let slot = reading.choice("slot", &self.slot, |text| text.parse().ok().map(Timestamp::from_micros));
        reading.errors.or(slot.map(|slot| (visit, slot)))
    }
}

/// A visit that is called off, or taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitMoveForm {
    pub visit: String,
    pub note: String,
}

impl VisitMoveForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(VisitId, Option<String>)> {
        let visit = self.visit.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let note = reading.optional("note", &self.note, NOTE_MAX);
        reading.errors.or(Some((visit, note)))
    }
}

/// Three lines of one side about a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DebriefForm {
    pub visit: String,
    pub wish: String,
    pub obstacle: String,
    pub next_step: String,
}

impl DebriefForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(VisitId, [String; 3])> {
        let visit = self.visit.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let lines = [("wish", &self.wish), ("obstacle", &self.obstacle), ("next_step", &self.next_step)];
        let lines = lines.map(|(field, text)| reading.required(field, text, DEBRIEF_MAX));
        reading.errors.or(Some((visit, lines)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

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
        let visit: VisitId = Id::new(Timestamp::EPOCH, [1; 10]);
        let read =
            |held: &str| VisitAnswerForm { visit: visit.to_string(), held: held.into(), ..VisitAnswerForm::default() }.read();
        assert_eq!((read("yes"), read("no")), (Ok((visit, true)), Ok((visit, false))));
        assert!(matches!(read("perhaps"), Err(Failure::Invalid { .. })));
    }

    #[test]
    fn a_debrief_is_three_lines_of_two_hundred_characters() {
        let visit: VisitId = Id::new(Timestamp::EPOCH, [1; 10]);
        let form = |wish: &str| DebriefForm {
            visit: visit.to_string(),
            wish: wish.into(),
            obstacle: "稟議".into(),
            next_step: "見積".into(),
        };
        assert_eq!(form("納期の見える化").read(), Ok((visit, ["納期の見える化".into(), "稟議".into(), "見積".into()])));
        for (wish, problem) in [("", Problem::Required), (&*"長".repeat(201), Problem::TooLong { max: 200 })] {
            let Err(Failure::Invalid { errors }) = form(wish).read() else { panic!("{wish} was taken") };
            assert_eq!(errors.of("wish"), Some(&problem));
        }
        assert_eq!(DebriefForm::default().read(), Err(Failure::NotFound));
        assert!(matches!(VisitAcceptForm { visit: visit.to_string(), slot: "noon".into() }.read(), Err(Failure::Invalid { .. })));
    }
}
