use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    mem,
};

use foldhash::fast::RandomState;

use super::{Entry, Hold, IncentiveRule, Needed, Past, PointEntry, Reviewed, Reviews, earn, needed};
use crate::{
    activity::{Activity, ActivityKind, Subject},
    id::{ActivityId, PointEntryId},
    phases::Standing,
    programme::Versions,
    tiers::WindowFacts,
    time::Timestamp,
};

/// What a company has come to, from its activities alone: its standing and its ledger, by the rules that derive them one activity
/// at a time. In memory and without a copy of what is there already, so that all companies can be worked out anew in seconds.
pub struct Books<'a> {
    versions: &'a Versions,
    /// What no rule of any version listens to moves no points.
    heard: BTreeSet<ActivityKind>,
    standing: Standing,
    /// None only while [`earn`] looks at it.
    lines: Vec<Option<PointEntry>>,
    by_subject: Places<Subject>,
    by_scope: Places<String>,
    by_rule: Places<String>,
    by_hold: Places<Timestamp>,
    /// Those whose end was not entered.
    holds: BTreeMap<(Timestamp, ActivityId), Hold>,
    reviews: Reviews,
    past: Past,
    /// Version of the programme to which all of `past.earlier` are others.
    version: Option<i64>,
}

/// Where lines stand. Looked up for each activity: the hasher of the standard library took a sixth of the time of all rules.
type Places<K> = HashMap<K, Vec<usize>, RandomState>;

impl<'a> Books<'a> {
    pub fn new(versions: &'a Versions) -> Self {
        let rules = versions.all().flat_map(|programme| programme.all_rules());
        Self {
            versions,
            heard: rules.flat_map(IncentiveRule::hears).collect(),
            standing: Standing::default(),
            lines: Vec::new(),
            by_subject: Places::default(),
            by_scope: Places::default(),
            by_rule: Places::default(),
            by_hold: Places::default(),
            holds: BTreeMap::new(),
            reviews: Reviews::default(),
            past: Past::default(),
            version: None,
        }
    }

    /// Activities come in the order in which they happened, each with the key of its deal's product; `id` names the lines that they
    /// add.
    pub fn enter(&mut self, activity: &Activity, product: Option<&str>, id: &mut impl FnMut(Timestamp) -> PointEntryId) {
        self.standing.absorb(activity);
        if self.heard.contains(&activity.kind) {
            self.judge(activity, product, id);
        }
        self.reviews.absorb(activity);
    }

    fn judge(&mut self, activity: &Activity, product: Option<&str>, id: &mut impl FnMut(Timestamp) -> PointEntryId) {
        let programme = self.versions.at(activity.at);
        if self.version != Some(programme.version) {
            self.version = Some(programme.version);
            self.past.earlier = self.versions.all().filter(|other| other.version != programme.version).cloned().collect();
        }
        self.past.joined_at = self.standing.joined_at;
        self.past.product = product.map(str::to_owned);
        let needed = needed(programme, activity);
        self.past.reviewed = if needed.reviews { self.reviews.seen_by(activity) } else { Reviewed::default() };
        let looked_at = self.around(&needed);
        self.past.entries.extend(looked_at.iter().filter_map(|at| self.lines.get_mut(*at).and_then(Option::take)));
        let earned = earn(programme, activity, &self.past);
        for (at, line) in looked_at.into_iter().zip(self.past.entries.drain(..)) {
            if let Some(place) = self.lines.get_mut(at) {
                *place = Some(line);
            }
        }
        for entry in earned {
            self.add(PointEntry { id: id(entry.at), entry });
        }
    }

    /// Enters the ends of all holds that are over before a moment; answers what happened thereby.
    pub fn end_holds(&mut self, before: Timestamp, id: &mut impl FnMut(Timestamp) -> PointEntryId) -> Vec<Activity> {
        let mut ends = Vec::new();
        while let Some(next) = self.holds.first_entry().filter(|hold| hold.key().0 < before) {
            let hold = next.remove();
            let around = self.around(&Needed { held_until: Some(hold.until), ..Needed::default() });
            let lines: Vec<PointEntry> = around.into_iter().filter_map(|at| self.lines.get(at).cloned().flatten()).collect();
            if hold.is_open(&lines) {
                let end = hold.end();
                self.enter(&end, None, id);
                ends.push(end);
            }
        }
        ends
    }

    /// The holds whose end was not entered.
    pub fn holds(&self) -> impl Iterator<Item = Hold> {
        self.holds.values().copied()
    }

    fn add(&mut self, line: PointEntry) {
        if let Some(hold) = Hold::of(&line.entry) {
            self.by_hold.entry(hold.until).or_default().push(self.lines.len());
            self.holds.insert((hold.until, hold.activity_id()), hold);
        }
        let (at, Entry { subject, scope, rule, .. }) = (self.lines.len(), &line.entry);
        if *subject != Subject::None {
            self.by_subject.entry(*subject).or_default().push(at);
        }
        for (index, key) in [(&mut self.by_scope, scope), (&mut self.by_rule, rule)] {
            match index.get_mut(key) {
                Some(places) => places.push(at),
                None => drop(index.insert(key.clone(), vec![at])),
            }
        }
        self.lines.push(Some(line));
    }

    /// The places of the lines that the rules ask for, in their order.
    fn around(&self, needed: &Needed) -> Vec<usize> {
        let line = |at: usize| self.lines.get(at).and_then(Option::as_ref).map(|line| &line.entry);
        let mut found: Vec<usize> = Vec::new();
        let held = needed.held_until.and_then(|until| self.by_hold.get(&until));
        for at in self.by_subject.get(&needed.subject).into_iter().chain(held).flatten() {
            found.extend(line(*at).and_then(|entry| self.by_scope.get(&entry.scope)).into_iter().flatten());
        }
        for scope in &needed.scopes {
            found.extend(self.by_scope.get(scope).into_iter().flatten());
        }
        for month in &needed.months {
            // The lines of a rule are in the order of their moments.
            let places = self.by_rule.get(&month.rule).map(Vec::as_slice).unwrap_or_default();
            let from = places.partition_point(|at| line(*at).is_some_and(|entry| entry.at < month.from));
            let until = places.partition_point(|at| line(*at).is_some_and(|entry| entry.at < month.until));
            found.extend(places.get(from..until).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The ledger, in the order in which it was written.
    pub fn entries(&self) -> impl Iterator<Item = &PointEntry> {
        self.lines.iter().flatten()
    }

    /// What was gathered from one moment on and before another, as tiers look at it; `events` are those that were entered.
    pub fn window(&self, events: &[Activity], since: Timestamp, until: Timestamp) -> WindowFacts {
        let mut facts = WindowFacts::default();
        let after = |at: Timestamp| at >= since;
        let first = self.lines.partition_point(|line| line.as_ref().is_some_and(|line| !after(line.entry.at)));
        for entry in self.lines.iter().skip(first).flatten().map(|line| &line.entry).take_while(|entry| entry.at < until) {
            facts.add_points(entry.axis, entry.confirmed);
        }
        let first = events.partition_point(|event| !after(event.at));
        for event in events.iter().skip(first).take_while(|event| event.at < until) {
            match event.kind {
                ActivityKind::DealRegistered => facts.registered += 1,
                ActivityKind::DealWon => {
                    facts.won += 1;
                    facts.won_yen = facts.won_yen.saturating_add(event.amount.unwrap_or(0));
                }
                _ => {}
            }
        }
        facts
    }

    /// The standing and the ledger, to keep.
    pub fn close(mut self) -> (Standing, Vec<PointEntry>) {
        (mem::take(&mut self.standing), self.lines.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        activity::{ActivityKind as K, Origin},
        id::Id,
        programme::sample,
        time::Day,
    };

    const KINDS: [K; 12] = [
        K::LessonCompleted,
        K::LessonOpened,
        K::DealRegistered,
        K::DealApproved,
        K::DealRejected,
        K::DealWithdrawn,
        K::DealExpired,
        K::JointVisitHeld,
        K::DealWon,
        K::AnswerAccepted,
        K::KitOpened,
        K::ReviewLate,
    ];

    fn serial() -> impl FnMut(Timestamp) -> PointEntryId {
        let mut last = 0;
        move |_| {
            last += 1;
            Id::from_uuid(Uuid::from_u128(last))
        }
    }

    fn activities(picks: &[(usize, u8, u8, u16)]) -> Vec<Activity> {
        let joined = "2026-01-05".parse::<Day>().expect("day").start();
        let mut at = joined;
        let mut all = vec![(K::CompanyJoined, 1, 0, at)];
        for (kind, person, subject, minutes) in picks {
            at = at + std::time::Duration::from_mins(u64::from(*minutes) + 1);
            all.push((KINDS[*kind % KINDS.len()], *person, *subject, at));
        }
        let activity = |(number, (kind, person, subject, at)): (usize, (K, u8, u8, Timestamp))| Activity {
            id: Id::from_uuid(Uuid::from_u128(1_000 + number as u128)),
            at,
            company: Id::new(Timestamp::EPOCH, [1; 10]),
            user: Some(Id::new(Timestamp::EPOCH, [person; 10])),
            kind,
            origin: Origin::SelfStarted,
            subject: match subject {
                0 => Subject::None,
                1..4 => Subject::Document(Id::new(Timestamp::EPOCH, [subject; 10])),
                _ => Subject::Deal(Id::new(Timestamp::EPOCH, [subject; 10])),
            },
            amount: Some(864_000),
        };
        all.into_iter().enumerate().map(activity).collect()
    }

    proptest! {
        /// What is looked up and what is skipped makes no difference: shown the whole ledger, each activity earns the same.
        #[test]
        fn books_are_what_earning_makes_of_everything(
            picks in prop::collection::vec((0_usize..12, 1_u8..4, 0_u8..9, any::<u16>()), 0..80),
            capped in any::<bool>(),
        ) {
            let mut programme = sample::programme();
            if capped {
                programme.incentives.iter_mut().for_each(|rule| rule.cap_per_month = Some(2));
            }
            let versions = Versions::only(Arc::new(programme.clone()));
            let (mut books, mut id, mut plain_id) = (Books::new(&versions), serial(), serial());
            let mut past = Past::default();
            let (mut standing, mut reviews) = (Standing::default(), Reviews::default());
            for activity in activities(&picks) {
                books.enter(&activity, Some("standard"), &mut id);
                standing.absorb(&activity);
                past.joined_at = standing.joined_at;
                past.product = Some("standard".into());
                past.reviewed = reviews.seen_by(&activity);
                reviews.absorb(&activity);
                for entry in earn(&programme, &activity, &past) {
                    past.entries.push(PointEntry { id: plain_id(entry.at), entry });
                }
            }
            prop_assert_eq!(books.entries().cloned().collect::<Vec<_>>(), past.entries.clone());
            prop_assert_eq!(books.close(), (standing, past.entries));
        }
    }

    #[test]
    fn a_window_sums_what_lies_in_it() {
        let versions = Versions::only(Arc::new(sample::programme()));
        let (mut books, mut id) = (Books::new(&versions), serial());
        let events = activities(&[(2, 1, 5, 60), (3, 1, 5, 60), (8, 1, 5, 60), (0, 1, 2, 60)]);
        for event in &events {
            books.enter(event, None, &mut id);
        }
        let whole = books.window(&events, Timestamp::EPOCH, Timestamp::from_micros(i64::MAX));
        assert_eq!((whole.registered, whole.won, whole.won_yen), (1, 1, 864_000));
        assert!(whole.sales > 0 && whole.managed > 0);
        let won_at = events[3].at;
        let before = books.window(&events, Timestamp::EPOCH, won_at);
        assert_eq!((before.registered, before.won), (1, 0), "the end is no longer in it");
        let after = books.window(&events, won_at, Timestamp::from_micros(i64::MAX));
        assert_eq!((after.registered, after.won), (0, 1), "the beginning is");
        assert_eq!(before + after, whole);
    }
}
