//! Tiers are data: any number of them, each with criteria over a trailing window. The same functions decide on the server
//! and answer "what if" in the browser.

mod evaluate;
mod facts;
mod simulate;
mod tier;

pub use evaluate::{CriterionProgress, NextTier, TierName, TierVerdict, Track, TrackStop, evaluate};
pub use facts::{TierFacts, WindowFacts, window_start, windows};
pub use simulate::{TierRules, WinsNeeded, after_certificates, after_wins, wins_needed};
pub use tier::{Tier, TierCriterion};
