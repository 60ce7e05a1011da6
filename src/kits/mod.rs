//! What a rep takes along: proposal templates, talk scripts, answers to objections, success stories.

mod counts;
mod filter;
mod form;
mod kits;
mod view;

pub use counts::KitCounts;
pub use filter::{KitFacets, KitFilter};
pub use form::{FillForm, FillValues, long_date};
pub use kits::Kits;
pub use view::{CaseView, DealChoice, FillField, KitCard, KitLink, KitList, KitSheet, RELATED_MAX, related};
