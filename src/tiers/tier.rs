use serde::{Deserialize, Serialize};

use super::{Allowance, TierFacts};
use crate::{lang::Bilingual, points::Axis};

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub key: String,
    pub name: Bilingual,
    /// All of them must be met; the first tier has none.
    #[serde(default)]
    pub criteria: Vec<TierCriterion>,
    #[serde(default)]
    pub benefits: Vec<Bilingual>,
    /// Those of the benefits that are counted.
    #[serde(default)]
    pub allowances: Vec<Allowance>,
    /// Added to the margin of the partner's contract, in points of percent.
    #[serde(default)]
    pub extra_margin_percent: u8,
    /// How many registrations may be open at a time.
    pub open_registrations: u32,
}

impl Tier {
    pub fn is_met(&self, facts: &TierFacts) -> bool {
        self.criteria.iter().all(|criterion| criterion.is_met(facts))
    }
}

/// One thing a tier asks for. `months` is the length of the trailing window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TierCriterion {
    /// Confirmed points of an axis.
    Points {
        axis: Axis,
        min: i64,
        months: u32,
    },
    /// People who have finished the whole curriculum.
    CertifiedPeople {
        min: i64,
    },
    WonDeals {
        min: i64,
        months: u32,
    },
    RegisteredDeals {
        min: i64,
        months: u32,
    },
    /// Won amounts, in yen.
    Revenue {
        min: i64,
        months: u32,
    },
    /// What the vendor noted last for one of the programme's measures.
    Custom {
        key: String,
        min: i64,
        /// Those of the measure: the check of a programme puts them in, whatever its file says.
        #[serde(default)]
        name: Bilingual,
        #[serde(default)]
        unit: Bilingual,
    },
}

impl TierCriterion {
    /// As the file writes it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Points { .. } => "points",
            Self::CertifiedPeople { .. } => "certified_people",
            Self::WonDeals { .. } => "won_deals",
            Self::RegisteredDeals { .. } => "registered_deals",
            Self::Revenue { .. } => "revenue",
            Self::Custom { .. } => "custom",
        }
    }

    pub const fn need(&self) -> i64 {
        match self {
            Self::Points { min, .. }
            | Self::CertifiedPeople { min }
            | Self::WonDeals { min, .. }
            | Self::RegisteredDeals { min, .. }
            | Self::Revenue { min, .. }
            | Self::Custom { min, .. } => *min,
        }
    }

    pub const fn months(&self) -> Option<u32> {
        match self {
            Self::Points { months, .. }
            | Self::WonDeals { months, .. }
            | Self::RegisteredDeals { months, .. }
            | Self::Revenue { months, .. } => Some(*months),
            Self::CertifiedPeople { .. } | Self::Custom { .. } => None,
        }
    }

    /// The key of the measure it asks for.
    pub fn measure(&self) -> Option<&str> {
        if let Self::Custom { key, .. } = self { Some(key) } else { None }
    }

    pub fn have(&self, facts: &TierFacts) -> i64 {
        match self {
            Self::Points { axis, months, .. } => facts.window(*months).points(*axis),
            Self::CertifiedPeople { .. } => facts.certified_people,
            Self::WonDeals { months, .. } => facts.window(*months).won,
            Self::RegisteredDeals { months, .. } => facts.window(*months).registered,
            Self::Revenue { months, .. } => facts.window(*months).won_yen,
            Self::Custom { key, .. } => facts.custom.get(key).copied().unwrap_or_default(),
        }
    }

    pub fn is_met(&self, facts: &TierFacts) -> bool {
        self.have(facts) >= self.need()
    }

    /// The same measure, whatever its threshold.
    pub fn measures_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Points { axis, months, .. }, Self::Points { axis: other, months: its, .. }) => axis == other && months == its,
            (Self::Custom { key, .. }, Self::Custom { key: other, .. }) => key == other,
            (this, other) => std::mem::discriminant(this) == std::mem::discriminant(other) && this.months() == other.months(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiers::WindowFacts;

    #[test]
    fn every_kind_of_criterion_reads_its_own_number_of_its_own_window() {
        let year = WindowFacts { sales: 10, managed: 20, helping: 30, won: 4, registered: 5, won_yen: 600 };
        let quarter = WindowFacts { sales: 1, managed: 2, helping: 3, won: 0, registered: 1, won_yen: 60 };
        let facts = TierFacts {
            certified_people: 7,
            windows: [(12, year), (3, quarter)].into(),
            custom: [("plan".to_owned(), 8)].into(),
            ..TierFacts::default()
        };
        let points = |axis, min, months| TierCriterion::Points { axis, min, months };
        let noted = |key: &str, min| TierCriterion::Custom {
            key: key.into(),
            min,
            name: Bilingual::default(),
            unit: Bilingual::default(),
        };
        let cases = [
            (points(Axis::Sales, 10, 12), "points", 10, true),
            (points(Axis::Sales, 10, 3), "points", 1, false),
            (points(Axis::Managed, 21, 12), "points", 20, false),
            (points(Axis::Helping, 30, 12), "points", 30, true),
            (points(Axis::Helping, 1, 6), "points", 0, false),
            (TierCriterion::CertifiedPeople { min: 7 }, "certified_people", 7, true),
            (TierCriterion::WonDeals { min: 4, months: 12 }, "won_deals", 4, true),
            (TierCriterion::WonDeals { min: 1, months: 3 }, "won_deals", 0, false),
            (TierCriterion::RegisteredDeals { min: 6, months: 12 }, "registered_deals", 5, false),
            (TierCriterion::Revenue { min: 600, months: 12 }, "revenue", 600, true),
            (TierCriterion::Revenue { min: 600, months: 3 }, "revenue", 60, false),
            (noted("plan", 8), "custom", 8, true),
            (noted("other", 1), "custom", 0, false),
        ];
        for (criterion, name, have, met) in &cases {
            assert_eq!(
                (criterion.name(), criterion.have(&facts), criterion.is_met(&facts)),
                (*name, *have, *met),
                "{criterion:?}"
            );
            let alike = cases.iter().filter(|(other, ..)| criterion.measures_like(other)).count();
            assert_eq!(alike, 1, "{criterion:?} measures what no other does");
        }
        assert!(points(Axis::Sales, 1, 12).measures_like(&points(Axis::Sales, 9, 12)), "whatever its threshold");
    }
}
