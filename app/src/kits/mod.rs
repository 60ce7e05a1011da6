//! What a rep takes along.

pub mod api;
mod fill;
mod found;
mod kept;
mod kit_page;
mod kit_uses;
mod kits_page;
mod list;
mod parts;

pub use fill::as_blanks;
pub use kit_page::KitPage;
pub use kits_page::KitsPage;
