//! Joint visits: the partner's report, the vendor's word.

pub mod api;
mod parts;

pub use parts::{VisitsSheet, VisitsToAnswer, VisitsWaiting};
