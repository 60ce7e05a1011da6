//! Tiers are data: any number of them, each with criteria over a trailing window. A company holds its tier until a review decides
//! otherwise. The same functions decide on the server and answer "what if" in the browser.

mod allowance;
mod announce;
mod evaluate;
#[cfg(test)]
mod exactness;
mod facts;
mod measure;
mod review;
mod simulate;
mod standing;
mod tier;

pub use allowance::{Allowance, ENDING_DAYS, Entitlement, entitlements};
pub use announce::Announcement;
pub use evaluate::{CriterionProgress, NextTier, TierName, TierVerdict, Track, TrackStop, evaluate, verdict};
pub use facts::{TierFacts, WindowFacts, measures, window_start, windows};
pub(crate) use measure::name_measures;
pub use measure::{CustomMeasure, MOST_NOTED, MeasureNote};
pub use review::{ReviewDay, TierReview};
pub use simulate::{EarlierTiers, TierRules, WinsNeeded, after_certificates, after_wins, wins_needed};
pub use standing::{Forecast, TierDecision, TierOutcome, TierStanding, enter, review};
pub use tier::{Tier, TierCriterion};
