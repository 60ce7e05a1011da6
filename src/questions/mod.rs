//! Frequent questions and their answers.

mod questions;
mod view;

pub use questions::Questions;
pub use view::{FaqGroup, FaqItem, FaqSheet, grouped};
