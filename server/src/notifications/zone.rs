//! The clocks of the world, of a time zone database that is part of the program.

use jiff::{
    Timestamp as Moment, ToSpan,
    civil::{Date, time},
    tz::TimeZone,
};
use jiso::{notifications::Zone, time::Timestamp};

/// A place's clock.
pub struct ZoneOfPlace(TimeZone);

impl ZoneOfPlace {
    /// Japan's where the name is not known, as it may not be to an older database.
    pub fn named(name: &str) -> Self {
        Self(TimeZone::get(name).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(9))))
    }
}

fn moment(at: Timestamp) -> Moment {
    Moment::from_microsecond(at.micros()).unwrap_or_default()
}

impl Zone for ZoneOfPlace {
    fn minute_of_day(&self, at: Timestamp) -> u16 {
        let clock = self.0.to_datetime(moment(at));
        u16::try_from(i32::from(clock.hour()) * 60 + i32::from(clock.minute())).unwrap_or_default()
    }

    fn next(&self, at: Timestamp, minute: u16) -> Timestamp {
        let today = self.0.to_datetime(moment(at)).date();
        let wanted = |day: Date| {
            let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0));
            // Compatible: a time that is skipped is as much later as the clocks are put forward; of two the first.
            let moment = self.0.to_ambiguous_timestamp(day.to_datetime(time(hour, minute, 0, 0))).compatible();
            moment.map(|moment| Timestamp::from_micros(moment.as_microsecond())).ok()
        };
        let tomorrow = today.checked_add(1.day()).unwrap_or(today);
        [today, tomorrow].into_iter().filter_map(wanted).find(|next| *next > at).unwrap_or_else(|| at.plus_days(1))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiso::{notifications::ZONES, time::Day};

    use super::*;

    /// As written by RFC 3339.
    fn at(text: &str) -> Timestamp {
        Timestamp::from_micros(text.parse::<Moment>().unwrap().as_microsecond())
    }

    #[test]
    fn all_zones_on_offer_are_known() {
        for zone in ZONES {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
        let japan = ZoneOfPlace::named("Asia/Tokyo");
        let noon = Day::from_ymd(2026, 11, 16).unwrap().at_minute(720);
        assert_eq!(japan.minute_of_day(noon), 720);
        assert_eq!(ZoneOfPlace::named("Mars/Olympus").minute_of_day(noon), 720);
    }

    #[test]
    fn the_next_turn_of_an_hour_is_right_where_clocks_are_changed() {
        let cases = [
            // Berlin's clocks were put back on 25 October 2026, so the night has an hour more.
            ("Europe/Berlin", "2026-10-24T22:00:00+02:00", 8 * 60, "2026-10-25T08:00:00+01:00"),
            // And forward on 29 March: 02:30 is not there.
            ("Europe/Berlin", "2026-03-29T01:00:00+01:00", 2 * 60 + 30, "2026-03-29T03:30:00+02:00"),
            // Of an hour that is there twice, the first is taken.
            ("Europe/Berlin", "2026-10-25T00:30:00+02:00", 2 * 60 + 30, "2026-10-25T02:30:00+02:00"),
            ("America/New_York", "2026-11-01T07:59:59-05:00", 8 * 60, "2026-11-01T08:00:00-05:00"),
            ("America/New_York", "2026-11-01T08:00:00-05:00", 8 * 60, "2026-11-02T08:00:00-05:00"),
            ("Asia/Tokyo", "2026-11-16T23:30:00+09:00", 7 * 60, "2026-11-17T07:00:00+09:00"),
            ("Asia/Kolkata", "2026-11-16T23:30:00+05:30", 0, "2026-11-17T00:00:00+05:30"),
        ];
        for (zone, now, minute, expected) in cases {
            assert_eq!(ZoneOfPlace::named(zone).next(at(now), minute), at(expected), "{zone} {now} {minute}");
        }
        assert_eq!(ZoneOfPlace::named("America/New_York").minute_of_day(at("2026-07-01T12:00:00Z")), 8 * 60);
        assert_eq!(ZoneOfPlace::named("America/New_York").minute_of_day(at("2026-12-01T12:00:00Z")), 7 * 60);
    }
}
