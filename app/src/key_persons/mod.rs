//! Key persons: who carries a partnership, the pact with the champion, and what becomes of the work of who has left.

mod api;
mod pact_parts;
mod people_forms;
mod people_page;

pub use people_page::{PartnerPeoplePage, PeoplePage};
