//! Finding a text: what may be asked, and what is shown for it.

mod beside;
mod groups;
mod kept;
mod miss;
mod names;
mod others_line;
mod query;
mod readable;
mod search;
mod seen;
mod synonyms;
mod view;
mod wanted_word;

pub use beside::{Beside, BesideKind, BesideLine, Suggested};
pub use groups::{BEST, OF_A_KIND, groups};
pub use kept::{ForgetSearchForm, KeptSearch, KeptSearches, RECENT_MAX, SAVED_MAX, SaveSearchForm, is_worth_keeping, kept_words};
pub use miss::{CloseMissForm, ClosedMissView, MissAsker, MissOutcome, MissView, MissesSheet, SynonymsSheet, miss_text};
pub use names::{NameFirst, name_first, names_in, without_honorific, words_of_name};
pub use others_line::OthersLine;
pub use query::SearchQuery;
pub use readable::readable;
pub use search::Search;
pub use synonyms::{GROUP_MAX, GROUPS_MAX, SynonymMistake, SynonymText, SynonymsForm, WORD_MAX, Wrong, read_synonyms};
pub use view::{FacetCount, Facets, Fallback, Hit, HitGroup, SearchPage, Segment, Suggestion, plain};
pub use wanted_word::{WantedPlace, WantedWord};

pub use crate::publishing::DocumentKind;
