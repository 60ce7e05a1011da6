//! `/progress`: points, tier, and the ledger; and the tier's track, which other pages show too.

pub mod api;
mod criteria;
mod explained;
pub mod ledger;
pub mod months;
mod progress_page;
mod sentences;
mod simulator;
mod tier_track;
mod words;

pub use explained::explanation_text;
pub use progress_page::ProgressPage;
pub use sentences::{
    announced_text, criterion, criterion_state, entitlement_text, lately_text, measure, missing_all, standing_text,
    tier_headline, tier_lede, with_unit,
};
pub use tier_track::{TierTrack, TrackWords, tier_track};
