use serde::{Deserialize, Serialize};

use super::{Tier, TierCriterion, TierFacts};
use crate::lang::Bilingual;

/// Where a company stands, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierVerdict {
    pub current: TierName,
    /// None at the top.
    pub next: Option<NextTier>,
    pub track: Track,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierName {
    pub key: String,
    pub name: Bilingual,
}

impl From<&Tier> for TierName {
    fn from(tier: &Tier) -> Self {
        Self { key: tier.key.clone(), name: tier.name.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextTier {
    pub tier: TierName,
    pub criteria: Vec<CriterionProgress>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriterionProgress {
    pub criterion: TierCriterion,
    pub have: i64,
    pub need: i64,
    pub met: bool,
}

impl CriterionProgress {
    pub const fn missing(&self) -> i64 {
        if self.met { 0 } else { self.need - self.have }
    }
}

/// The ladder as a line from 0 to 1000, its stops equally far apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    pub stops: Vec<TrackStop>,
    /// "You are here": past the current stop by the mean share of what the next tier asks beyond it.
    pub here: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackStop {
    pub tier: TierName,
    pub at: u16,
    pub reached: bool,
}

const LENGTH: i64 = 1_000;

/// From the highest tier whose criteria are all met. `tiers` run from the lowest up, as a checked programme's do.
pub fn evaluate(tiers: &[Tier], facts: &TierFacts) -> TierVerdict {
    from(tiers, tiers.iter().rposition(|tier| tier.is_met(facts)).unwrap_or(0), facts)
}

/// From the tier that is held, by its key; from the highest that is met when the programme no longer has it.
pub fn verdict(tiers: &[Tier], held: &str, facts: &TierFacts) -> TierVerdict {
    match tiers.iter().position(|tier| tier.key == held) {
        Some(current) => from(tiers, current, facts),
        None => evaluate(tiers, facts),
    }
}

fn from(tiers: &[Tier], current: usize, facts: &TierFacts) -> TierVerdict {
    let next = tiers.get(current + 1);
    TierVerdict {
        current: tiers.get(current).map(TierName::from).unwrap_or_default(),
        next: next.map(|tier| NextTier { tier: tier.into(), criteria: tier.progress(facts) }),
        track: track(tiers, current, next, facts),
    }
}

impl Tier {
    /// How much of each thing it asks for is there.
    pub fn progress(&self, facts: &TierFacts) -> Vec<CriterionProgress> {
        let line = |criterion: &TierCriterion| {
            let (have, need) = (criterion.have(facts), criterion.need());
            CriterionProgress { criterion: criterion.clone(), have, need, met: have >= need }
        };
        self.criteria.iter().map(line).collect()
    }
}

fn track(tiers: &[Tier], current: usize, next: Option<&Tier>, facts: &TierFacts) -> Track {
    let gaps = i64::try_from(tiers.len().saturating_sub(1)).unwrap_or(1).max(1);
    let at = |index: usize| i64::try_from(index).unwrap_or(0) * LENGTH / gaps;
    let below = tiers.get(current).map_or(&[][..], |tier| &tier.criteria);
    let way = next.map_or(0, |tier| mean_share(below, &tier.criteria, facts)) / gaps;
    let stops = tiers.iter().enumerate().map(|(index, tier)| TrackStop {
        tier: tier.into(),
        at: u16::try_from(at(index)).unwrap_or(0),
        reached: index <= current,
    });
    Track { stops: stops.collect(), here: u16::try_from(at(current) + way).unwrap_or(0) }
}

/// How much of what `criteria` ask beyond `below` is there, of [`LENGTH`].
fn mean_share(below: &[TierCriterion], criteria: &[TierCriterion], facts: &TierFacts) -> i64 {
    let shares = criteria.iter().map(|criterion| {
        let base = below.iter().find(|lower| criterion.measures_like(lower)).map_or(0, TierCriterion::need);
        let (done, whole) = (criterion.have(facts).saturating_sub(base), criterion.need().saturating_sub(base));
        if whole <= 0 { LENGTH } else { done.clamp(0, whole).saturating_mul(LENGTH) / whole }
    });
    let count = i64::try_from(criteria.len()).unwrap_or(1).max(1);
    shares.sum::<i64>() / count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{programme::sample, tiers::WindowFacts};

    fn facts(sales: i64, certified_people: i64, won: i64) -> TierFacts {
        let window = WindowFacts { sales, won, ..WindowFacts::default() };
        TierFacts { certified_people, windows: [(12, window)].into(), ..TierFacts::default() }
    }

    #[test]
    fn every_criterion_must_be_met() {
        let tiers = sample::programme().tiers;
        for (sales, people, won, tier) in [
            (0, 0, 0, "registered"),
            (299, 1, 0, "registered"),
            (300, 0, 0, "registered"),
            (300, 1, 0, "silver"),
            (1_199, 9, 9, "silver"),
            (1_200, 2, 2, "silver"),
            (1_200, 2, 3, "gold"),
            (9_999, 3, 9, "gold"),
            (3_000, 4, 8, "platinum"),
        ] {
            assert_eq!(evaluate(&tiers, &facts(sales, people, won)).current.key, tier, "{sales} {people} {won}");
        }
    }

    #[test]
    fn the_gap_and_the_track_are_told() {
        let tiers = sample::programme().tiers;
        let verdict = evaluate(&tiers, &facts(960, 2, 1));
        let next = verdict.next.expect("not at the top");
        assert_eq!(next.tier.key, "gold");
        let missing: Vec<i64> = next.criteria.iter().map(CriterionProgress::missing).collect();
        assert_eq!(missing, [240, 0, 2]);
        let stops: Vec<u16> = verdict.track.stops.iter().map(|stop| stop.at).collect();
        assert_eq!(stops, [0, 333, 666, 1_000]);
        // Points 660 of 900, people all, won 1 of 3: 688 thousandths of the way to the next stop.
        assert_eq!(verdict.track.here, 333 + 688 / 3);
        // Who holds less than it has earned is told of the tier above, and shown on its mark at most.
        let held = super::verdict(&tiers, "registered", &facts(1_200, 2, 3));
        assert_eq!((held.current.key.as_str(), held.track.here), ("registered", 333));
        assert!(held.next.is_some_and(|next| next.tier.key == "silver" && next.criteria.iter().all(|line| line.met)));
        assert_eq!(super::verdict(&tiers, "bronze", &facts(300, 1, 0)).current.key, "silver");
        let top = evaluate(&tiers, &facts(3_000, 4, 8));
        assert_eq!((top.next, top.track.here), (None, 1_000));
        assert_eq!(evaluate(&[], &facts(1, 1, 1)).current, TierName::default());
    }
}
