use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::text;
use crate::{
    lang::Bilingual,
    time::{Day, Timestamp},
};

/// When the vendor works, and so when its promises run: weekdays between two times of day, without public holidays and the
/// closure at the end of the year. Japan's civil time throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessCalendar {
    /// Minutes since midnight.
    #[serde(with = "text::minute")]
    pub opens: u16,
    /// Minutes since midnight; the office is shut at this very minute.
    #[serde(with = "text::minute")]
    pub closes: u16,
    #[serde(default)]
    pub year_end: Option<YearEnd>,
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    #[serde(with = "text::day")]
    pub day: Day,
    /// As the law names it; shown beside a date that moved because of it.
    #[serde(deserialize_with = "text::name")]
    pub name: Bilingual,
}

/// Days shut every year, both ends included; may run across New Year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearEnd {
    pub from: MonthDay,
    pub to: MonthDay,
}

impl YearEnd {
    fn holds(self, day: Day) -> bool {
        let day = MonthDay { month: day.month(), day: day.day_of_month() };
        if self.from <= self.to { (self.from..=self.to).contains(&day) } else { day >= self.from || day <= self.to }
    }
}

/// A day of every year, written `"12-29"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
}

impl Serialize for MonthDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}-{:02}", self.month, self.day))
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        parts
            // 2024 is a leap year, so that 29 February is a day.
            .filter(|(month, day)| Day::from_ymd(2024, *month, *day).is_some())
            .map(|(month, day)| Self { month, day })
            .ok_or_else(|| D::Error::custom("expected a day of the year as MM-DD"))
    }
}

/// More days in a row than any office is shut; searches end here even when a calendar was never checked.
const LONGEST_CLOSURE: i32 = 400;
/// Spans longer than this are counted to here: no clock of the portal runs for decades.
const LONGEST_SPAN_DAYS: i32 = 7_320;

impl BusinessCalendar {
    pub fn is_business_day(&self, day: Day) -> bool {
        !day.is_weekend() && !self.year_end.is_some_and(|closure| closure.holds(day)) && self.holiday(day).is_none()
    }

    /// The public holiday of a day, if it is one.
    pub(super) fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.day == day)
    }

    pub fn is_open(&self, at: Timestamp) -> bool {
        self.is_business_day(at.day()) && (self.opens..self.closes).contains(&at.minute_of_day())
    }

    /// `at` while the office is open, otherwise the moment it opens next.
    pub fn next_opening(&self, at: Timestamp) -> Timestamp {
        if self.is_open(at) {
            return at;
        }
        let today = at.day();
        let first = if at.minute_of_day() < self.opens { today } else { today.plus(1) };
        self.business_day_from(first).at_minute(self.opens)
    }

    /// The same time of day `days` business days later. What arrives outside business hours counts as arriving at the next
    /// opening: a promise never runs at night.
    pub fn add_business_days(&self, at: Timestamp, days: u16) -> Timestamp {
        let start = self.next_opening(at);
        let due = (0..days).fold(start.day(), |day, _| self.business_day_from(day.plus(1)));
        start.plus_days(i64::from(due.0) - i64::from(start.day().0))
    }

    /// When so many open hours have passed; what arrives outside business hours counts from the next opening.
    pub fn add_business_hours(&self, at: Timestamp, hours: u16) -> Timestamp {
        let mut at = self.next_opening(at);
        let mut left = i64::from(hours) * 3_600;
        for _ in 0..=LONGEST_CLOSURE {
            let today = at.seconds_until(at.day().at_minute(self.closes));
            if left <= today {
                break;
            }
            left -= today;
            at = self.business_day_from(at.day().plus(1)).at_minute(self.opens);
        }
        Timestamp::from_micros(at.micros().saturating_add(left * 1_000_000))
    }

    /// Open seconds from `from` to `to`; negative when `to` is the earlier.
    pub fn business_seconds_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        if to < from {
            return -self.business_seconds_between(to, from);
        }
        let last = to.day().0.min(from.day().0.saturating_add(LONGEST_SPAN_DAYS));
        (from.day().0..=last)
            .map(Day)
            .filter(|day| self.is_business_day(*day))
            .map(|day| {
                let (opens, closes) = (day.at_minute(self.opens), day.at_minute(self.closes));
                opens.max(from).seconds_until(closes.min(to)).max(0)
            })
            .sum()
    }

    /// How much of the way from `from` to `due` has passed, in percent of open time; 100 once it is due.
    pub fn elapsed_percent(&self, from: Timestamp, due: Timestamp, now: Timestamp) -> u8 {
        if now >= due {
            return 100;
        }
        let whole = self.business_seconds_between(from, due).max(1);
        let passed = self.business_seconds_between(from, now.max(from));
        u8::try_from(passed * 100 / whole).unwrap_or(100).min(100)
    }

    /// Open seconds of one business day: what "one day left" means on a clock.
    pub fn day_seconds(&self) -> i64 {
        i64::from(self.closes.saturating_sub(self.opens)) * 60
    }

    /// `day` itself, or the first business day after it.
    pub fn business_day_from(&self, day: Day) -> Day {
        (0..LONGEST_CLOSURE).map(|days| day.plus(days)).find(|day| self.is_business_day(*day)).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::programme::sample;

    fn at(text: &str) -> Timestamp {
        let (day, time) = text.split_once(' ').expect("day and time");
        let (hours, minutes) = time.split_once(':').expect("time");
        let minute = hours.parse::<u16>().expect("hours") * 60 + minutes.parse::<u16>().expect("minutes");
        day.parse::<Day>().expect("day").at_minute(minute)
    }

    #[test]
    fn a_holiday_of_one_name_has_it_in_both_languages() {
        let read = |name: &str| {
            let text = format!(r#"{{ "day": "2027-01-01", "name": {name} }}"#);
            serde_json::from_str::<Holiday>(&text).map(|holiday| (holiday.name.ja, holiday.name.en))
        };
        let names = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
        assert_eq!(read(r#"{ "ja": "元日", "en": "New Year's Day" }"#).ok(), Some(names("元日", "New Year's Day")));
        assert_eq!(read(r#""元日""#).ok(), Some(names("元日", "元日")), "as programmes of before say it");
        for wrong in ["1", r#"{ "ja": "元日" }"#, "[]"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn promises_run_on_business_days() {
        let calendar = sample::programme().calendar;
        for (from, days, due, why) in [
            ("2026-11-18 10:12", 1, "2026-11-19 10:12", "Wednesday to Thursday"),
            ("2026-11-20 10:12", 1, "2026-11-24 10:12", "Friday, weekend, Monday 23 November is 勤労感謝の日"),
            ("2026-11-20 19:00", 1, "2026-11-25 09:00", "after hours: arrives at the next opening"),
            ("2026-11-21 12:00", 2, "2026-11-26 09:00", "Saturday"),
            ("2026-11-24 07:30", 0, "2026-11-24 09:00", "before hours: at opening"),
            ("2026-11-24 18:00", 0, "2026-11-25 09:00", "the closing minute is shut"),
            ("2026-04-28 15:00", 1, "2026-04-30 15:00", "昭和の日 between"),
            ("2026-05-01 15:00", 2, "2026-05-08 15:00", "Golden Week with the substitute holiday on 6 May"),
            ("2026-09-18 16:00", 1, "2026-09-24 16:00", "the day between two holidays is one, too"),
            ("2026-12-28 17:59", 1, "2027-01-04 17:59", "year-end closure across New Year"),
        ] {
            assert_eq!(calendar.add_business_days(at(from), days), at(due), "{why}");
        }
    }

    #[test]
    fn open_seconds_leave_out_nights_weekends_and_holidays() {
        let calendar = sample::programme().calendar;
        for (from, to, hours) in [
            ("2026-11-18 10:00", "2026-11-18 12:00", 2),
            ("2026-11-18 17:00", "2026-11-19 10:00", 2),
            ("2026-11-20 17:00", "2026-11-24 10:00", 2),
            ("2026-11-21 00:00", "2026-11-23 23:59", 0),
            ("2026-11-18 12:00", "2026-11-18 10:00", -2),
        ] {
            assert_eq!(calendar.business_seconds_between(at(from), at(to)), hours * 3_600, "{from} – {to}");
        }
        assert_eq!(calendar.elapsed_percent(at("2026-11-18 10:00"), at("2026-11-19 10:00"), at("2026-11-18 14:30")), 50);
        assert_eq!(calendar.elapsed_percent(at("2026-11-18 10:00"), at("2026-11-19 10:00"), at("2026-11-30 10:00")), 100);
    }

    proptest! {
        #[test]
        fn a_deadline_lies_in_open_hours_and_further_for_more_days(minutes in 0_i64..2_600_000, days in 0_u16..30) {
            let calendar = sample::programme().calendar;
            let start = at("2024-01-01 00:00") + std::time::Duration::from_secs(minutes.unsigned_abs() * 60);
            let due = calendar.add_business_days(start, days);
            prop_assert!(calendar.is_open(due));
            prop_assert!(due >= start);
            prop_assert!(calendar.add_business_days(start, days + 1) > due);
            prop_assert_eq!(calendar.business_seconds_between(start, due), i64::from(days) * calendar.day_seconds());
        }
    }
}
