//! Phases, stops and next actions in words.

mod action;
mod sentences;

pub use action::{action_href, action_title, button_text, evidence_link, why_text};
pub use sentences::{evidence_text, remedy, state_tag};
