//! How a registration comes to its yes, by the programme's rules: at once, by one person, or by several one after another.

use serde::{Deserialize, Serialize};

use super::{DealFacts, Territory};
use crate::{id::UserId, time::Timestamp};

/// A rule for some registrations. No two of a programme are about the same one; what no rule is about takes one yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRule {
    /// Keys of products; empty: all of them.
    #[serde(default)]
    pub products: Vec<String>,
    /// Keys of the tiers of those who register; empty: all of them.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Where the customer is; empty: anywhere, also where it is not said.
    #[serde(default)]
    pub territories: Vec<Territory>,
    /// From this amount on, in yen.
    #[serde(default)]
    pub from_yen: i64,
    /// Below this amount, in yen.
    #[serde(default)]
    pub below_yen: Option<i64>,
    /// So many people say yes, each another one.
    #[serde(default = "one")]
    pub steps: u8,
    /// Approved by the portal itself, when nothing similar is registered.
    #[serde(default)]
    pub auto: bool,
}

const fn one() -> u8 {
    1
}

/// What it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approving {
    /// Nobody, as long as nothing similar is registered; otherwise one.
    AtOnce,
    /// So many people.
    By(u8),
}

impl Approving {
    /// How many people it takes when people look at it.
    pub const fn people(self) -> u8 {
        match self {
            Self::AtOnce => 1,
            Self::By(people) => people,
        }
    }
}

/// Somebody of the vendor has said yes, and others are still to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yes {
    pub by: UserId,
    pub at: Timestamp,
}

impl ApprovalRule {
    pub const fn approving(&self) -> Approving {
        if self.auto { Approving::AtOnce } else { Approving::By(self.steps) }
    }

    pub fn is_for_tier(&self, tier: &str) -> bool {
        self.tiers.is_empty() || self.tiers.iter().any(|key| key == tier)
    }

    /// Whatever the tier.
    pub fn fits(&self, product: &str, territory: Option<Territory>, yen: i64) -> bool {
        let meant = self.products.is_empty() || self.products.iter().any(|key| key == product);
        let there = self.territories.is_empty() || territory.is_some_and(|territory| self.territories.contains(&territory));
        meant && there && yen >= self.from_yen && self.below_yen.is_none_or(|below| yen < below)
    }

    /// Some registration is meant by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let amounts = self.below_yen.is_none_or(|below| other.from_yen < below)
            && other.below_yen.is_none_or(|below| self.from_yen < below);
        amounts
            && meet(&self.products, &other.products)
            && meet(&self.tiers, &other.tiers)
            && meet(&self.territories, &other.territories)
    }
}

/// Lists of which an empty one means all.
fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|key| other.contains(key))
}

/// What these `facts` take in `tier`.
pub fn approving(rules: &[ApprovalRule], facts: &DealFacts, tier: &str) -> Approving {
    let found =
        rules.iter().find(|rule| rule.is_for_tier(tier) && rule.fits(&facts.product, facts.territory, facts.amount.minor));
    found.map_or(Approving::By(1), ApprovalRule::approving)
}
