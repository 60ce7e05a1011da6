use serde::{Deserialize, Serialize};

use super::{MailChoice, NoticeKind, Preferences};
use crate::time::Timestamp;

/// The clocks of a place, handed in by whoever knows time zones.
pub trait Zone {
    /// Minutes on the clock since midnight.
    fn minute_of_day(&self, at: Timestamp) -> u16;
    /// The first moment after `at` at which the clock shows `minute`; where clocks are put forward over it, the one at which they
    /// are.
    fn next(&self, at: Timestamp, minute: u16) -> Timestamp;
}

/// From a minute of the day until before another, over midnight where that is the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    pub from: u16,
    pub until: u16,
}

impl QuietHours {
    pub const fn covers(self, minute: u16) -> bool {
        if self.from <= self.until {
            self.from <= minute && minute < self.until
        } else {
            self.from <= minute || minute < self.until
        }
    }
}

/// When a notification goes out by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    AtOnce,
    /// At the end of the quiet hours.
    At(Timestamp),
    /// With others, unless it has been read by then.
    InDigest,
    Never,
}

/// When something of a kind goes out to somebody with these preferences.
pub fn delivery(kind: NoticeKind, preferences: &Preferences, now: Timestamp, zone: &impl Zone) -> When {
    match preferences.of(kind) {
        MailChoice::Never => When::Never,
        MailChoice::Digest => When::InDigest,
        MailChoice::AtOnce => match preferences.quiet {
            Some(quiet) if quiet.covers(zone.minute_of_day(now)) => When::At(zone.next(now, quiet.until)),
            _ => When::AtOnce,
        },
    }
}

/// When the digest goes out whose oldest line is of this moment.
pub fn digest_due(oldest: Timestamp, preferences: &Preferences, zone: &impl Zone) -> Timestamp {
    zone.next(oldest, preferences.digest_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        goals::Side,
        time::{Day, japan},
    };

    /// Japan's clocks, which are never changed.
    struct Japan;

    impl Zone for Japan {
        fn minute_of_day(&self, at: Timestamp) -> u16 {
            at.minute_of_day()
        }
        fn next(&self, at: Timestamp, minute: u16) -> Timestamp {
            let today = at.day().at_minute(minute);
            if today > at { today } else { at.day().plus(1).at_minute(minute) }
        }
    }

    fn at(day: u8, hour: u16, minute: u16) -> Timestamp {
        Day::from_ymd(2026, 11, day).expect("day").at_minute(hour * 60 + minute)
    }

    /// From hour to hour.
    const fn quiet(from: u16, until: u16) -> QuietHours {
        QuietHours { from: from * 60, until: until * 60 }
    }

    #[test]
    fn quiet_hours_hold_a_mail_until_they_end() {
        assert_eq!(japan().whole_hours(), 9);
        let kind = NoticeKind::DealDecided;
        let cases = [
            (None, at(16, 3, 0), When::AtOnce),
            (Some(quiet(22, 7)), at(16, 21, 59), When::AtOnce),
            (Some(quiet(22, 7)), at(16, 22, 0), When::At(at(17, 7, 0))),
            (Some(quiet(22, 7)), at(17, 0, 0), When::At(at(17, 7, 0))),
            (Some(quiet(22, 7)), at(17, 6, 59), When::At(at(17, 7, 0))),
            (Some(quiet(22, 7)), at(17, 7, 0), When::AtOnce),
            (Some(quiet(12, 13)), at(16, 12, 30), When::At(at(16, 13, 0))),
            (Some(quiet(12, 13)), at(16, 13, 0), When::AtOnce),
            (Some(quiet(0, 9)), at(16, 0, 0), When::At(at(16, 9, 0))),
        ];
        for (quiet, now, expected) in cases {
            let preferences = Preferences { quiet, ..Preferences::default() };
            assert_eq!(delivery(kind, &preferences, now, &Japan), expected, "{quiet:?} {now:?}");
        }
    }

    #[test]
    fn what_is_chosen_for_a_kind_holds_for_it_alone() {
        let mut preferences = Preferences { quiet: Some(quiet(22, 7)), ..Preferences::default() };
        preferences.choices.insert(NoticeKind::Goal, MailChoice::Never);
        preferences.choices.insert(NoticeKind::Tier, MailChoice::Digest);
        let night = at(16, 23, 0);
        assert_eq!(delivery(NoticeKind::Goal, &preferences, night, &Japan), When::Never);
        assert_eq!(delivery(NoticeKind::Tier, &preferences, night, &Japan), When::InDigest);
        assert_eq!(delivery(NoticeKind::Asked, &preferences, night, &Japan), When::At(at(17, 7, 0)));
        for kind in NoticeKind::ALL {
            assert_eq!(Preferences::default().of(*kind), kind.by_mail(), "{kind:?}");
            assert!(kind.concerns(Side::Partner) || kind.concerns(Side::Vendor), "{kind:?} concerns somebody");
        }
    }

    #[test]
    fn a_digest_goes_out_at_the_next_turn_of_its_hour() {
        let preferences = Preferences::default();
        for (oldest, due) in [(at(16, 7, 59), at(16, 8, 0)), (at(16, 8, 0), at(17, 8, 0)), (at(16, 23, 30), at(17, 8, 0))] {
            assert_eq!(digest_due(oldest, &preferences, &Japan), due);
        }
    }
}
