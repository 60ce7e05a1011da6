//! Finding a text: what may be asked, and what is shown for it.

mod kind;
mod query;
mod search;
mod view;

pub use kind::DocumentKind;
pub use query::SearchQuery;
pub use search::Search;
pub use view::{FacetCount, Facets, Fallback, Hit, SearchPage, Segment, Suggestion, plain};
