//! Search from anywhere.

pub mod api;
mod find_box;

pub use find_box::FindBox;
