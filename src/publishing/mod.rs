//! The vendor's texts: what kinds there are, what each must say about itself, and how a text goes from draft to reader.
//!
//! Reading order: [`DocumentKind`], [`DocumentPath`], [`FrontMatter`] (as written) → [`Meta`] (what it means), [`Document`].

mod check;
mod document;
mod edit_parts;
mod facets;
mod form;
mod front_matter;
mod kind;
mod language;
mod meta;
mod path;
mod placeholder;
mod publishing;
mod quiz;
mod reach;
mod template;
#[cfg(test)]
mod tests;
mod view;

pub use check::{FrontMatterMistake, KeyExpected};
pub use document::{Document, DocumentStatus, IMPORTED, Refusal, Revision, Standing};
pub use edit_parts::{QuestionForm, StepForm, VideoForm};
pub use facets::{CompanySize, Competitor, Facets, FaqTopic, Industry, SalesPhase};
pub use form::{BODY_MAX, Draft, EditForm, NewDocument, NewDocumentForm, PreviewForm, PublishForm, Restoration, RestoreForm};
pub use front_matter::{FrontMatter, QuestionKeys, StepKeys, VideoKeys};
pub use kind::DocumentKind;
pub use language::{each_in_language, in_language};
pub use meta::{CaseFacts, Details, KitFacts, Meta, Step, StepAfter, StepOwner, Video, VideoSource};
pub use path::{DocumentPath, NotAPath, is_slug};
pub use placeholder::{
    BodyMistake, Placeholder, PlaceholderName, Values, body_mistakes, escaped, fill, names_used, placeholders, with_blanks,
};
pub use publishing::Publishing;
pub use quiz::{OPTIONS_MAX, QUESTIONS_MAX, Question, QuestionKind};
pub use reach::{Reach, reaches};
pub use template::{MARKS, TemplatePart, is_mark, template_parts, with_prices};
pub use view::{ContentFilter, ContentLine, ContentQuery, DiffKind, DiffLine, EditSheet, Preview, RevisionDiff, RevisionLine};
