use serde::{Deserialize, Serialize};

use super::{ReviewDay, TierFacts, TierName, TierRules};
use crate::time::Day;

/// The tier a company holds until a review decides otherwise: the sum of its decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierStanding {
    /// Key of a tier.
    pub tier: String,
    pub since: Day,
    /// The last day on which the tier is kept although its criteria are not met.
    pub grace: Option<Day>,
    /// The last day that was looked at, whether or not it brought a decision.
    pub reviewed_on: Day,
}

/// What a day brought. Days that bring nothing leave no decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierDecision {
    pub day: Day,
    /// Key of the tier held from now on.
    pub tier: String,
    pub outcome: TierOutcome,
    /// Version of the programme that decided.
    pub version: i64,
    /// What it was decided on.
    pub facts: TierFacts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TierOutcome {
    /// The company's first tier, or its first since the one it held has left the programme.
    Entered,
    Raised,
    /// Below what the tier asks for, which is kept up to and with this day.
    Grace {
        until: Day,
    },
    /// Met again within the grace.
    Kept,
    Lowered,
}

impl TierOutcome {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Raised => "raised",
            Self::Grace { .. } => "grace",
            Self::Kept => "kept",
            Self::Lowered => "lowered",
        }
    }

    /// `until` belongs to a grace and to nothing else.
    pub fn parse(text: &str, until: Option<Day>) -> Option<Self> {
        match (text, until) {
            ("grace", Some(until)) => Some(Self::Grace { until }),
            (text, None) => [Self::Entered, Self::Raised, Self::Kept, Self::Lowered].into_iter().find(|o| o.as_str() == text),
            _ => None,
        }
    }

    pub const fn until(self) -> Option<Day> {
        if let Self::Grace { until } = self { Some(until) } else { None }
    }
}

impl TierStanding {
    /// From a company's decisions in any order; none before the first.
    pub fn of(decisions: &[TierDecision]) -> Option<Self> {
        let mut in_order: Vec<&TierDecision> = decisions.iter().collect();
        in_order.sort_by_key(|decision| decision.day);
        let mut standing: Option<Self> = None;
        for decision in in_order {
            match &mut standing {
                Some(standing) => standing.absorb(decision),
                None => standing = Some(Self::begun(decision)),
            }
        }
        standing
    }

    /// The standing that a company's first decision makes.
    pub fn begun(decision: &TierDecision) -> Self {
        let (tier, day) = (decision.tier.clone(), decision.day);
        Self { tier, since: day, grace: decision.outcome.until(), reviewed_on: day }
    }

    pub fn absorb(&mut self, decision: &TierDecision) {
        match decision.outcome {
            TierOutcome::Entered | TierOutcome::Raised | TierOutcome::Lowered => {
                self.tier.clone_from(&decision.tier);
                self.since = decision.day;
                self.grace = None;
            }
            TierOutcome::Grace { until } => self.grace = Some(until),
            TierOutcome::Kept => self.grace = None,
        }
        self.looked_at(decision.day);
    }

    pub fn looked_at(&mut self, day: Day) {
        self.reviewed_on = self.reviewed_on.max(day);
    }

    /// Looks at the company on a day, and remembers that it did.
    pub fn pass(&mut self, rules: &TierRules, facts: &TierFacts, on: ReviewDay) -> Option<TierDecision> {
        let decision = review(rules, self, facts, on);
        if let Some(decision) = &decision {
            self.absorb(decision);
        }
        self.looked_at(on.day);
        decision
    }
}

/// What a day ahead would decide if nothing more happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    pub on: ReviewDay,
    /// None when all stays as it is.
    pub outcome: Option<TierOutcome>,
    /// The tier held from then on.
    pub tier: TierName,
}

impl Forecast {
    /// From the facts the day will see.
    pub fn of(rules: &TierRules, standing: &TierStanding, facts: &TierFacts, on: ReviewDay) -> Self {
        let decision = review(rules, standing, facts, on);
        let key = decision.as_ref().map_or(&standing.tier, |decision| &decision.tier);
        let tier = rules.tiers.iter().find(|tier| tier.key == *key).map(TierName::from).unwrap_or_default();
        Self { on, outcome: decision.map(|decision| decision.outcome), tier }
    }
}

/// The tier a company begins in: the highest whose criteria it meets, the first for nearly everybody.
pub fn enter(rules: &TierRules, facts: &TierFacts, day: Day) -> TierDecision {
    decision(rules, facts, day, rules.met(facts), TierOutcome::Entered)
}

/// What a day decides; nothing when it was looked at before. `facts` are those of [`ReviewDay::as_of`].
pub fn review(rules: &TierRules, standing: &TierStanding, facts: &TierFacts, on: ReviewDay) -> Option<TierDecision> {
    if on.day <= standing.reviewed_on {
        return None;
    }
    let met = rules.met(facts);
    let Some(held) = rules.tiers.iter().position(|tier| tier.key == standing.tier) else {
        return on.is_review().then(|| decision(rules, facts, on.day, met, TierOutcome::Entered));
    };
    let keeps = rules.keeps(held, facts, on.day);
    let (tier, outcome) = match standing.grace {
        _ if on.raises && met > held => (met, TierOutcome::Raised),
        Some(_) if keeps => (held, TierOutcome::Kept),
        Some(until) if on.day > until => (rules.below(held, facts, on.day), TierOutcome::Lowered),
        None if on.lowers && !keeps && rules.review.grace_days > 0 => {
            (held, TierOutcome::Grace { until: rules.review.grace_from(on.day) })
        }
        None if on.lowers && !keeps => (rules.below(held, facts, on.day), TierOutcome::Lowered),
        _ => return None,
    };
    Some(decision(rules, facts, on.day, tier, outcome))
}

fn decision(rules: &TierRules, facts: &TierFacts, day: Day, tier: usize, outcome: TierOutcome) -> TierDecision {
    let tier = rules.tiers.get(tier).map(|tier| TierName::from(tier).key).unwrap_or_default();
    TierDecision { day, tier, outcome, version: rules.version, facts: facts.clone() }
}

impl TierRules {
    /// The highest tier whose criteria are met.
    fn met(&self, facts: &TierFacts) -> usize {
        self.tiers.iter().rposition(|tier| tier.is_met(facts)).unwrap_or(0)
    }

    /// Whether who holds a tier may keep it: by what it asks for, or by what it asked for until a short while ago.
    fn keeps(&self, tier: usize, facts: &TierFacts, day: Day) -> bool {
        let Some(tier) = self.tiers.get(tier) else { return false };
        let before = self.earlier.iter().filter(|earlier| day <= earlier.until);
        let mut before = before.filter_map(|earlier| earlier.criteria.get(&tier.key));
        tier.is_met(facts) || before.any(|criteria| criteria.iter().all(|criterion| criterion.is_met(facts)))
    }

    /// The tier to which one falls from `held`.
    fn below(&self, held: usize, facts: &TierFacts, day: Day) -> usize {
        (0..held).rev().find(|tier| self.keeps(*tier, facts, day)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        programme::{BusinessCalendar, sample},
        tiers::{EarlierTiers, TierCriterion, WindowFacts},
    };

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    /// Silver 300 points and 1 person; Gold 1,200, 2 and 3 orders; Platinum 3,000, 4 and 8.
    fn rules() -> TierRules {
        sample::programme().tier_rules(day("2026-11-23"))
    }

    fn facts(sales: i64) -> TierFacts {
        let window = WindowFacts { sales, won: sales / 375, ..WindowFacts::default() };
        TierFacts { certified_people: 4, ever_won: true, windows: [(12, window)].into(), ..TierFacts::default() }
    }

    fn holding(tier: &str, grace: Option<&str>) -> TierStanding {
        TierStanding { tier: tier.into(), since: day("2026-01-05"), grace: grace.map(day), reviewed_on: day("2026-03-02") }
    }

    const MONTHLY: (bool, bool) = (true, false);
    const HALF_YEARLY: (bool, bool) = (true, true);
    const BETWEEN: (bool, bool) = (false, false);

    fn on(text: &str, (raises, lowers): (bool, bool)) -> ReviewDay {
        ReviewDay { day: day(text), raises, lowers }
    }

    #[test]
    fn a_day_decides_by_what_is_met_and_what_it_may() {
        use TierOutcome::{Grace, Kept, Lowered, Raised};
        let until = Grace { until: day("2026-06-30") };
        let cases = [
            ("silver", None, 1_200, "2026-04-01", MONTHLY, Some(("gold", Raised)), "a month is enough to rise"),
            ("registered", None, 3_000, "2026-04-01", MONTHLY, Some(("platinum", Raised)), "as far as it goes"),
            ("silver", None, 1_200, "2026-04-02", BETWEEN, None, "but not between reviews"),
            ("gold", None, 1_199, "2026-04-01", MONTHLY, None, "nobody falls in a month"),
            ("gold", None, 1_199, "2026-04-01", HALF_YEARLY, Some(("gold", until)), "and after half a year there is grace"),
            ("gold", None, 1_200, "2026-04-01", HALF_YEARLY, None, "met is met"),
            ("gold", Some("2026-06-30"), 1_199, "2026-06-30", BETWEEN, None, "the last day counts in full"),
            ("gold", Some("2026-06-30"), 1_199, "2026-07-01", BETWEEN, Some(("silver", Lowered)), "then one falls"),
            ("platinum", Some("2026-06-30"), 0, "2026-07-01", MONTHLY, Some(("registered", Lowered)), "to what is met"),
            ("gold", Some("2026-06-30"), 1_200, "2026-05-20", BETWEEN, Some(("gold", Kept)), "met again ends it at once"),
            ("gold", Some("2026-06-30"), 1_200, "2026-07-01", BETWEEN, Some(("gold", Kept)), "even at the end"),
            ("gold", Some("2026-06-30"), 3_000, "2026-06-01", MONTHLY, Some(("platinum", Raised)), "one may rise out of it"),
            ("gold", Some("2026-06-30"), 1_199, "2026-06-01", HALF_YEARLY, None, "no grace within a grace"),
            ("gold", None, 9_999, "2026-03-02", MONTHLY, None, "that day was looked at"),
            ("bronze", None, 300, "2026-04-01", MONTHLY, Some(("silver", TierOutcome::Entered)), "its tier is gone"),
        ];
        for (tier, grace, sales, at, may, expected, why) in cases {
            let found = review(&rules(), &holding(tier, grace), &facts(sales), on(at, may));
            let found = found.as_ref().map(|decision| (decision.tier.as_str(), decision.outcome));
            assert_eq!(found, expected, "{why}: {tier} with {sales} on {at}");
        }
    }

    #[test]
    fn without_grace_one_falls_at_the_half_year() {
        let mut rules = rules();
        rules.review.grace_days = 0;
        let decision = review(&rules, &holding("gold", None), &facts(300), on("2026-04-01", HALF_YEARLY)).expect("a decision");
        assert_eq!((decision.tier.as_str(), decision.outcome), ("silver", TierOutcome::Lowered));
    }

    /// Gold asked for 1,200 points before it asked for 1,500.
    #[test]
    fn a_raised_threshold_spares_holders_for_a_while() {
        let mut rules = rules();
        let old = rules.tiers.iter().map(|tier| (tier.key.clone(), tier.criteria.clone())).collect();
        rules.earlier.push(EarlierTiers { criteria: old, until: day("2026-06-30") });
        for criterion in rules.tiers.iter_mut().skip(2).flat_map(|tier| &mut tier.criteria) {
            if let TierCriterion::Points { min, .. } = criterion {
                *min = (*min).max(1_500);
            }
        }
        let outcome = |tier: &str, at: &str| {
            review(&rules, &holding(tier, None), &facts(1_300), on(at, HALF_YEARLY)).map(|decision| decision.outcome)
        };
        assert_eq!(outcome("gold", "2026-06-30"), None, "a holder keeps it by the old threshold");
        assert!(matches!(outcome("gold", "2026-07-01"), Some(TierOutcome::Grace { .. })), "until the new one holds for all");
        assert_eq!(outcome("silver", "2026-04-01"), None, "who rises, rises by the new one");
        let falling = holding("platinum", Some("2026-06-01"));
        let lowered = review(&rules, &falling, &facts(1_300), on("2026-06-02", BETWEEN)).expect("a decision");
        assert_eq!((lowered.tier.as_str(), lowered.outcome), ("gold", TierOutcome::Lowered), "and falls no deeper than before");
    }

    #[test]
    fn a_standing_is_the_sum_of_its_decisions() {
        let decision = |at: &str, tier: &str, outcome| TierDecision {
            day: day(at),
            tier: tier.into(),
            outcome,
            version: 1,
            facts: TierFacts::default(),
        };
        let mut decisions = vec![
            decision("2026-01-05", "registered", TierOutcome::Entered),
            decision("2026-02-02", "gold", TierOutcome::Raised),
            decision("2026-04-01", "gold", TierOutcome::Grace { until: day("2026-06-30") }),
            decision("2026-05-20", "gold", TierOutcome::Kept),
        ];
        let kept = TierStanding { tier: "gold".into(), since: day("2026-02-02"), grace: None, reviewed_on: day("2026-05-20") };
        assert_eq!(TierStanding::of(&decisions), Some(kept));
        decisions.reverse();
        assert_eq!(TierStanding::of(&decisions).map(|standing| standing.since), Some(day("2026-02-02")));
        assert_eq!(TierStanding::of(&[]), None);
        for outcome in [TierOutcome::Entered, TierOutcome::Kept, TierOutcome::Grace { until: day("2026-06-30") }] {
            assert_eq!(TierOutcome::parse(outcome.as_str(), outcome.until()), Some(outcome));
        }
        assert_eq!(TierOutcome::parse("grace", None), None);
    }

    /// Looks at a company as far as `today`, every day that is due with its own facts.
    fn catch_up(
        rules: &TierRules,
        calendar: &BusinessCalendar,
        standing: &mut TierStanding,
        sales: &dyn Fn(Day) -> i64,
        today: Day,
    ) -> Vec<TierDecision> {
        let mut decisions = Vec::new();
        loop {
            let due = rules.review.due(calendar, standing);
            if due.day > today {
                return decisions;
            }
            decisions.extend(standing.pass(rules, &facts(sales(due.as_of())), due));
        }
    }

    proptest! {
        /// Looked at every day, or after any downtimes, in any order, or twice: the same decisions with the same dates.
        #[test]
        fn when_one_looks_does_not_matter(
            levels in prop::collection::vec(0_i64..4_000, 24),
            mut stops in prop::collection::vec(0_i32..700, 0..8),
            turn in 0_usize..20,
        ) {
            let (rules, calendar, first) = (rules(), sample::programme().calendar, day("2025-01-06"));
            let sales = |day: Day| levels.get(usize::try_from(day.month_key().0 - first.month_key().0).unwrap_or(0)).copied().unwrap_or(0);
            let begin = enter(&rules, &facts(sales(first)), first);
            let mut daily = TierStanding::begun(&begin);
            let mut one_by_one = vec![begin.clone()];
            for ahead in 1..=700 {
                one_by_one.extend(catch_up(&rules, &calendar, &mut daily, &sales, first.plus(ahead)));
            }
            let mut seldom = TierStanding::begun(&begin);
            let mut at_once = vec![begin];
            stops.extend([700, 700]);
            for stop in stops {
                at_once.extend(catch_up(&rules, &calendar, &mut seldom, &sales, first.plus(stop)));
            }
            prop_assert_eq!(&one_by_one, &at_once);
            prop_assert_eq!(&daily, &seldom);
            let mut days: Vec<Day> = one_by_one.iter().map(|decision| decision.day).collect();
            days.dedup();
            prop_assert_eq!(days.len(), one_by_one.len(), "one decision a day");
            one_by_one.rotate_left(turn % at_once.len());
            let mut summed = TierStanding::of(&one_by_one).expect("decided");
            summed.looked_at(daily.reviewed_on);
            prop_assert_eq!(summed, daily);
        }
    }
}
