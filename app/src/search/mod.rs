//! Search from anywhere.

mod find_box;

pub use find_box::FindBox;
