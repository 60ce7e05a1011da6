//! Decided as things happen, or all at once from what has happened, in whatever order it is read: the same decisions.

use proptest::prelude::*;

use super::{
    MeasureNote, ReviewDay, TierCriterion, TierDecision, TierFacts, TierRules, TierStanding, WindowFacts, enter, measures,
    window_start, windows,
};
use crate::{
    lang::Bilingual,
    points::Axis,
    programme::{BusinessCalendar, sample},
    time::{Day, Timestamp},
};

const FIRST: i32 = 20_100;
const DAYS: i32 = 800;

/// What tiers look at, each thing with its time.
#[derive(Clone, Debug, Default)]
struct History {
    gathered: Vec<(Timestamp, WindowFacts)>,
    certificates: Vec<Timestamp>,
    notes: Vec<MeasureNote>,
}

impl History {
    fn facts(&self, rules: &TierRules, on: ReviewDay) -> TierFacts {
        let (as_of, until) = (on.as_of(), on.day.start());
        let sum = |months: u32| (months, WindowFacts::between(&self.gathered, window_start(as_of, months), until));
        let before = |at: &&Timestamp| **at < until;
        TierFacts {
            as_of,
            certified_people: i64::try_from(self.certificates.iter().filter(before).count()).unwrap_or(i64::MAX),
            ever_won: self.gathered.iter().any(|(at, one)| one.won > 0 && *at < until),
            windows: windows(rules).into_iter().map(sum).collect(),
            custom: MeasureNote::values(&self.notes, measures(rules), as_of, until),
        }
    }

    /// Only what had happened before a moment: nothing else was there to be read.
    fn known_before(&self, until: Timestamp) -> Self {
        let mut known = self.clone();
        known.gathered.retain(|(at, _)| *at < until);
        known.certificates.retain(|at| *at < until);
        known.notes.retain(|note| note.noted_at < until);
        known
    }

    fn shuffled(mut self, turn: usize) -> Self {
        self.gathered.reverse();
        let turn_by = |len: usize| if len == 0 { 0 } else { turn % len };
        let at = turn_by(self.gathered.len());
        self.gathered.rotate_left(at);
        let at = turn_by(self.notes.len());
        self.notes.rotate_left(at);
        self.certificates.reverse();
        self
    }
}

/// The sample's tiers, with criteria of every kind.
fn rules() -> TierRules {
    let mut rules = sample::programme().tier_rules(Day(FIRST));
    rules.tiers[1].criteria = vec![
        TierCriterion::Points { axis: Axis::Sales, min: 300, months: 12 },
        TierCriterion::RegisteredDeals { min: 2, months: 6 },
    ];
    let plan = TierCriterion::Custom { key: "plan".into(), min: 1, name: Bilingual::default(), unit: Bilingual::default() };
    rules.tiers[2].criteria = vec![
        TierCriterion::Points { axis: Axis::Sales, min: 900, months: 12 },
        TierCriterion::RegisteredDeals { min: 3, months: 6 },
        TierCriterion::Revenue { min: 1_000_000, months: 12 },
        plan.clone(),
    ];
    rules.tiers[3].criteria = vec![
        TierCriterion::Points { axis: Axis::Sales, min: 1_800, months: 12 },
        TierCriterion::Points { axis: Axis::Managed, min: 100, months: 3 },
        TierCriterion::RegisteredDeals { min: 3, months: 6 },
        TierCriterion::Revenue { min: 2_000_000, months: 12 },
        TierCriterion::WonDeals { min: 3, months: 12 },
        TierCriterion::CertifiedPeople { min: 2 },
        plan,
    ];
    rules
}

fn catch_up(
    rules: &TierRules,
    calendar: &BusinessCalendar,
    standing: &mut TierStanding,
    history: &History,
    today: Day,
) -> Vec<TierDecision> {
    let mut decisions = Vec::new();
    loop {
        let due = rules.review.due(calendar, standing);
        if due.day > today {
            return decisions;
        }
        decisions.extend(standing.pass(rules, &history.facts(rules, due), due));
    }
}

fn at(day: i32, minute: u16) -> Timestamp {
    Day(FIRST + day).at_minute(minute)
}

/// A deal: when it was registered, after how many days it was won, and for how much.
fn deal() -> impl Strategy<Value = (i32, u16, Option<i32>, i64)> {
    (0..DAYS, 0_u16..1_440, prop::option::of(5_i32..120), 100_000_i64..900_000)
}

fn history() -> impl Strategy<Value = History> {
    let deals = prop::collection::vec(deal(), 0..40);
    let certificates = prop::collection::vec(0..DAYS, 0..5);
    // A number may be noted for a day that has passed.
    let notes = prop::collection::vec((0..DAYS, 0_i32..60, 0_i64..3), 0..6);
    (deals, certificates, notes).prop_map(|(deals, certificates, notes)| {
        let mut history = History::default();
        for (day, minute, won, yen) in deals {
            history.gathered.push((at(day, minute), WindowFacts { registered: 1, sales: 50, ..WindowFacts::default() }));
            history.gathered.push((at(day, minute), WindowFacts { managed: 30, ..WindowFacts::default() }));
            if let Some(days) = won {
                let order = WindowFacts { won: 1, won_yen: yen, sales: 200, ..WindowFacts::default() };
                history.gathered.push((at(day + days, minute), order));
            }
        }
        history.certificates = certificates.into_iter().map(|day| at(day, 600)).collect();
        history.notes = notes
            .into_iter()
            .map(|(day, back, value)| {
                let (measure, noted_at) = ("plan".to_owned(), at(day, 601));
                MeasureNote { measure, value, day: Day(FIRST + day - back), noted_at }
            })
            .collect();
        history
    })
}

proptest! {
    #[test]
    fn as_it_happens_or_from_zero(history in history(), turn in 0_usize..40, gap in 1_i32..90) {
        let (rules, calendar, first) = (rules(), sample::programme().calendar, Day(FIRST));
        let begin = enter(&rules, &history.facts(&rules, ReviewDay::between(first)), first);

        // Day by day, with nothing known but what had happened.
        let mut daily = TierStanding::begun(&begin);
        let mut lived = vec![begin.clone()];
        for day in 1..=DAYS {
            let today = first.plus(day);
            lived.extend(catch_up(&rules, &calendar, &mut daily, &history.known_before(today.plus(1).start()), today));
        }
        // Now and then, in another order.
        let shuffled = history.shuffled(turn);
        let mut seldom = TierStanding::begun(&begin);
        let mut missed = vec![begin.clone()];
        for day in (0..DAYS).step_by(usize::try_from(gap).unwrap_or(1)).chain([DAYS]) {
            missed.extend(catch_up(&rules, &calendar, &mut seldom, &shuffled, first.plus(day)));
        }
        prop_assert_eq!(&lived, &missed);
        prop_assert_eq!(&daily, &seldom);
        // Each decision again, on the events alone.
        let mut held = TierStanding::begun(&begin);
        for decision in lived.iter().skip(1) {
            let on = rules.review.on(&calendar, decision.day);
            let again = super::review(&rules, &held, &shuffled.facts(&rules, on), on);
            prop_assert_eq!(again.as_ref(), Some(decision));
            held.absorb(decision);
        }
    }
}
