//! Finding a text: what may be asked, and what is shown for it.

mod query;
mod readable;
mod search;
mod view;

pub use query::SearchQuery;
pub use readable::readable;
pub use search::Search;
pub use view::{FacetCount, Facets, Fallback, Hit, SearchPage, Segment, Suggestion, plain};

pub use crate::publishing::DocumentKind;
