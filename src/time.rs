//! Points in time and days. The programme's civil calendar is Japan's, which has no daylight saving time.

use std::{fmt, ops::Add, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

const MICROS_PER_SECOND: i64 = 1_000_000;
const JAPAN_SECONDS: i64 = 9 * 3_600;
const DAY_SECONDS: i64 = 86_400;

/// Microseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const EPOCH: Self = Self(0);

    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * MICROS_PER_SECOND)
    }
    pub const fn micros(self) -> i64 {
        self.0
    }
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * DAY_SECONDS * MICROS_PER_SECOND)
    }
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        Self(self.0 + hours * 3_600 * MICROS_PER_SECOND)
    }
    /// The Japanese day this moment falls on.
    pub fn day(self) -> Day {
        Day(i32::try_from((self.seconds() + JAPAN_SECONDS).div_euclid(DAY_SECONDS)).unwrap_or(i32::MAX))
    }
    /// Minutes since midnight in Japan.
    pub fn minute_of_day(self) -> u16 {
        u16::try_from((self.seconds() + JAPAN_SECONDS).rem_euclid(DAY_SECONDS) / 60).unwrap_or(0)
    }
    /// Whole seconds from `self` to `later`; negative when `later` has passed.
    pub fn seconds_until(self, later: Self) -> i64 {
        (later.0 - self.0).div_euclid(MICROS_PER_SECOND)
    }
    /// `2026-11-23T10:12:00+09:00`, for `<time datetime>`.
    pub fn iso(self) -> String {
        let minutes = self.minute_of_day();
        format!("{}T{:02}:{:02}:{:02}+09:00", self.day(), minutes / 60, minutes % 60, self.seconds().rem_euclid(60))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, duration: Duration) -> Self {
        Self(self.0 + i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 2))
    }
}

/// A day of the civil calendar: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH_JULIAN))
    }
    fn date(self) -> Date {
        Date::from_julian_day(self.0.saturating_add(EPOCH_JULIAN)).unwrap_or(Date::MAX)
    }
    pub fn year(self) -> i32 {
        self.date().year()
    }
    pub fn month(self) -> u8 {
        self.date().month() as u8
    }
    pub fn day_of_month(self) -> u8 {
        self.date().day()
    }
    /// Monday is 0.
    pub fn weekday(self) -> u8 {
        self.date().weekday().number_days_from_monday()
    }
    pub fn is_weekend(self) -> bool {
        matches!(self.date().weekday(), Weekday::Saturday | Weekday::Sunday)
    }
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
    /// The same day of another month; a day that month lacks becomes its last.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let month = self.month_key().plus(months);
        let same_day = Self::from_ymd(month.year(), month.month(), self.day_of_month());
        same_day.unwrap_or_else(|| month.plus(1).first_day().plus(-1))
    }
    /// That day at a minute after midnight in Japan.
    pub fn at_minute(self, minute: u16) -> Timestamp {
        Timestamp::from_seconds(i64::from(self.0) * DAY_SECONDS + i64::from(minute) * 60 - JAPAN_SECONDS)
    }
    pub fn start(self) -> Timestamp {
        self.at_minute(0)
    }
    pub fn month_key(self) -> MonthKey {
        MonthKey(self.year() * 12 + i32::from(self.month()) - 1)
    }
}

const EPOCH_JULIAN: i32 = 2_440_588;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }
}

impl FromStr for Day {
    type Err = NotADay;
    /// `2026-11-23`, also with slashes.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().split(['-', '/']);
        let mut next = || parts.next().and_then(|p| p.parse::<i32>().ok());
        let (Some(year), Some(month), Some(day)) = (next(), next(), next()) else { return Err(NotADay) };
        if parts.next().is_some() || !(1970..=2200).contains(&year) {
            return Err(NotADay);
        }
        let narrow = |n: i32| u8::try_from(n).map_err(|_| NotADay);
        Self::from_ymd(year, narrow(month)?, narrow(day)?).ok_or(NotADay)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day as YYYY-MM-DD")]
pub struct NotADay;

/// A calendar month: `year * 12 + (month - 1)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MonthKey(pub i32);

impl MonthKey {
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }
    pub fn month(self) -> u8 {
        u8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1)
    }
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year(), self.month(), 1).unwrap_or_default()
    }
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }
    /// The first month of this month's calendar quarter.
    #[must_use]
    pub fn quarter_start(self) -> Self {
        Self(self.0 - self.0.rem_euclid(3))
    }
}

/// Whole months from one day to another, as people count them: 15 January to 14 February is 0.
pub fn months_between(from: Day, to: Day) -> i32 {
    let months = to.month_key().0 - from.month_key().0;
    if to.day_of_month() < from.day_of_month() { months - 1 } else { months }
}

/// The offset of the programme's civil calendar.
pub fn japan() -> UtcOffset {
    UtcOffset::from_hms(9, 0, 0).unwrap_or(UtcOffset::UTC)
}

/// A timestamp as a date and time in Japan.
pub fn in_japan(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(japan())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_japan_begins_nine_hours_before_utc() {
        let before = Timestamp::from_seconds(1_795_359_599); // 2026-11-22T14:59:59Z
        assert_eq!(before.day().to_string(), "2026-11-22");
        assert_eq!(Timestamp::from_seconds(1_795_359_600).day().to_string(), "2026-11-23");
        assert_eq!(Timestamp::from_seconds(1_795_359_600).iso(), "2026-11-23T00:00:00+09:00");
    }

    #[test]
    fn days_parse_and_refuse() {
        assert_eq!("2026-11-23".parse::<Day>(), Ok(Day::from_ymd(2026, 11, 23).unwrap_or_default()));
        assert_eq!("2026/2/28".parse::<Day>().map(|d| d.to_string()), Ok("2026-02-28".into()));
        for bad in ["", "2026-02-30", "2026-13-01", "yesterday", "2026-1", "2026-1-1-1", "9999999-1-1"] {
            assert_eq!(bad.parse::<Day>(), Err(NotADay), "{bad}");
        }
    }

    #[test]
    fn months_are_counted_as_people_do() {
        let day = |text: &str| text.parse::<Day>().unwrap_or_default();
        assert_eq!(months_between(day("2026-01-15"), day("2026-02-14")), 0);
        assert_eq!(months_between(day("2026-01-15"), day("2026-02-15")), 1);
        assert_eq!(months_between(day("2025-06-01"), day("2026-12-01")), 18);
        assert_eq!(MonthKey(2026 * 12 + 10).quarter_start().month(), 10);
    }
}
