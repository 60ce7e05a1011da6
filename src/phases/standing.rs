use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    activity::{Activity, ActivityKind, Origin},
    id::UserId,
    time::{MonthKey, Timestamp},
};

/// All activities of a company, summed up into one row. Only counts, sums, earliest and latest are kept, so the order in
/// which activities arrive does not matter; each must be absorbed once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Standing {
    pub joined_at: Option<Timestamp>,
    pub tallies: BTreeMap<ActivityKind, Tally>,
    pub won_yen: i64,
    /// The last thing the partner itself did.
    pub last_partner_activity_at: Option<Timestamp>,
    /// Who set the partner's activities going, by month.
    pub origins: BTreeMap<MonthKey, Origins>,
    pub people: BTreeMap<UserId, PersonTrace>,
    /// Of what a phase may end on, when it happened for the second time and so on, as far as a phase may count.
    pub early: BTreeMap<ActivityKind, Vec<Timestamp>>,
}

/// A phase may end on the fifth of something, and on no later one.
pub const MOST_TIMES: u32 = 5;

/// How often something happened, and when first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub count: u64,
    pub first: Timestamp,
    pub last: Timestamp,
}

/// What one person of the company has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonTrace {
    pub last_active_at: Timestamp,
    pub lessons: u64,
    pub modules: u64,
    pub deals: u64,
}

/// The partner's activities by who set them going.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origins {
    pub self_started: u64,
    pub nudged: u64,
    pub requested: u64,
}

impl Origins {
    pub fn note(&mut self, origin: Origin) {
        self.add(origin, 1);
    }

    pub const fn add(&mut self, origin: Origin, count: u64) {
        match origin {
            Origin::SelfStarted => self.self_started += count,
            Origin::Nudged => self.nudged += count,
            Origin::Requested => self.requested += count,
            Origin::Vendor => (),
        }
    }

    pub const fn total(self) -> u64 {
        self.self_started + self.nudged + self.requested
    }

    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            self_started: self.self_started + other.self_started,
            nudged: self.nudged + other.nudged,
            requested: self.requested + other.requested,
        }
    }

    /// The self-start rate (自走率) in percent; none without activity.
    pub fn self_start_percent(self) -> Option<u8> {
        let percent = (self.self_started * 100 + self.total() / 2).checked_div(self.total())?;
        u8::try_from(percent).ok()
    }
}

impl Standing {
    pub fn absorb(&mut self, activity: &Activity) {
        let at = activity.at;
        let tally = self.tallies.entry(activity.kind).or_insert(Tally { count: 0, first: at, last: at });
        if tally.count > 0 && activity.kind.is_milestone() {
            // Whichever of the two is not the first.
            remember(self.early.entry(activity.kind).or_default(), tally.first.max(at));
        }
        tally.count += 1;
        tally.first = tally.first.min(at);
        tally.last = tally.last.max(at);
        match activity.kind {
            ActivityKind::CompanyJoined => self.joined_at = Some(self.joined_at.map_or(at, |joined| joined.min(at))),
            // Never negative, so that saturation, too, is the same in any order.
            ActivityKind::DealWon => self.won_yen = self.won_yen.saturating_add(activity.amount.unwrap_or(0).max(0)),
            _ => (),
        }
        if activity.is_partners_own() {
            self.absorb_own(activity);
        }
    }

    fn absorb_own(&mut self, activity: &Activity) {
        self.last_partner_activity_at = self.last_partner_activity_at.max(Some(activity.at));
        self.origins.entry(activity.at.day().month_key()).or_default().note(activity.origin);
        let Some(user) = activity.user else { return };
        let person = self.people.entry(user).or_insert(PersonTrace { last_active_at: activity.at, ..PersonTrace::default() });
        person.last_active_at = person.last_active_at.max(activity.at);
        match activity.kind {
            ActivityKind::LessonCompleted => person.lessons += 1,
            ActivityKind::ModuleCompleted => person.modules += 1,
            ActivityKind::DealRegistered => person.deals += 1,
            _ => (),
        }
    }

    /// Something has been absorbed that comes after `activity`, or may: of two of one kind at one moment that is not known here.
    pub fn has_seen_beyond(&self, activity: &Activity) -> bool {
        self.tallies.iter().any(|(kind, tally)| (tally.last, *kind) >= (activity.at, activity.kind))
    }

    pub fn count(&self, kind: ActivityKind) -> u64 {
        self.tallies.get(&kind).map_or(0, |tally| tally.count)
    }

    pub fn first(&self, kind: ActivityKind) -> Option<Timestamp> {
        self.tallies.get(&kind).map(|tally| tally.first)
    }

    /// When something happened for the `times`th time, which is at most [`MOST_TIMES`] and more than one for milestones only.
    pub fn nth(&self, kind: ActivityKind, times: u32) -> Option<Timestamp> {
        match usize::try_from(times).ok()?.checked_sub(2) {
            None => self.first(kind),
            Some(place) => self.early.get(&kind)?.get(place).copied(),
        }
    }

    pub fn last(&self, kind: ActivityKind) -> Option<Timestamp> {
        self.tallies.get(&kind).map(|tally| tally.last)
    }

    /// The latest of several kinds.
    pub fn last_of(&self, kinds: &[ActivityKind]) -> Option<Timestamp> {
        kinds.iter().filter_map(|kind| self.last(*kind)).max()
    }

    /// People who did something since `since`.
    pub fn active_people(&self, since: Timestamp) -> usize {
        self.people.values().filter(|person| person.last_active_at >= since).count()
    }
}

/// Keeps the earliest, in order.
fn remember(early: &mut Vec<Timestamp>, at: Timestamp) {
    let place = early.partition_point(|earlier| *earlier <= at);
    early.insert(place, at);
    early.truncate(MOST_TIMES as usize - 1);
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{activity::Subject, id::Id, time::Day};

    pub(crate) fn happened(kind: ActivityKind, day: &str, user: u8) -> Activity {
        Activity {
            id: Id::new(Timestamp::EPOCH, [0; 10]),
            at: day.parse::<Day>().expect("day").at_minute(600),
            company: Id::new(Timestamp::EPOCH, [1; 10]),
            user: Some(Id::new(Timestamp::EPOCH, [user; 10])),
            kind,
            origin: if kind.is_partners() { Origin::SelfStarted } else { Origin::Vendor },
            subject: Subject::None,
            amount: (kind == ActivityKind::DealWon).then_some(864_000),
        }
    }

    pub(crate) fn standing(story: &[(ActivityKind, &str, u8)]) -> Standing {
        let mut standing = Standing::default();
        for (kind, day, user) in story {
            standing.absorb(&happened(*kind, day, *user));
        }
        standing
    }

    #[test]
    fn the_vendors_acts_are_not_the_partners() {
        let standing =
            standing(&[(ActivityKind::DealRegistered, "2026-11-02", 1), (ActivityKind::DealApproved, "2026-11-04", 1)]);
        assert_eq!(standing.last_partner_activity_at, standing.last(ActivityKind::DealRegistered));
        assert_eq!(standing.count(ActivityKind::DealApproved), 1);
    }

    #[test]
    fn rates_are_rounded_and_absent_without_activity() {
        let rate = |self_started, nudged, requested| Origins { self_started, nudged, requested }.self_start_percent();
        assert_eq!(rate(0, 0, 0), None);
        assert_eq!(rate(2, 1, 0), Some(67));
        assert_eq!(rate(0, 0, 3), Some(0));
    }

    #[test]
    fn a_standing_survives_its_column() {
        let before = standing(&[(ActivityKind::CompanyJoined, "2026-09-14", 1), (ActivityKind::DealWon, "2026-11-02", 2)]);
        let text = serde_json::to_string(&before).expect("to text");
        assert_eq!(serde_json::from_str::<Standing>(&text).expect("and back"), before);
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            story in prop::collection::vec((0..ActivityKind::ALL.len(), 1_u8..28, 0_u8..3, 0_usize..4), 0..30),
            turn in 0_usize..30,
        ) {
            let events: Vec<Activity> = story
                .iter()
                .map(|(kind, day, user, origin)| Activity {
                    origin: Origin::ALL[*origin],
                    ..happened(ActivityKind::ALL[*kind], &format!("2026-11-{day:02}"), *user)
                })
                .collect();
            let mut shuffled = events.clone();
            shuffled.reverse();
            shuffled.rotate_left(turn.min(events.len()));
            let sum = |events: &[Activity]| {
                let mut standing = Standing::default();
                for event in events {
                    standing.absorb(event);
                }
                standing
            };
            prop_assert_eq!(sum(&events), sum(&shuffled));
        }
    }
}
