//! Shared goals: proposed, agreed to and followed by both sides.

pub mod api;
mod goals_page;
mod parts;
mod words;

pub use goals_page::GoalsPage;
pub use parts::{GoalForms, GoalSheet, done_notice, goal_forms};
pub use words::{counted_target, goal_title};
