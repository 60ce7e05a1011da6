use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, PointEntry};
use crate::{
    activity::{Activity, ActivityKind as K},
    id::{ActivityId, PointEntryId},
    programme::Programme,
};

/// The lines of a ledger that hold: neither cancelled nor cancelling.
pub fn in_effect(lines: &[PointEntry]) -> impl Iterator<Item = &PointEntry> {
    let cancelled: BTreeSet<PointEntryId> = lines.iter().filter_map(|line| line.entry.cancels).collect();
    lines.iter().filter(move |line| line.entry.cancels.is_none() && !cancelled.contains(&line.id))
}

/// Whether what was earned since may be another matter now that `activity` is known. `held`: for the end of a hold, the lines in
/// the scopes of those it is about.
pub fn needs_correction(programme: &Programme, activity: &Activity, held: &[PointEntry]) -> bool {
    if activity.kind == K::HoldEnded {
        return held.iter().any(|line| line.entry.at > activity.at);
    }
    let silent = matches!(
        activity.kind,
        K::PersonJoined
            | K::LessonOpened
            | K::KitOpened
            | K::TemplateFilled
            | K::NewsRead
            | K::StageMoved
            | K::TierDecided
            | K::BenefitUsed
            | K::BenefitReturned
            | K::MeasureNoted
            | K::KudosGiven
            | K::KudosReceived
            | K::MvpConfirmed
    );
    // What a former version of the programme granted by or settled by is not silent.
    let named = || {
        programme.rules_on(activity.at.day()).any(|rule| {
            let mut settles = rule.provisional_until.iter().chain(&rule.reversed_by).chain(&rule.expires_on);
            rule.on == activity.kind || settles.any(|kind| *kind == activity.kind)
        })
    };
    !silent || named()
}

/// What makes a ledger as it stands into the ledger that is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    pub cancel: Vec<Entry>,
    /// Lines with the ids that they settle each other by.
    pub add: Vec<PointEntry>,
}

/// Whole ledgers of one company, the stored one with everything that was ever cancelled. Lines that are in both stay; `because`
/// is what became known too late.
pub fn correct(stored: &[PointEntry], due: &[PointEntry], because: ActivityId) -> Correction {
    let due_keys: BTreeMap<PointEntryId, &str> = due.iter().map(|line| (line.id, line.entry.key())).collect();
    let stored_keys: BTreeMap<PointEntryId, &str> = stored.iter().map(|line| (line.id, line.entry.key())).collect();
    let due_lines: BTreeMap<&str, &PointEntry> = due.iter().map(|line| (line.entry.key(), line)).collect();
    // A grant comes before what settles it, so that a line is kept only with the grant it settles.
    let (grants, settlements): (Vec<_>, Vec<_>) = in_effect(stored).partition(|line| line.entry.settles.is_none());
    let mut kept: BTreeMap<&str, PointEntryId> = BTreeMap::new();
    let mut correction = Correction::default();
    for line in grants.into_iter().chain(settlements) {
        let settled = line.entry.settles.and_then(|grant| stored_keys.get(&grant).copied());
        let same = due_lines.get(line.entry.key()).is_some_and(|due| {
            let due_settled = due.entry.settles.and_then(|grant| due_keys.get(&grant).copied());
            let grant_stays = settled.is_none_or(|grant| kept.contains_key(grant));
            settled == due_settled && grant_stays && is_same(&line.entry, &due.entry)
        });
        if same {
            kept.insert(line.entry.key(), line.id);
        } else {
            correction.cancel.push(line.entry.cancelled(line.id, because));
        }
    }
    let mut taken: BTreeSet<String> = stored.iter().map(|line| line.entry.once_key.clone()).collect();
    for line in due.iter().filter(|line| !kept.contains_key(line.entry.key())) {
        let mut line = line.clone();
        line.entry.once_key = free_key(line.entry.key(), &taken);
        taken.insert(line.entry.once_key.clone());
        let stays = line.entry.settles.and_then(|grant| due_keys.get(&grant)).and_then(|key| kept.get(key));
        line.entry.settles = stays.copied().or(line.entry.settles);
        correction.add.push(line);
    }
    correction
}

/// Apart from how they are written down.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let plain = |entry: &Entry| Entry { once_key: String::new(), settles: None, ..entry.clone() };
    plain(one) == plain(other)
}

/// A key that no line has, nor what cancels it.
pub(super) fn free_key(key: &str, taken: &BTreeSet<String>) -> String {
    let editions = (1_u32..).map(|number| format!("{key}~{number}"));
    let mut keys = [key.to_owned()].into_iter().chain(editions);
    keys.find(|key| !taken.contains(key)).unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, time::Duration};

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        activity::{Origin, Subject},
        id::Id,
        phases::Standing,
        points::{Balance, EntryState, Hold, Past, Reviews, earn},
        programme::sample,
        time::{Day, MonthKey, Timestamp},
    };

    fn id<T>(number: u8) -> Id<T> {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    /// Everything that a rule can ask for, small enough to be reached.
    fn programme() -> Programme {
        let mut programme = sample::programme();
        for rule in programme.incentives.iter_mut().chain(programme.campaigns.iter_mut().map(|campaign| &mut campaign.rule)) {
            match rule.key.as_str() {
                "deal_registered" => (rule.quality, rule.cap_per_month, rule.hold_days) = (true, Some(2), 3),
                "deal_won" | "first_win" => (rule.hold_days, rule.reversed_by) = (7, vec![K::DealLost]),
                "first_deal" => rule.within_days_of_joining = Some(10),
                "answer_accepted" => rule.hold_days = 2,
                "joint_visit" => rule.expires_on = vec![K::DealExpired],
                _ => {}
            }
        }
        programme
    }

    /// A ledger that is kept as the portal keeps it.
    struct Ledger {
        programme: Programme,
        events: Vec<Activity>,
        standing: Standing,
        lines: Vec<PointEntry>,
        corrections: usize,
        next: u128,
    }

    impl Ledger {
        fn new() -> Self {
            Self {
                programme: programme(),
                events: Vec::new(),
                standing: Standing::default(),
                lines: Vec::new(),
                corrections: 0,
                next: 1,
            }
        }

        fn past(&self, activity: &Activity) -> Past {
            let mut before: Vec<&Activity> = self.events.iter().filter(|event| event.order() < activity.order()).collect();
            before.sort_by_key(|event| event.order());
            let (mut reviews, mut standing) = (Reviews::default(), Standing::default());
            for event in before.into_iter().chain([activity]) {
                standing.absorb(event);
                if event != activity {
                    reviews.absorb(event);
                }
            }
            Past {
                joined_at: standing.joined_at,
                entries: self.lines.clone(),
                reviewed: reviews.seen_by(activity),
                ..Past::default()
            }
        }

        fn write(&mut self, entry: Entry) {
            assert!(self.lines.iter().all(|line| line.entry.once_key != entry.once_key), "{} twice", entry.once_key);
            let id = Id::from_uuid(Uuid::from_u128(self.next));
            self.next += 1;
            self.lines.push(PointEntry { id, entry });
        }

        /// In time.
        fn enter(&mut self, activity: &Activity) {
            let past = self.past(activity);
            self.events.push(activity.clone());
            self.standing.absorb(activity);
            for entry in earn(&self.programme, activity, &past) {
                self.write(entry);
            }
        }

        fn arrives(&mut self, activity: &Activity) {
            if self.events.iter().any(|event| event.id == activity.id) {
                return;
            }
            let held: Vec<PointEntry> = {
                let hold = |line: &&PointEntry| line.entry.hold_until == Some(activity.at);
                let scopes: Vec<&str> = self.lines.iter().filter(hold).map(|line| line.entry.scope.as_str()).collect();
                self.lines.iter().filter(|line| scopes.contains(&line.entry.scope.as_str())).cloned().collect()
            };
            if !self.standing.has_seen_beyond(activity) || !needs_correction(&self.programme, activity, &held) {
                return self.enter(activity);
            }
            self.events.push(activity.clone());
            self.standing.absorb(activity);
            let mut due = replay(&self.events);
            due.next = self.next;
            let correction = correct(&self.lines, &due.renumbered(), activity.id);
            self.corrections += correction.cancel.len() + correction.add.len();
            self.next = due.next + 1_000;
            for entry in correction.cancel {
                self.write(entry);
            }
            for line in correction.add {
                assert!(self.lines.iter().all(|known| known.id != line.id && known.entry.once_key != line.entry.once_key));
                self.lines.push(line);
            }
        }

        /// The same lines under ids that no other ledger uses.
        fn renumbered(&mut self) -> Vec<PointEntry> {
            let base = self.next + 500_000;
            let new = |id: PointEntryId| Id::from_uuid(Uuid::from_u128(base + id.uuid().as_u128()));
            self.next = base + 500_000;
            let line = |line: &PointEntry| {
                let entry = Entry { settles: line.entry.settles.map(new), ..line.entry.clone() };
                PointEntry { id: new(line.id), entry }
            };
            self.lines.iter().map(line).collect()
        }

        fn sums(&self) -> BTreeMap<(String, String, MonthKey), Balance> {
            let mut sums: BTreeMap<_, Balance> = BTreeMap::new();
            for Entry { rule, scope, at, provisional, confirmed, .. } in self.lines.iter().map(|line| &line.entry) {
                let sum = sums.entry((rule.clone(), scope.clone(), at.day().month_key())).or_default();
                sum.provisional += provisional;
                sum.confirmed += confirmed;
            }
            sums.retain(|_, sum| *sum != Balance::default());
            sums
        }

        /// The lines in effect, without how they were written.
        fn plain(&self) -> Vec<(String, EntryState, i64, i64, Timestamp)> {
            let line = |line: &PointEntry| {
                let Entry { state, provisional, confirmed, at, .. } = line.entry;
                (line.entry.key().to_owned(), state, provisional, confirmed, at)
            };
            let mut lines: Vec<_> = in_effect(&self.lines).map(line).collect();
            lines.sort_by(|one, other| one.0.cmp(&other.0));
            lines
        }
    }

    fn replay(events: &[Activity]) -> Ledger {
        let mut events = events.to_vec();
        events.sort_by_key(Activity::order);
        let mut ledger = Ledger::new();
        for event in &events {
            ledger.enter(event);
        }
        ledger
    }

    /// With the ends of holds, as the clock notes them.
    fn with_holds(mut events: Vec<Activity>) -> Vec<Activity> {
        loop {
            let ledger = replay(&events);
            let ends = ledger.lines.iter().filter_map(|line| Hold::of(&line.entry)).map(|hold| hold.end());
            let new: Vec<Activity> = ends.filter(|end| events.iter().all(|event| event.id != end.id)).collect();
            match new.into_iter().min_by_key(|end| end.at) {
                Some(first) => events.push(first),
                None => return events,
            }
        }
    }

    fn story(picks: &[(usize, u8, u8, u16)]) -> Vec<Activity> {
        let joined: Timestamp = "2026-10-20".parse::<Day>().expect("day").at_minute(600);
        let happened = |(number, (kind, deal, user, minutes)): (usize, &(usize, u8, u8, u16))| Activity {
            id: id(u8::try_from(number + 10).unwrap_or(0)),
            at: joined + Duration::from_mins(u64::from(*minutes)),
            company: id(1),
            user: Some(id(*user)),
            kind: K::ALL.iter().copied().filter(|kind| *kind != K::HoldEnded).nth(*kind).unwrap_or(K::DealRegistered),
            origin: Origin::SelfStarted,
            subject: if *deal == 0 { Subject::None } else { Subject::Deal(id(*deal)) },
            amount: None,
        };
        let mut events: Vec<Activity> = picks.iter().enumerate().map(happened).collect();
        events.push(Activity { id: id(9), at: joined, kind: K::CompanyJoined, ..happened((0, &(0, 0, 2, 0))) });
        with_holds(events)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        /// In whatever order a company's events become known, its ledger is what it would be had they come in time; no line is lost
        /// or doubled, and nothing that was written is changed.
        #[test]
        fn any_order_of_arrival_ends_in_the_same_ledger(
            picks in prop::collection::vec((0_usize..K::ALL.len(), 0_u8..4, 2_u8..4, 0_u16..30_000), 0..26),
            shuffle in prop::collection::vec(any::<u32>(), 80),
        ) {
            let mut events = story(&picks);
            let due = replay(&events);
            let mut order: Vec<usize> = (0..events.len()).collect();
            order.sort_by_key(|at| shuffle.get(*at).copied().unwrap_or(0));
            let mut ledger = Ledger::new();
            for at in &order {
                let before = ledger.lines.clone();
                ledger.arrives(&events[*at]);
                prop_assert_eq!(&ledger.lines[..before.len()], &before[..], "only added to");
            }
            prop_assert_eq!(&ledger.standing, &due.standing);
            prop_assert_eq!(ledger.plain(), due.plain());
            prop_assert_eq!(ledger.sums(), due.sums());
            let lines = ledger.lines.len();
            events.reverse();
            for event in &events {
                ledger.arrives(event);
            }
            prop_assert_eq!(ledger.lines.len(), lines, "what is known is no news");
        }
    }

    #[test]
    fn what_comes_late_takes_what_is_its_own() {
        let event = |number, kind, minute: u64, deal: u8| Activity {
            id: id(number),
            at: "2026-10-20".parse::<Day>().expect("day").start() + Duration::from_mins(minute),
            company: id(1),
            user: Some(id(2)),
            kind,
            origin: Origin::SelfStarted,
            subject: if deal == 0 { Subject::None } else { Subject::Deal(id(deal)) },
            amount: None,
        };
        let mut ledger = Ledger::new();
        for event in [event(9, K::CompanyJoined, 0, 0), event(11, K::DealRegistered, 200, 2), event(12, K::DealApproved, 300, 2)]
        {
            ledger.arrives(&event);
        }
        assert_eq!(ledger.corrections, 0);
        // The company's first deal was another one.
        ledger.arrives(&event(10, K::DealRegistered, 100, 1));
        let told: Vec<(String, i64, i64, bool)> = ledger.lines[4..]
            .iter()
            .map(|line| (line.entry.rule.clone(), line.entry.provisional, line.entry.confirmed, line.entry.cancels.is_some()))
            .collect();
        let first_deal = |provisional, confirmed, cancels| ("first_deal".to_owned(), provisional, confirmed, cancels);
        assert_eq!(
            told,
            [
                first_deal(-100, 0, true),
                first_deal(100, -100, true),
                ("deal_registered".into(), 50, 0, false),
                first_deal(100, 0, false),
            ]
        );
        // And was refused, so that the next one is the first after all? It came before that was known.
        ledger.arrives(&event(13, K::DealRejected, 150, 1));
        assert_eq!(ledger.plain(), replay(&ledger.events).plain());
        let keys: Vec<&str> =
            ledger.lines.iter().map(|line| line.entry.once_key.as_str()).filter(|key| key.contains("~1")).collect();
        assert!(!keys.is_empty(), "a line that was cancelled is written again under a key of its own");
    }
}
