//! A company's standing and ledger, derived in memory by the rules that derive them one activity at a time.

use std::collections::{BTreeMap, HashMap};

use jiso::{
    activity::{Activity, ActivityKind, Subject},
    id::{ActivityId, CompanyId, PointEntryId, UserId},
    phases::{Origins, Standing},
    points::{Axis, Balance, Entry, Hold, Needed, Past, PointEntry, Reviewed, Reviews, earn, needed},
    programme::Versions,
    tiers::WindowFacts,
    time::{Day, MonthKey, Timestamp},
};
use jiso_store::seed::{BoardTotal, MonthTotal};

use crate::office::Chance;

pub struct Books<'a> {
    versions: &'a Versions,
    chance: &'a Chance,
    pub standing: Standing,
    pub entries: Vec<PointEntry>,
    pub origins: BTreeMap<Day, Origins>,
    by_subject: HashMap<Subject, Vec<usize>>,
    by_scope: HashMap<String, Vec<usize>>,
    by_hold: HashMap<Timestamp, Vec<usize>>,
    /// Those whose end has not been entered.
    pub holds: BTreeMap<(Timestamp, ActivityId), Hold>,
    reviews: Reviews,
}

impl<'a> Books<'a> {
    pub fn new(versions: &'a Versions, chance: &'a Chance) -> Self {
        Self {
            versions,
            chance,
            standing: Standing::default(),
            entries: Vec::new(),
            origins: BTreeMap::new(),
            by_subject: HashMap::new(),
            by_scope: HashMap::new(),
            by_hold: HashMap::new(),
            holds: BTreeMap::new(),
            reviews: Reviews::default(),
        }
    }

    /// Activities come in the order in which they happened.
    pub fn enter(&mut self, activity: &Activity, product: Option<&str>) {
        self.standing.absorb(activity);
        if activity.is_partners_own() {
            self.origins.entry(activity.at.day()).or_default().note(activity.origin);
        }
        let programme = self.versions.at(activity.at);
        let needed = needed(programme, activity);
        let past = Past {
            joined_at: self.standing.joined_at,
            product: product.map(str::to_owned),
            entries: self.around(&needed),
            reviewed: if needed.reviews { self.reviews.seen_by(activity) } else { Reviewed::default() },
            earlier: self.versions.all().filter(|other| other.version != programme.version).cloned().collect(),
        };
        self.reviews.absorb(activity);
        for entry in earn(programme, activity, &past) {
            let id: PointEntryId = self.chance.id(entry.at);
            let at = self.entries.len();
            if entry.subject != Subject::None {
                self.by_subject.entry(entry.subject).or_default().push(at);
            }
            self.by_scope.entry(entry.scope.clone()).or_default().push(at);
            if let Some(hold) = Hold::of(&entry) {
                self.by_hold.entry(hold.until).or_default().push(at);
                self.holds.insert((hold.until, hold.activity_id()), hold);
            }
            self.entries.push(PointEntry { id, entry });
        }
    }

    /// Enters the ends of all holds that are over before a moment; answers what happened thereby.
    pub fn end_holds(&mut self, before: Timestamp) -> Vec<Activity> {
        let mut ends = Vec::new();
        while let Some(next) = self.holds.first_entry().filter(|hold| hold.key().0 < before) {
            let hold = next.remove();
            let lines = self.by_hold.get(&hold.until).into_iter().flatten().filter_map(|at| self.entries.get(*at));
            let around: Vec<PointEntry> = lines
                .filter_map(|line| self.by_scope.get(&line.entry.scope))
                .flatten()
                .filter_map(|at| self.entries.get(*at).cloned())
                .collect();
            if hold.is_open(&around) {
                let end = hold.end();
                self.enter(&end, None);
                ends.push(end);
            }
        }
        ends
    }

    /// The entries that the rules ask for.
    fn around(&self, needed: &Needed) -> Vec<PointEntry> {
        let mut found: Vec<usize> = Vec::new();
        let held = needed.held_until.and_then(|until| self.by_hold.get(&until));
        for at in self.by_subject.get(&needed.subject).into_iter().chain(held).flatten() {
            found.extend(self.entries.get(*at).and_then(|line| self.by_scope.get(&line.entry.scope)).into_iter().flatten());
        }
        for scope in &needed.scopes {
            found.extend(self.by_scope.get(scope).into_iter().flatten());
        }
        for month in &needed.months {
            let within = |line: &PointEntry| line.entry.rule == month.rule && (month.from..month.until).contains(&line.entry.at);
            found.extend((0..self.entries.len()).filter(|at| self.entries.get(*at).is_some_and(within)));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.entries.get(at).cloned()).collect()
    }

    /// What was gathered from one moment on and before another, as tiers look at it.
    pub fn window(&self, events: &[Activity], since: Timestamp, until: Timestamp) -> WindowFacts {
        let within = |at: Timestamp| (since..until).contains(&at);
        let mut facts = WindowFacts::default();
        for Entry { axis, confirmed, .. } in self.entries.iter().map(|line| &line.entry).filter(|entry| within(entry.at)) {
            facts.add_points(*axis, *confirmed);
        }
        for event in events.iter().filter(|event| within(event.at)) {
            match event.kind {
                ActivityKind::DealRegistered => facts.registered += 1,
                ActivityKind::DealWon => {
                    facts.won += 1;
                    facts.won_yen += event.amount.unwrap_or(0);
                }
                _ => {}
            }
        }
        facts
    }

    pub fn month_totals(&self, company: CompanyId) -> Vec<MonthTotal> {
        let mut sums: BTreeMap<(Option<UserId>, MonthKey, Axis), Balance> = BTreeMap::new();
        for Entry { user, at, axis, provisional, confirmed, .. } in self.entries.iter().map(|line| &line.entry) {
            add(sums.entry((*user, at.day().month_key(), *axis)).or_default(), *provisional, *confirmed);
        }
        sums.into_iter().map(|((user, month, axis), points)| MonthTotal { company, user, month, axis, points }).collect()
    }

    pub fn board_totals(&self, company: CompanyId) -> Vec<BoardTotal> {
        let mut sums: BTreeMap<(&'static str, i64), Balance> = BTreeMap::new();
        for Entry { at, provisional, confirmed, .. } in self.entries.iter().map(|line| &line.entry) {
            let month = at.day().month_key();
            let quarter = i64::from(month.quarter_start().0);
            for key in [("month", i64::from(month.0)), ("quarter", quarter), ("all_time", 0)] {
                add(sums.entry(key).or_default(), *provisional, *confirmed);
            }
        }
        sums.into_iter().map(|((span, starts), points)| BoardTotal { span, starts, company, points }).collect()
    }
}

fn add(sum: &mut Balance, provisional: i64, confirmed: i64) {
    sum.provisional += provisional;
    sum.confirmed += confirmed;
}
