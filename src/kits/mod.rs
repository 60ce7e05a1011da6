//! What a rep takes along: proposal templates, talk scripts, answers to objections, success stories.

mod assemble;
mod at_hand;
mod counts;
mod filter;
mod form;
mod kits;
mod uses;
mod view;

pub use assemble::{PARTS, assemble};
pub use at_hand::{AT_HAND_MAX, OpenDeal, at_hand};
pub use counts::KitCounts;
pub use filter::{KitFacets, KitFilter};
pub use form::{FillForm, FillValues, long_date};
pub use kits::Kits;
pub use uses::{DealUse, FavouriteForm, KitUses, UseKept, UsedForm, UsedHow};
pub use view::{CaseView, DealChoice, FillField, KitCard, KitLesson, KitLink, KitList, KitSheet, RELATED_MAX, related};
