//! Joint visits: asked for, arranged, confirmed by both sides, and what each takes home.

pub mod api;
mod parts;
mod plan_parts;
mod request_page;
mod visit_forms;
mod visit_page;
mod visits_page;
mod words;

pub use parts::{VisitsSheet, VisitsToAnswer, VisitsWaiting};
pub use request_page::RequestVisitPage;
pub use visit_page::VisitPage;
pub use visits_page::VisitsPage;
pub use words::span;
