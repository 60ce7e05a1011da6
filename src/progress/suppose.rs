use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{
    id::DealId,
    tiers::{ReviewDay, TierFacts, TierOutcome, TierRules, TierStanding, after_certificates, after_wins},
    time::Day,
};

/// "What if", by the very functions that decide.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulator {
    pub rules: TierRules,
    /// The facts as they will be so many months from now if nothing more happens: what is long ago has left the trailing
    /// windows by then. 0 is today.
    pub outlook: BTreeMap<u32, TierFacts>,
    pub standing: TierStanding,
    /// The days ahead that may bring a decision, in their order, with the facts they will see if nothing more happens.
    pub course: Vec<(ReviewDay, TierFacts)>,
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

/// How the tier that is held then compares with the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    Up,
    Same,
    Down,
}

/// What the reviews up to a day would decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    pub standing: TierStanding,
    pub shift: Shift,
    /// The last decision, and its day; without one, the day of the last review.
    pub outcome: Option<TierOutcome>,
    pub day: Day,
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
        self.with(supposition, &self.facts(supposition.months))
    }

    fn with(&self, supposition: &Supposition, facts: &TierFacts) -> TierFacts {
        let won = self.deals.iter().filter(|deal| supposition.wins.contains(&deal.deal));
        let wins: Vec<i64> = won.map(|deal| deal.yen).collect();
        after_certificates(&after_wins(&self.rules, facts, &wins), supposition.certified)
    }

    /// What the reviews decide up to the first that is held on the day one looks at or after it.
    pub fn fate(&self, supposition: &Supposition) -> Fate {
        let day = self.facts(supposition.months).as_of;
        let mut standing = self.standing.clone();
        let (mut last, mut decided) = (day, None);
        for (on, facts) in &self.course {
            if let Some(decision) = standing.pass(&self.rules, &self.with(supposition, facts), *on) {
                decided = Some((decision.outcome, decision.day));
            }
            last = on.day;
            if on.is_review() && on.day >= day {
                break;
            }
        }
        let height = |key: &str| self.rules.tiers.iter().position(|tier| tier.key == key);
        let shift = match height(&standing.tier).cmp(&height(&self.standing.tier)) {
            Ordering::Greater => Shift::Up,
            Ordering::Equal => Shift::Same,
            Ordering::Less => Shift::Down,
        };
        Fate { standing, shift, outcome: decided.map(|(outcome, _)| outcome), day: decided.map_or(last, |(_, day)| day) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        programme::sample,
        tiers::{TierReview, WindowFacts},
        time::Timestamp,
    };

    fn deal(n: u8) -> DealId {
        DealId::new(Timestamp::EPOCH, [n; 10])
    }

    const TODAY: Day = Day(20_780);

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn facts(sales: i64, as_of: Day) -> TierFacts {
        let window = WindowFacts { sales, won: 2, ..WindowFacts::default() };
        TierFacts { as_of, certified_people: 2, ever_won: true, windows: [(12, window)].into(), ..TierFacts::default() }
    }

    fn course(standing: &TierStanding, sales: i64) -> Vec<(ReviewDay, TierFacts)> {
        let review = TierReview { first_month: 4, ..TierReview::default() };
        let days = review.ahead(&sample::programme().calendar, standing, TODAY, 6);
        days.into_iter().map(|on| (on, facts(sales, on.as_of()))).collect()
    }

    /// 1,000 points today, of which 700 leave the window within six months.
    fn simulator() -> Simulator {
        let standing = TierStanding { tier: "silver".into(), since: TODAY, grace: None, reviewed_on: TODAY };
        let open = |n, yen| SimulatedDeal { deal: deal(n), customer: String::new(), yen };
        Simulator {
            rules: sample::programme().tier_rules(TODAY),
            outlook: [(0, 1_000), (1, 1_000), (3, 800), (6, 300)]
                .map(|(months, sales)| (months, facts(sales, TODAY.plus_months(i32::try_from(months).unwrap_or(0)))))
                .into(),
            course: course(&standing, 1_000),
            standing,
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

    fn supposing(wins: &[DealId], certified: u32, months: u32) -> Supposition {
        Supposition { wins: wins.to_vec(), certified, months }
    }

    #[test]
    fn wins_certificates_and_time_move_the_tier_at_the_reviews() {
        let simulator = simulator();
        let stranger = deal(9);
        for (wins, certified, months, tier, shift, on) in [
            (vec![], 0, 0, "silver", Shift::Same, "2026-12-01"),
            (vec![deal(1)], 0, 0, "gold", Shift::Up, "2026-12-01"),
            (vec![stranger], 0, 0, "silver", Shift::Same, "2026-12-01"),
            (vec![deal(1)], 0, 3, "gold", Shift::Up, "2026-12-01"),
            (vec![deal(1), deal(2)], 0, 3, "gold", Shift::Up, "2026-12-01"),
            (vec![], 2, 3, "silver", Shift::Same, "2027-03-01"),
        ] {
            let fate = simulator.fate(&supposing(&wins, certified, months));
            assert_eq!((fate.standing.tier.as_str(), fate.shift, fate.day), (tier, shift, day(on)), "{wins:?} in {months}");
        }
    }

    #[test]
    fn what_leaves_the_window_costs_the_tier_after_its_grace() {
        let mut simulator = simulator();
        for (on, facts) in &mut simulator.course {
            if on.day > day("2027-02-01") {
                facts.windows.insert(12, WindowFacts { sales: 299, ..WindowFacts::default() });
            }
        }
        let fate = simulator.fate(&supposing(&[], 0, 3));
        assert_eq!((fate.shift, fate.outcome), (Shift::Same, None), "nobody falls before the half year ends");
        let fate = simulator.fate(&supposing(&[], 0, 6));
        assert_eq!((fate.shift, fate.day), (Shift::Same, day("2027-04-01")));
        assert_eq!(
            (fate.outcome, fate.standing.grace),
            (Some(TierOutcome::Grace { until: day("2027-06-30") }), Some(day("2027-06-30")))
        );
        simulator.standing.grace = Some(day("2027-02-10"));
        simulator.course = course(&simulator.standing, 299);
        let fate = simulator.fate(&supposing(&[], 0, 3));
        assert_eq!((fate.standing.tier.as_str(), fate.shift, fate.day), ("registered", Shift::Down, day("2027-02-11")));
        let fate = simulator.fate(&supposing(&[deal(1)], 0, 0));
        assert_eq!((fate.outcome, fate.day), (Some(TierOutcome::Kept), day("2026-11-24")), "an order today ends it tomorrow");
    }
}
