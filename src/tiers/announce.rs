use serde::{Deserialize, Serialize};

use super::{CriterionProgress, TierCriterion, TierFacts, TierName, TierRules};
use crate::time::Day;

/// What a later version of the programme asks of those who hold a tier, beyond what is asked for now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The first day of that version.
    pub from: Day,
    pub tier: TierName,
    /// Only what becomes more, and how much of it is there today.
    pub criteria: Vec<CriterionProgress>,
    /// The last day on which who holds the tier keeps it by what is asked for now.
    pub spared_until: Day,
}

impl Announcement {
    /// None when the later rules ask for nothing more, or no longer know the tier. `facts` are those of today, over the windows of
    /// both.
    pub fn of(now: &TierRules, then: &TierRules, from: Day, held: &str, facts: &TierFacts) -> Option<Self> {
        let present = now.tiers.iter().find(|tier| tier.key == held)?;
        let later = then.tiers.iter().find(|tier| tier.key == held)?;
        let rises = |line: &CriterionProgress| {
            let before = present.criteria.iter().filter(|criterion| criterion.measures_like(&line.criterion));
            before.map(TierCriterion::need).max().is_none_or(|need| need < line.need)
        };
        let criteria: Vec<CriterionProgress> = later.progress(facts).into_iter().filter(rises).collect();
        (!criteria.is_empty()).then(|| Self { from, tier: later.into(), criteria, spared_until: then.review.grace_from(from) })
    }

    pub fn is_met(&self) -> bool {
        self.criteria.iter().all(|line| line.met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{programme::sample, tiers::WindowFacts};

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn rules() -> TierRules {
        sample::programme().tier_rules(day("2026-11-23"))
    }

    fn facts(sales: i64) -> TierFacts {
        let window = WindowFacts { sales, won: 4, ..WindowFacts::default() };
        TierFacts { certified_people: 2, windows: [(12, window)].into(), ..TierFacts::default() }
    }

    /// Gold asks for 1,200 points and 2 people; later for 1,500 points and for 12 months of orders worth a million.
    #[test]
    fn only_what_becomes_more_is_announced_to_those_whom_it_concerns() {
        let (now, mut then, from) = (rules(), rules(), day("2027-04-01"));
        assert_eq!(Announcement::of(&now, &then, from, "gold", &facts(1_300)), None, "nothing changes");
        if let Some(TierCriterion::Points { min, .. }) = then.tiers[2].criteria.first_mut() {
            *min = 1_500;
        }
        then.tiers[2].criteria.push(TierCriterion::Revenue { min: 1_000_000, months: 12 });
        let told = Announcement::of(&now, &then, from, "gold", &facts(1_300)).expect("more");
        assert_eq!(told.criteria.iter().map(CriterionProgress::missing).collect::<Vec<_>>(), [200, 1_000_000]);
        assert_eq!((told.from, told.spared_until, told.is_met()), (from, day("2027-06-30"), false));
        assert_eq!(Announcement::of(&now, &then, from, "silver", &facts(1_300)), None, "others are not concerned");
        assert_eq!(Announcement::of(&then, &now, from, "gold", &facts(1_300)), None, "less is no burden");
        then.tiers.remove(2);
        assert_eq!(Announcement::of(&now, &then, from, "gold", &facts(1_300)), None, "a tier that goes");
    }
}
