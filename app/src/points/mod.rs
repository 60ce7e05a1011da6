//! Points in words: what earns them, and what became of them.

mod sentences;

pub use sentences::{amount, cut_text, kind_name, pt, rule_text, state_tone};
