//! Points in words: what earns them, and what became of them.

mod sentences;

pub use sentences::{amount, kind_name, pt, rule_text, state_tone};
