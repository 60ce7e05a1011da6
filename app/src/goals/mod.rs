//! The goal a company shares with the vendor: in a sentence, with its plan, and the forms that make it.

pub mod api;
mod goal_parts;
mod sentences;

pub use goal_parts::{AgreeSheet, ProposeSheet};
