use serde::{Deserialize, Serialize};

use super::{Beside, DocumentKind};
use crate::{lang::Lang, time::Day};

/// A piece of text, marked where it answers the question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub text: String,
    pub mark: bool,
}

/// The text of segments without their marks.
pub fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|s| s.text.as_str()).collect()
}

/// One found text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The key under which the document was indexed.
    pub doc: String,
    pub kind: DocumentKind,
    pub lang: Lang,
    pub title: Vec<Segment>,
    pub excerpt: Vec<Segment>,
    pub url: String,
    pub minutes: Option<u16>,
    /// Of news, when they are from.
    pub date: Option<Day>,
}

/// Found texts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitGroup {
    pub kind: DocumentKind,
    pub hits: Vec<Hit>,
}

/// How many of the found texts have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    pub value: String,
    pub count: u32,
}

/// What the list can be narrowed to. Each list counts under the other filters, so that another value can be chosen; a text
/// that is for all industries (sizes, phases) is counted with every one of them. The value that is chosen is in its list whatever
/// its count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub kinds: Vec<(DocumentKind, u32)>,
    pub industries: Vec<FacetCount>,
    pub sizes: Vec<FacetCount>,
    pub phases: Vec<FacetCount>,
    /// Only those that texts name.
    pub competitors: Vec<FacetCount>,
    /// There are more texts than were counted.
    pub at_least: bool,
}

/// What was done because no text has a word as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// Latin words that differ from it by one letter were looked for.
    NearSpelling,
}

/// One screenful of found texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each goes with any other")]
pub struct SearchPage {
    pub hits: Vec<Hit>,
    /// The best of the others by kind; where there are any, `hits` are the best of all only.
    pub groups: Vec<HitGroup>,
    /// At most as many as can be paged through.
    pub total: u32,
    /// There are more than that.
    pub at_least: bool,
    /// From 1.
    pub page: u32,
    pub has_more: bool,
    pub facets: Facets,
    /// Deals and people that the words name.
    pub beside: Vec<Beside>,
    pub fallback: Option<Fallback>,
    /// The question with words that the texts have, where a word of it is in none or hardly one.
    pub meant: Option<String>,
    /// Nothing answers the whole question; what is shown has a part of its words.
    #[serde(default)]
    pub only_near: bool,
    /// The reader has saved this search.
    pub saved: bool,
    pub took_micros: u32,
}

impl SearchPage {
    /// There is nothing on it to open.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.beside.is_empty()
    }
}

/// A title that goes on from what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub title: String,
    pub url: String,
    pub kind: DocumentKind,
}
