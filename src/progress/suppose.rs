use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{
    id::DealId,
    tiers::{TierFacts, TierRules, TierVerdict, after_certificates, after_wins},
};

/// "What if", by the very functions that decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulator {
    pub rules: TierRules,
    /// The facts as they will be so many months from now if nothing more happens: what is long ago has left the trailing
    /// windows by then. 0 is today.
    pub outlook: BTreeMap<u32, TierFacts>,
    /// The company's open deals, the largest first.
    pub deals: Vec<SimulatedDeal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedDeal {
    pub deal: DealId,
    pub customer: String,
    pub yen: i64,
}

/// What is supposed to have happened, and when one looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supposition {
    pub wins: Vec<DealId>,
    /// People more who have finished the curriculum.
    pub certified: u32,
    /// From today.
    pub months: u32,
}

/// How a supposed tier compares with the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    Up,
    Same,
    Down,
}

impl Supposition {
    /// The dates one may look at.
    pub const MONTHS: [u32; 4] = [0, 1, 3, 6];
    pub const MOST_CERTIFIED: u32 = 5;

    /// From a form or an address, decoded: `win=…&win=…&certified=1&months=3`. What cannot be read is not supposed.
    pub fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "win" => read.wins.extend(value.parse::<DealId>().ok().filter(|deal| !read.wins.contains(deal))),
                "certified" => read.certified = value.parse().map_or(0, |people: u32| people.min(Self::MOST_CERTIFIED)),
                "months" => read.months = value.parse().ok().filter(|months| Self::MONTHS.contains(months)).unwrap_or(0),
                _ => {}
            }
        }
        read
    }
}

impl Simulator {
    /// The facts of a day if nothing more happens until then.
    pub fn facts(&self, months: u32) -> TierFacts {
        self.outlook.get(&months).cloned().unwrap_or_default()
    }

    /// The facts as supposed. Deals of anybody else count for nothing.
    pub fn suppose(&self, supposition: &Supposition) -> TierFacts {
        let won = self.deals.iter().filter(|deal| supposition.wins.contains(&deal.deal));
        let wins: Vec<i64> = won.map(|deal| deal.yen).collect();
        let facts = after_wins(&self.rules, &self.facts(supposition.months), &wins);
        after_certificates(&facts, supposition.certified)
    }
}

impl Shift {
    pub fn between(now: &TierVerdict, then: &TierVerdict) -> Self {
        let height = |verdict: &TierVerdict| verdict.track.stops.iter().filter(|stop| stop.reached).count();
        match height(then).cmp(&height(now)) {
            Ordering::Greater => Self::Up,
            Ordering::Equal => Self::Same,
            Ordering::Less => Self::Down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        programme::sample,
        tiers::{WindowFacts, evaluate},
        time::{Day, Timestamp},
    };

    fn deal(n: u8) -> DealId {
        DealId::new(Timestamp::EPOCH, [n; 10])
    }

    /// 1,000 points today, of which 700 leave the window within six months.
    fn simulator() -> Simulator {
        let facts = |sales| {
            let window = WindowFacts { sales, won: 2, ..WindowFacts::default() };
            TierFacts { certified_people: 2, ever_won: true, windows: [(12, window)].into(), ..TierFacts::default() }
        };
        let open = |n, yen| SimulatedDeal { deal: deal(n), customer: String::new(), yen };
        Simulator {
            rules: sample::programme().tier_rules("2026-11-23".parse::<Day>().expect("day")),
            outlook: [(0, facts(1_000)), (1, facts(1_000)), (3, facts(800)), (6, facts(300))].into(),
            deals: vec![open(1, 900_000), open(2, 500_000)],
        }
    }

    #[test]
    fn an_address_is_read_leniently() {
        let (one, two) = (deal(1), deal(2));
        let read = Supposition::read(&format!("?win={one}&page=2&win={two}&win={one}&win=x&certified=99&months=3"));
        assert_eq!(read, Supposition { wins: vec![one, two], certified: 5, months: 3 });
        for nothing in ["", "?", "win=&certified=-1&months=2", "months", "certified=x"] {
            assert_eq!(Supposition::read(nothing), Supposition::default(), "{nothing}");
        }
    }

    #[test]
    fn wins_certificates_and_time_move_the_tier() {
        let simulator = simulator();
        let now = evaluate(&simulator.rules.tiers, &simulator.facts(0));
        let stranger = deal(9);
        for (wins, certified, months, tier, shift) in [
            (vec![], 0, 0, "silver", Shift::Same),
            (vec![deal(1)], 0, 0, "gold", Shift::Up),
            (vec![stranger], 0, 0, "silver", Shift::Same),
            (vec![deal(1)], 0, 3, "silver", Shift::Same),
            (vec![deal(1), deal(2)], 0, 3, "gold", Shift::Up),
            (vec![], 2, 6, "silver", Shift::Same),
        ] {
            let supposition = Supposition { wins, certified, months };
            let then = evaluate(&simulator.rules.tiers, &simulator.suppose(&supposition));
            assert_eq!((then.current.key.as_str(), Shift::between(&now, &then)), (tier, shift), "{supposition:?}");
        }
    }

    #[test]
    fn what_leaves_the_window_may_cost_the_tier() {
        let mut simulator = simulator();
        if let Some(facts) = simulator.outlook.get_mut(&6) {
            facts.windows.insert(12, WindowFacts { sales: 299, ..WindowFacts::default() });
        }
        let now = evaluate(&simulator.rules.tiers, &simulator.facts(0));
        let then = evaluate(&simulator.rules.tiers, &simulator.suppose(&Supposition { months: 6, ..Supposition::default() }));
        assert_eq!((then.current.key.as_str(), Shift::between(&now, &then)), ("registered", Shift::Down));
    }
}
