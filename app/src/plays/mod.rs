//! Plays: what a visit of both sides taught, from the first text to one that all find.

pub mod api;
mod new_page;
mod parts;
mod play_fields;
mod play_forms;
mod play_page;

pub use new_page::NewPlayPage;
pub use parts::{OpenPlays, PlayOfVisit};
pub use play_page::VisitPlayPage;
