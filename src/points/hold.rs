use super::{Entry, PointEntry, in_effect};
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
