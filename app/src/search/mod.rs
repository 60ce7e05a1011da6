//! Search from anywhere, and what the vendor does for it.

pub mod api;
mod console;
mod find_box;
mod searches_page;
mod synonyms_page;

pub use find_box::{FindBox, FindField};
pub use searches_page::SearchesPage;
pub use synonyms_page::SynonymsPage;
