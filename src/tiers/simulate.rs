use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Tier, TierCriterion, TierFacts, TierName, TierReview, TierVerdict};
use crate::{
    points::{IncentiveRule, OncePer},
    time::Day,
};

/// What decides tiers, as much as the simulator in the browser needs of the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierRules {
    pub tiers: Vec<Tier>,
    /// The rules that grant points for a won order.
    pub on_win: Vec<IncentiveRule>,
    pub typical_deal_yen: i64,
    /// Of the programme.
    pub version: i64,
    pub review: TierReview,
    /// What tiers asked for until lately, where that was something else.
    pub earlier: Vec<EarlierTiers>,
}

/// What tiers asked for before a change; who holds one may keep it by these criteria for a while.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierTiers {
    /// By the tier's key.
    pub criteria: BTreeMap<String, Vec<TierCriterion>>,
    /// The last day.
    pub until: Day,
}

/// The facts as they would be had orders of these amounts (in yen) been won today.
pub fn after_wins(rules: &TierRules, facts: &TierFacts, wins: &[i64]) -> TierFacts {
    let mut facts = facts.clone();
    for yen in wins {
        for window in facts.windows.values_mut() {
            window.won = window.won.saturating_add(1);
            window.won_yen = window.won_yen.saturating_add((*yen).max(0));
            for rule in rules.on_win.iter().filter(|rule| !(rule.once_per == OncePer::Company && facts.ever_won)) {
                window.add_points(rule.axis, rule.worth(Some(*yen), 100));
            }
        }
        facts.ever_won = true;
    }
    facts
}

/// The facts as they would be had so many people more finished the curriculum.
pub fn after_certificates(facts: &TierFacts, people: u32) -> TierFacts {
    TierFacts { certified_people: facts.certified_people.saturating_add(people.into()), ..facts.clone() }
}

/// How many typical orders lead to the next tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WinsNeeded {
    pub tier: TierName,
    pub wins: u32,
    /// What no order brings (people who finish the curriculum): still to be met.
    pub besides: Vec<TierCriterion>,
}

/// More wins than this are not a plan.
const MOST_WINS: u32 = 50;

/// From a verdict on the same facts. None at the top, or when no sensible number of orders would do.
pub fn wins_needed(rules: &TierRules, verdict: &TierVerdict, facts: &TierFacts) -> Option<WinsNeeded> {
    let tier = verdict.next.as_ref()?.tier.clone();
    let criteria = &rules.tiers.iter().find(|candidate| candidate.key == tier.key)?.criteria;
    let is_met = |criterion: &&TierCriterion, facts: &TierFacts| criterion.is_met(facts);
    let mut supposed = facts.clone();
    for wins in 0..=MOST_WINS {
        let missing = criteria.iter().filter(|criterion| !is_met(criterion, &supposed));
        let (by_winning, besides): (Vec<_>, Vec<_>) = missing.partition(|criterion| rules.grows_with_wins(criterion));
        if by_winning.is_empty() {
            return Some(WinsNeeded { tier, wins, besides: besides.into_iter().cloned().collect() });
        }
        supposed = after_wins(rules, &supposed, &[rules.typical_deal_yen]);
    }
    None
}

impl TierRules {
    /// Takes in what tiers asked for until a day, as far as it was something else and still spares anybody `on` a day.
    pub fn spare(&mut self, before: &[Tier], ended: Day, on: Day) {
        let until = self.review.grace_from(ended);
        let changed =
            before.iter().filter(|old| self.tiers.iter().any(|tier| tier.key == old.key && tier.criteria != old.criteria));
        let criteria: BTreeMap<_, _> = changed.map(|old| (old.key.clone(), old.criteria.clone())).collect();
        if until >= on && !criteria.is_empty() {
            self.earlier.push(EarlierTiers { criteria, until });
        }
    }

    fn grows_with_wins(&self, criterion: &TierCriterion) -> bool {
        match criterion {
            TierCriterion::Points { axis, .. } => self.on_win.iter().any(|rule| rule.axis == *axis),
            TierCriterion::WonDeals { .. } | TierCriterion::Revenue { .. } => true,
            TierCriterion::CertifiedPeople { .. } | TierCriterion::RegisteredDeals { .. } | TierCriterion::Custom { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        programme::sample,
        tiers::{WindowFacts, evaluate},
        time::Day,
    };

    fn rules() -> TierRules {
        sample::programme().tier_rules("2026-11-23".parse::<Day>().expect("day"))
    }

    fn facts(sales: i64, certified_people: i64, won: i64) -> TierFacts {
        let window = WindowFacts { sales, won, ..WindowFacts::default() };
        TierFacts { certified_people, ever_won: won > 0, windows: [(12, window)].into(), ..TierFacts::default() }
    }

    #[test]
    fn wins_to_the_next_tier() {
        for (sales, people, won, wins, besides) in
            [(0, 1, 0, 1, 0), (0, 0, 0, 1, 1), (960, 2, 1, 2, 0), (960, 1, 3, 2, 1), (1_300, 1, 3, 0, 1)]
        {
            let (rules, facts) = (rules(), facts(sales, people, won));
            let needed = wins_needed(&rules, &evaluate(&rules.tiers, &facts), &facts).expect("a next tier");
            assert_eq!((needed.wins, needed.besides.len()), (wins, besides), "{sales} {people} {won}");
        }
        let (rules, top) = (rules(), facts(3_000, 4, 8));
        assert_eq!(wins_needed(&rules, &evaluate(&rules.tiers, &top), &top), None);
    }

    #[test]
    fn the_first_win_brings_its_bonus_once() {
        let after = after_wins(&rules(), &facts(0, 0, 0), &[864_000, 864_000]);
        assert_eq!(after.window(12), WindowFacts { sales: 550, won: 2, won_yen: 1_728_000, ..WindowFacts::default() });
    }

    proptest! {
        #[test]
        fn a_win_never_lowers_a_tier(sales in 0_i64..4_000, people in 0_i64..6, won in 0_i64..10, wins in 0_usize..10) {
            let (rules, before) = (rules(), facts(sales, people, won));
            let after = after_wins(&rules, &before, &vec![rules.typical_deal_yen; wins]);
            let place = |facts: &TierFacts| evaluate(&rules.tiers, facts).track.here;
            prop_assert!(place(&after) >= place(&before));
        }
    }
}
