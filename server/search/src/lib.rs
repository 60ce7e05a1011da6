//! The search index of a node: derived from the database, local, and disposable.
//!
//! | to read first | holds |
//! |---|---|
//! | `document` | what is indexed of a text |
//! | `index` | opened, fed from the change feed, replaced |
//! | `analysis` | text into terms, the same for texts and questions; `glyphs` and `variants` leave out what does not matter |
//! | `query` | from a question to a page of hits; `passage` looks closely at the best of them; `language` chooses which version of a text is shown |
//! | `synonyms`, `meant` | the same question in other words (those of several terms only as they stand: `whole`, `within`), and what was probably meant |
//! | `spelling` | a word is told from a mistake, by how texts write it (`written`) and by `english`; `parted`: two words typed as one |
//! | `suggest`, `headings` | what goes on from a half-`typed` word: titles, then headings within texts |
//! | `named`, `labelled` | questions that name a kind of text, or for whom it is |
//! | `asking` | what a question asks for, without the words by which anybody asks |
//! | `excerpt` | what is shown of a hit, and where it opens; `spots` passes over what has nothing of the question, `window` is where most of it stands together |
//! | `evaluate` | how well it finds |

mod across;
mod analysis;
mod asked;
mod asking;
mod candidate;
mod columns;
mod common;
mod cutting;
mod document;
mod endings;
mod english;
mod evaluate;
mod excerpt;
mod facets;
mod failure;
mod files;
mod first;
mod glyphs;
mod headings;
mod index;
mod labelled;
mod language;
mod letters;
mod meanings;
mod meant;
mod named;
mod parted;
mod passage;
mod query;
mod question;
mod says;
mod schema;
mod side;
mod sounds;
mod spelling;
mod spots;
mod stopwatch;
mod stored;
mod suggest;
mod synonyms;
mod texts;
mod typed;
mod variants;
mod weights;
mod whole;
mod window;
mod within;
mod written;

pub use document::{Change, SearchDocument};
pub use evaluate::{Report, evaluate};
pub use failure::SearchError;
pub use headings::Heading;
pub use index::SearchIndex;
pub use named::{Labels, Named};
pub use query::marked;
pub use synonyms::{Synonyms, word_key};
