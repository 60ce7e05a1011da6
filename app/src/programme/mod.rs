//! The programme and its changes in words.

mod changes;
mod phases;
mod rules;

pub use changes::{change_text, faller_text};
pub use phases::{health_sentence, leaving_text, phase_sentence, stall_sentence};
pub use rules::{campaign_text, criteria_text, criterion_text, rule_sentence};
