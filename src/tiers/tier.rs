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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl TierCriterion {
    /// As the file writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Points { .. } => "points",
            Self::CertifiedPeople { .. } => "certified_people",
            Self::WonDeals { .. } => "won_deals",
            Self::RegisteredDeals { .. } => "registered_deals",
            Self::Revenue { .. } => "revenue",
        }
    }

    pub const fn need(self) -> i64 {
        match self {
            Self::Points { min, .. }
            | Self::CertifiedPeople { min }
            | Self::WonDeals { min, .. }
            | Self::RegisteredDeals { min, .. }
            | Self::Revenue { min, .. } => min,
        }
    }

    pub const fn months(self) -> Option<u32> {
        match self {
            Self::Points { months, .. }
            | Self::WonDeals { months, .. }
            | Self::RegisteredDeals { months, .. }
            | Self::Revenue { months, .. } => Some(months),
            Self::CertifiedPeople { .. } => None,
        }
    }

    pub fn have(self, facts: &TierFacts) -> i64 {
        match self {
            Self::Points { axis, months, .. } => facts.window(months).points(axis),
            Self::CertifiedPeople { .. } => facts.certified_people,
            Self::WonDeals { months, .. } => facts.window(months).won,
            Self::RegisteredDeals { months, .. } => facts.window(months).registered,
            Self::Revenue { months, .. } => facts.window(months).won_yen,
        }
    }

    pub fn is_met(self, facts: &TierFacts) -> bool {
        self.have(facts) >= self.need()
    }

    /// The same measure, whatever its threshold.
    pub fn measures_like(self, other: &Self) -> bool {
        match (self, *other) {
            (Self::Points { axis, months, .. }, Self::Points { axis: other, months: its, .. }) => axis == other && months == its,
            (this, other) => std::mem::discriminant(&this) == std::mem::discriminant(&other) && this.months() == other.months(),
        }
    }
}
