//! `/console/trace`: which content stood before which deals, and what they won.

pub mod api;
mod behind;
mod trace_page;
mod trace_table;

pub use trace_page::TracePage;
