use super::{Axis, Entry, PointEntry, in_effect};
use crate::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{ActivityId, CompanyId},
    time::Timestamp,
};

/// Points of a company that may still be taken back until a moment, all about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    pub company: CompanyId,
    pub subject: Subject,
    pub until: Timestamp,
}

impl Hold {
    pub fn of(entry: &Entry) -> Option<Self> {
        Some(Self { company: entry.company, subject: entry.subject, until: entry.hold_until? })
    }

    /// The same wherever and whenever it is asked for, so that a hold ends once, whoever notices.
    pub fn activity_id(&self) -> ActivityId {
        let subject = match self.subject {
            Subject::None => 0,
            Subject::Deal(deal) => deal.uuid().as_u128(),
            Subject::Document(document) => document.uuid().as_u128(),
        };
        // Ids of companies and subjects are chance in their lower halves; both are stirred so that no pair meets another.
        let mixed = self.company.uuid().as_u128().rotate_left(61) ^ subject ^ u128::from(self.until.micros().unsigned_abs());
        let stirred = mixed.wrapping_mul(0x2D99_787F_2CD4_5B1D_8F7E_0A3C_9B51_E6D7);
        let mut lower = [0; 10];
        lower.copy_from_slice(&(stirred ^ (stirred >> 64)).to_be_bytes()[6..]);
        ActivityId::new(self.until, lower)
    }

    /// What happens when it is over.
    pub fn end(&self) -> Activity {
        Activity {
            id: self.activity_id(),
            at: self.until,
            company: self.company,
            user: None,
            kind: ActivityKind::HoldEnded,
            origin: Origin::Vendor,
            subject: self.subject,
            amount: None,
        }
    }

    /// What the ends of holds after a moment will confirm if nothing is taken back: when, on which axis, how many points. `entries`:
    /// all lines in the scopes of those held.
    pub fn due(entries: &[PointEntry], after: Timestamp) -> Vec<(Timestamp, Axis, i64)> {
        let lines: Vec<&PointEntry> = in_effect(entries).collect();
        let of_grant = |grant: &&&PointEntry| {
            let all = || lines.iter().filter(|line| line.id == grant.id || line.entry.settles == Some(grant.id));
            let until = all().filter_map(|line| line.entry.hold_until).max().filter(|until| *until > after)?;
            let left: i64 = all().fold(0, |sum, line| sum.saturating_add(line.entry.provisional));
            (left > 0).then_some((until, grant.entry.axis, left))
        };
        lines.iter().filter(|line| line.entry.settles.is_none()).filter_map(|grant| of_grant(&grant)).collect()
    }

    /// Something of it is still provisional. Without that its end is no news.
    pub fn is_open(&self, entries: &[PointEntry]) -> bool {
        let lines: Vec<&PointEntry> = in_effect(entries).collect();
        let held = |line: &&&PointEntry| Self::of(&line.entry) == Some(*self);
        lines.iter().filter(held).any(|line| {
            let grant = line.entry.settles.unwrap_or(line.id);
            let left: i64 = lines
                .iter()
                .filter(|other| other.id == grant || other.entry.settles == Some(grant))
                .fold(0, |sum, other| sum.saturating_add(other.entry.provisional));
            left > 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{Id, PointEntryId},
        points::EntryState,
        time::Day,
    };

    fn at(text: &str) -> Timestamp {
        text.parse::<Day>().expect("day").start()
    }

    /// A line of a scope: a grant, or what settles one.
    fn line(number: u8, settles: Option<u8>, provisional: i64, confirmed: i64, until: Option<&str>) -> PointEntry {
        let id = |number: u8| PointEntryId::new(Timestamp::EPOCH, [number; 10]);
        let entry = Entry {
            once_key: number.to_string(),
            scope: "scope".into(),
            company: Id::new(Timestamp::EPOCH, [1; 10]),
            user: None,
            activity: Id::new(Timestamp::EPOCH, [number; 10]),
            rule: "deal_won".into(),
            rule_version: 1,
            axis: Axis::Sales,
            state: if confirmed > 0 { EntryState::Confirmed } else { EntryState::Provisional },
            provisional,
            confirmed,
            settles: settles.map(id),
            cancels: None,
            hold_until: until.map(at),
            cut: None,
            subject: Subject::None,
            at: at("2026-11-16"),
        };
        PointEntry { id: id(number), entry }
    }

    #[test]
    fn what_is_held_and_left_is_due_when_its_hold_ends() {
        let now = at("2026-11-20");
        let due = |lines: &[PointEntry]| Hold::due(lines, now);
        let held = line(1, None, 200, 0, Some("2026-11-23"));
        let on_the_day = (at("2026-11-23"), Axis::Sales, 200);
        assert_eq!(due(std::slice::from_ref(&held)), [on_the_day]);
        assert_eq!(due(&[held.clone(), line(2, Some(1), -200, 0, None)]), [], "taken back");
        assert_eq!(due(&[held.clone(), line(2, Some(1), -200, 200, None)]), [], "confirmed");
        assert_eq!(due(&[line(1, None, 200, 0, Some("2026-11-20"))]), [], "over, and the clock has not looked yet");
        assert_eq!(due(&[line(1, None, 200, 0, None)]), [], "waits for something else than time");
        // Confirmed by an approval that may still be taken back: the settlement holds.
        let later = [line(1, None, 200, 0, None), line(2, Some(1), 0, 0, Some("2026-12-01"))];
        assert_eq!(due(&later), [(at("2026-12-01"), Axis::Sales, 200)]);
        let two = [held, line(3, None, 150, 0, Some("2026-11-24"))];
        assert_eq!(due(&two).len(), 2);
    }
}
