//! When things happen in the demo world: in office hours, before now.

use jiso::{
    programme::BusinessCalendar,
    time::{Day, Timestamp},
};

use super::dice::Dice;

pub struct Hours {
    pub calendar: BusinessCalendar,
    pub now: Timestamp,
}

impl Hours {
    /// Some minute of office hours, so many days ago; on the last open day before when that day is none.
    pub fn ago(&self, days: i64, dice: &mut Dice) -> Timestamp {
        let mut day = self.now.plus_days(-days).day();
        while !self.calendar.is_business_day(day) {
            day = day.plus(-1);
        }
        self.minute_of(day, dice)
    }

    /// Some minute of office hours on an open day, so many days after.
    pub fn after(&self, at: Timestamp, days: i64, dice: &mut Dice) -> Timestamp {
        let mut day = at.plus_days(days).day();
        while !self.calendar.is_business_day(day) {
            day = day.plus(1);
        }
        self.minute_of(day, dice).max(at + std::time::Duration::from_mins(10))
    }

    /// So many minutes of open office later.
    pub fn work(&self, at: Timestamp, minutes: i64) -> Timestamp {
        let mut at = self.calendar.next_opening(at);
        let mut left = minutes * 60;
        loop {
            let closes = at.day().at_minute(self.calendar.closes);
            let today = at.seconds_until(closes);
            if left < today {
                return at + std::time::Duration::from_secs(u64::try_from(left).unwrap_or(0));
            }
            left -= today.max(0);
            at = self.calendar.next_opening(closes);
        }
    }

    fn minute_of(&self, day: Day, dice: &mut Dice) -> Timestamp {
        let open = i64::from(self.calendar.closes.saturating_sub(self.calendar.opens));
        let minute = i64::from(self.calendar.opens) + dice.between(1, (open - 40).max(1));
        let second = std::time::Duration::from_secs(dice.below(60));
        day.at_minute(u16::try_from(minute).unwrap_or(600)) + second
    }
}
