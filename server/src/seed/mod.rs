//! A database as large as one wants, the same every time: for measuring, not for looking at.
//!
//! `history` makes up what happened at a company, `books` derives its standing and points with the portal's own rules, `load`
//! writes both down.

pub(crate) mod books;
mod history;
mod load;

pub use load::{Loaded, SeedError, Size, load};
