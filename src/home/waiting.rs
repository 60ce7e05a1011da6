use serde::{Deserialize, Serialize};

use crate::{
    caller::Role,
    deals::Promise,
    id::{DealId, QuestionId},
    programme::BusinessCalendar,
    time::Timestamp,
};

/// A clock that runs on the vendor's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub since: Timestamp,
    pub due: Timestamp,
    /// Of the promised time, in office hours; 100 when due.
    pub elapsed_percent: u8,
    /// Office seconds left; negative when late.
    pub left_seconds: i64,
    /// Office seconds of a business day, to say "1 business day left".
    pub day_seconds: i64,
    pub late: bool,
}

/// What it is that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    Deal(DealId),
    Question(QuestionId),
}

/// Something that waits on the vendor, and who of the vendor holds the ball.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingLine {
    pub about: WaitingFor,
    /// The customer of a deal, or what was asked.
    pub name: String,
    /// Only for the vendor's own view.
    pub company_name: Option<String>,
    pub step: Promise,
    pub holder: Role,
    /// The person, once somebody has taken it up.
    pub holder_name: Option<String>,
    pub clock: Clock,
}

impl Clock {
    pub fn read(calendar: &BusinessCalendar, since: Timestamp, due: Timestamp, now: Timestamp) -> Self {
        Self {
            since,
            due,
            elapsed_percent: calendar.elapsed_percent(since, due, now),
            left_seconds: calendar.business_seconds_between(now, due),
            day_seconds: calendar.day_seconds(),
            late: now > due,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{programme::sample, time::Day};

    #[test]
    fn a_clock_stands_still_over_the_weekend() {
        let programme = sample::programme();
        let at = |text: &str, hour: u16| text.parse::<Day>().expect("day").at_minute(hour * 60);
        let since = at("2026-11-20", 15);
        let due = programme.calendar.add_business_days(since, programme.promises.first_response_business_days);
        let read = |now| Clock::read(&programme.calendar, since, due, now);
        assert_eq!(due, at("2026-11-24", 15));
        let sunday = read(at("2026-11-22", 12));
        assert_eq!((sunday.elapsed_percent, sunday.left_seconds, sunday.late), (33, 6 * 3_600, false));
        let after = read(at("2026-11-24", 16));
        assert_eq!((after.elapsed_percent, after.left_seconds, after.late), (100, -3_600, true));
    }
}
