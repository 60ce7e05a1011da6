//! The programme and its changes in words.

mod changes;
mod rules;

pub use changes::{change_text, faller_text};
pub use rules::{campaign_text, criteria_text, criterion_text, rule_sentence};
