use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::VisitPlan;
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{DealId, VisitId},
    time::{Day, Timestamp},
};

const LINE_MAX: u32 = 120;
const PURPOSE_MAX: u32 = 300;
const NOTE_MAX: u32 = 300;
/// How long a visit may be booked for.
pub const VISIT_MINUTES: [u16; 4] = [30, 60, 90, 120];
/// A visit further away is not arranged yet.
const DAYS_MAX: i32 = 366;

/// A visit that one side asks the other for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitRequestForm {
    /// The visit's id-to-be: a form that is sent twice asks for one visit.
    pub idempotency_key: String,
    pub deal: String,
    pub purpose: String,
    pub meets: String,
    pub partner_role: String,
    pub vendor_role: String,
    pub place: String,
    pub minutes: String,
    pub day1: String,
    pub time1: String,
    pub day2: String,
    pub time2: String,
    pub day3: String,
    pub time3: String,
}

impl VisitRequestForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types these.
    pub fn keys(&self) -> Answer<(VisitId, DealId)> {
        let key = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        Ok((key, self.deal.parse().map_err(|_| Failure::Malformed)?))
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, now: Timestamp) -> Answer<(VisitPlan, Vec<Timestamp>)> {
        let mut reading = Reading::default();
        let plan = VisitPlan {
            purpose: reading.required("purpose", &self.purpose, PURPOSE_MAX),
            meets: reading.required("meets", &self.meets, LINE_MAX),
            partner_role: reading.required("partner_role", &self.partner_role, LINE_MAX),
            vendor_role: reading.required("vendor_role", &self.vendor_role, LINE_MAX),
            place: reading.required("place", &self.place, LINE_MAX),
            minutes: reading
                .choice("minutes", &self.minutes, |text| text.parse().ok().filter(|minutes| VISIT_MINUTES.contains(minutes)))
                .unwrap_or_default(),
        };
        let times = [(&self.day1, &self.time1), (&self.day2, &self.time2), (&self.day3, &self.time3)];
        let slots = slots(&mut reading, times, now);
        reading.errors.or(Some((plan, slots)))
    }
}

/// Other times for a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitTimesForm {
    pub visit: String,
    pub day1: String,
    pub time1: String,
    pub day2: String,
    pub time2: String,
    pub day3: String,
    pub time3: String,
    pub note: String,
}

impl VisitTimesForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn visit(&self) -> Answer<VisitId> {
        self.visit.parse().map_err(|_| Failure::NotFound)
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, now: Timestamp) -> Answer<(Vec<Timestamp>, Option<String>)> {
        let mut reading = Reading::default();
        let times = [(&self.day1, &self.time1), (&self.day2, &self.time2), (&self.day3, &self.time3)];
        let slots = slots(&mut reading, times, now);
        let note = reading.optional("note", &self.note, NOTE_MAX);
        reading.errors.or(Some((slots, note)))
    }
}

/// The times of up to three pairs of fields, in order and each once. The first pair must be filled in; of the others both or
/// neither.
fn slots(reading: &mut Reading, times: [(&String, &String); 3], now: Timestamp) -> Vec<Timestamp> {
    let mut found = Vec::new();
    for (place, (day, time)) in (1..).zip(times) {
        let (day, time) = (day.trim(), time.trim());
        // A time alone, as a browser may offer one by itself, names nothing.
        if day.is_empty() && place > 1 {
            continue;
        }
        let (at_day, at_time) = (format!("day{place}"), format!("time{place}"));
        let problem = |text: &str, other| if text.is_empty() { Problem::Required } else { other };
        let day = reading.or(&at_day, day.parse::<Day>().ok(), problem(day, Problem::NotADate));
        let minute = reading.or(&at_time, minute_of(time), problem(time, Problem::NotOffered));
        let (Some(day), Some(minute)) = (day, minute) else { continue };
        let at = day.at_minute(minute);
        if at <= now {
            reading.errors.add(&at_day, Problem::DateInPast);
        } else if day > now.day().plus(DAYS_MAX) {
            reading.errors.add(&at_day, Problem::DateTooFar { years: 1 });
        } else {
            found.push(at);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// `14:30`, also in full width.
fn minute_of(text: &str) -> Option<u16> {
    let text: String = text.nfkc().collect();
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-16".parse::<Day>().expect("day").at_minute(600)
    }

    fn form() -> VisitRequestForm {
        VisitRequestForm {
            purpose: "決裁者に効果を説明する".into(),
            meets: "工場長".into(),
            partner_role: "進行".into(),
            vendor_role: "実演".into(),
            place: "江東区".into(),
            minutes: "60".into(),
            day1: "2026-11-20".into(),
            time1: "14:00".into(),
            day2: "2026-11-19".into(),
            time2: "１０:３０".into(),
            time3: "09:00".into(),
            ..VisitRequestForm::default()
        }
    }

    #[test]
    fn times_are_read_in_order_and_each_once() {
        let (plan, slots) = form().read(now()).expect("sound");
        let day = |text: &str, minute| text.parse::<Day>().expect("day").at_minute(minute);
        assert_eq!((plan.minutes, slots), (60, vec![day("2026-11-19", 630), day("2026-11-20", 840)]));
        let twice = VisitRequestForm { day2: "2026-11-20".into(), time2: "14:00".into(), ..form() };
        assert_eq!(twice.read(now()).expect("sound").1.len(), 1);
        assert_eq!(form().keys(), Err(Failure::Malformed));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut VisitRequestForm);
        let cases: [(Change, &str, Problem); 10] = [
            (|f| f.purpose = "　".into(), "purpose", Problem::Required),
            (|f| f.meets = "長".repeat(121), "meets", Problem::TooLong { max: 120 }),
            (|f| f.minutes = "45".into(), "minutes", Problem::NotOffered),
            (|f| f.day1.clear(), "day1", Problem::Required),
            (|f| f.day1 = "2026-11-16".into(), "time1", Problem::NotOffered),
            (|f| f.day1 = "2026-11-15".into(), "day1", Problem::DateInPast),
            (|f| f.day2 = "soon".into(), "day2", Problem::NotADate),
            (|f| f.day2 = "2027-12-01".into(), "day2", Problem::DateTooFar { years: 1 }),
            (|f| f.time2.clear(), "time2", Problem::Required),
            (|f| f.time2 = "25:00".into(), "time2", Problem::NotOffered),
        ];
        for (place, (change, field, problem)) in cases.into_iter().enumerate() {
            let mut wrong = form();
            change(&mut wrong);
            if place == 4 {
                wrong.time1 = "noon".into();
            }
            let Err(Failure::Invalid { errors }) = wrong.read(now()) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }

    #[test]
    fn a_time_today_lies_ahead() {
        let at = |time: &str| VisitTimesForm { day1: "2026-11-16".into(), time1: time.into(), ..VisitTimesForm::default() };
        assert!(at("10:01").read(now()).is_ok());
        assert!(at("10:00").read(now()).is_err());
        assert_eq!(at("10:01").visit(), Err(Failure::NotFound));
    }
}
