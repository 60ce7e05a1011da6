use std::collections::{BTreeMap, btree_map::Entry};

use serde::{Deserialize, Serialize};

use super::ApprovalRecord;
use crate::{
    activity::{Activity, ActivityKind as K, Subject},
    id::{DealId, UserId},
    time::Day,
};

/// How a company's registrations were reviewed: what was decided, and how long the vendor was late. Gathered from its activities
/// in their order.
#[derive(Clone, Debug, Default)]
pub struct Reviews {
    /// Whether it was approved at some time, and whose it was when it was first decided on.
    decided: BTreeMap<DealId, (bool, Option<UserId>)>,
    records: BTreeMap<UserId, ApprovalRecord>,
    company: ApprovalRecord,
    /// Since when a broken promise is not made good.
    waiting: BTreeMap<DealId, Day>,
    late: Vec<(Day, Day)>,
}

/// The part that the rules look at when something happens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Of the person who acts.
    pub person: ApprovalRecord,
    pub company: ApprovalRecord,
    /// First and last days on which the vendor was late towards the company, up to the day itself; they may overlap.
    pub late: Vec<(Day, Day)>,
}

impl Reviews {
    /// The activities that this is gathered from.
    pub const KINDS: [K; 7] =
        [K::DealReturned, K::DealApproved, K::DealRejected, K::DealConflicted, K::DealWithdrawn, K::DealExpired, K::ReviewLate];

    pub fn absorb(&mut self, activity: &Activity) {
        let Subject::Deal(deal) = activity.subject else { return };
        match activity.kind {
            K::ReviewLate => {
                self.waiting.entry(deal).or_insert_with(|| activity.at.day());
            }
            K::DealApproved | K::DealRejected | K::DealConflicted => {
                self.answered(deal, activity);
                self.decide(deal, activity.kind == K::DealApproved, activity.user);
            }
            K::DealReturned | K::DealWithdrawn | K::DealExpired => self.answered(deal, activity),
            _ => {}
        }
    }

    fn answered(&mut self, deal: DealId, activity: &Activity) {
        if let Some(since) = self.waiting.remove(&deal) {
            self.late.push((since, activity.at.day()));
        }
    }

    fn decide(&mut self, deal: DealId, approved: bool, user: Option<UserId>) {
        let (owner, news) = match self.decided.entry(deal) {
            Entry::Vacant(first) => (first.insert((approved, user)).1, Some(1)),
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                let turned = approved && !known.0;
                known.0 |= approved;
                (known.1, turned.then_some(0))
            }
        };
        let Some(decided) = news else { return };
        let person = owner.map(|user| self.records.entry(user).or_default());
        for record in person.into_iter().chain([&mut self.company]) {
            record.decided = record.decided.saturating_add(decided);
            record.approved = record.approved.saturating_add(u32::from(approved));
        }
    }

    /// As it stands when `activity` happens.
    pub fn seen_by(&self, activity: &Activity) -> Reviewed {
        self.seen(activity.user, activity.at.day())
    }

    /// As it stands on a day for what a person does.
    pub fn seen(&self, user: Option<UserId>, day: Day) -> Reviewed {
        let waiting = self.waiting.values().map(|since| (*since, day));
        Reviewed {
            person: user.and_then(|user| self.records.get(&user)).copied().unwrap_or_default(),
            company: self.company,
            late: self.late.iter().copied().chain(waiting).collect(),
        }
    }
}

/// The last day of a countdown of `days`, which stands still on days on which the vendor is late.
pub fn last_day(begins: Day, days: u32, late: &[(Day, Day)]) -> Day {
    let mut late: Vec<(Day, Day)> = late.iter().copied().filter(|(_, until)| *until > begins).collect();
    late.sort_unstable();
    let mut last = begins.plus(i32::try_from(days).unwrap_or(i32::MAX));
    // The day up to which lateness has been counted.
    let mut counted = begins;
    for (since, until) in late {
        let since = since.max(Day(counted.0.saturating_add(1)));
        if since > last || until < since {
            continue;
        }
        last = last.plus(until.0 - since.0 + 1);
        counted = until;
    }
    last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{activity::Origin, id::Id, time::Timestamp};

    fn id<T>(number: u8) -> Id<T> {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    fn happened(kind: K, day: i32, deal: u8, user: u8) -> Activity {
        Activity {
            id: id(0),
            at: Day(day).at_minute(600),
            company: id(1),
            user: Some(id(user)),
            kind,
            origin: Origin::Vendor,
            subject: Subject::Deal(id(deal)),
            amount: None,
        }
    }

    fn record(decided: u32, approved: u32) -> ApprovalRecord {
        ApprovalRecord { decided, approved }
    }

    #[test]
    fn a_deal_counts_once_for_whoever_owned_it_first() {
        let mut reviews = Reviews::default();
        for (kind, deal, user) in [
            (K::DealRejected, 1, 2),
            (K::DealConflicted, 2, 2),
            (K::DealApproved, 3, 3),
            // After a second look, and in other hands by then.
            (K::DealApproved, 1, 3),
            (K::DealApproved, 1, 3),
            (K::DealRejected, 3, 3),
        ] {
            reviews.absorb(&happened(kind, 10, deal, user));
        }
        let seen = |user| reviews.seen(Some(id(user)), Day(20));
        assert_eq!((seen(2).person, seen(3).person, seen(4).person), (record(2, 1), record(1, 1), record(0, 0)));
        assert_eq!(seen(2).company, record(3, 2));
    }

    #[test]
    fn lateness_lasts_until_the_vendor_answers() {
        let mut reviews = Reviews::default();
        for (kind, day, deal) in [
            (K::ReviewLate, 10, 1),
            (K::ReviewLate, 12, 1),
            (K::DealApproved, 13, 1),
            (K::DealApproved, 14, 2),
            (K::ReviewLate, 20, 3),
            (K::DealReturned, 20, 3),
            (K::ReviewLate, 30, 4),
        ] {
            reviews.absorb(&happened(kind, day, deal, 2));
        }
        assert_eq!(reviews.seen(None, Day(33)).late, [(Day(10), Day(13)), (Day(20), Day(20)), (Day(30), Day(33))]);
    }

    #[test]
    fn a_countdown_stands_still_while_the_vendor_is_late() {
        for (late, last) in [
            (&[][..], 160),
            (&[(110, 113)][..], 164),
            (&[(110, 113), (112, 115), (113, 113)], 166),
            // What was late before the company joined, or after the countdown, is another matter.
            (&[(90, 99)], 160),
            (&[(90, 102)], 162),
            (&[(161, 165)], 160),
            // The last day itself stands still, and what follows with it.
            (&[(160, 161), (162, 162)], 163),
            (&[(150, 155), (164, 164)], 167),
        ] {
            let late: Vec<(Day, Day)> = late.iter().map(|(since, until)| (Day(*since), Day(*until))).collect();
            assert_eq!(last_day(Day(100), 60, &late), Day(last), "{late:?}");
        }
    }

    proptest! {
        /// Exactly `days` days after the first on which nobody waited, however the lateness is cut up.
        #[test]
        fn as_many_days_run_as_were_promised(
            days in 0_u32..90,
            late in prop::collection::vec((-10_i32..120, 0_i32..8), 0..12),
        ) {
            let late: Vec<(Day, Day)> = late.iter().map(|(since, long)| (Day(*since), Day(since + long))).collect();
            let last = last_day(Day(0), days, &late);
            let stood_still = |day: i32| late.iter().any(|(since, until)| since.0 <= day && day <= until.0);
            let ran = (1..=last.0).filter(|day| !stood_still(*day)).count();
            prop_assert_eq!(ran, days as usize);
        }
    }
}
