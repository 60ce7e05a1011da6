//! Phases, stops and next actions in words.

mod action;
mod gaps;
mod rate;
mod sentences;

pub use action::{action_href, action_title, button_text, evidence_link, why_text};
pub use gaps::gap_text;
pub use rate::{RateChart, RateTable};
pub use sentences::{evidence_text, remedy, state_tag};
