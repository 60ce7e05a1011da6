//! Finding a text: what may be asked, and what is shown for it.

mod beside;
mod groups;
mod kept;
mod miss;
mod query;
mod readable;
mod search;
mod synonyms;
mod view;

pub use beside::{Beside, BesideKind, BesideLine, Suggested, names_in};
pub use groups::{BEST, OF_A_KIND, groups};
pub use kept::{ForgetSearchForm, KeptSearch, KeptSearches, RECENT_MAX, SAVED_MAX, SaveSearchForm, is_worth_keeping, kept_words};
pub use miss::{CloseMissForm, ClosedMissView, MissAsker, MissOutcome, MissView, MissesSheet, SynonymsSheet, miss_text};
pub use query::SearchQuery;
pub use readable::readable;
pub use search::Search;
pub use synonyms::{GROUP_MAX, GROUPS_MAX, SynonymMistake, SynonymText, SynonymsForm, WORD_MAX, Wrong, read_synonyms};
pub use view::{FacetCount, Facets, Fallback, Hit, HitGroup, SearchPage, Segment, Suggestion, plain};

pub use crate::publishing::DocumentKind;
