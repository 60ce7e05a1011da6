//! The search index of a node: derived from the database, local, and disposable.
//!
//! | to read first | holds |
//! |---|---|
//! | `document` | what is indexed of a text |
//! | `index` | opened, fed from the change feed, replaced |
//! | `analysis` | text into terms, the same for texts and questions; `glyphs` and `variants` leave out what does not matter |
//! | `query` | from a question to a page of hits; `passage` looks closely at the best of them |
//! | `synonyms`, `meant` | the same question in other words, and what was probably meant |
//! | `excerpt` | what is shown of a hit |
//! | `evaluate` | how well it finds |

mod analysis;
mod columns;
mod common;
mod cutting;
mod document;
mod evaluate;
mod excerpt;
mod facets;
mod failure;
mod files;
mod first;
mod glyphs;
mod index;
mod letters;
mod meant;
mod passage;
mod query;
mod question;
mod schema;
mod side;
mod spelling;
mod stopwatch;
mod stored;
mod suggest;
mod synonyms;
mod texts;
mod typed;
mod variants;
mod weights;

pub use document::{Change, SearchDocument};
pub use evaluate::{Report, evaluate};
pub use failure::SearchError;
pub use index::SearchIndex;
pub use query::marked;
pub use synonyms::{Synonyms, word_key};
