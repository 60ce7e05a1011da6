use serde::{Deserialize, Serialize};

use super::{document::DocumentStatus, form::EditForm, kind::DocumentKind, path::DocumentPath};
use crate::{
    id::{DocumentId, PlayId, QuestionId, RevisionId},
    lang::Lang,
    time::{Day, Timestamp},
};

/// One line of `/console/content`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLine {
    pub document: DocumentId,
    pub kind: DocumentKind,
    /// For lessons.
    pub module: Option<String>,
    pub position: Option<u32>,
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub status: DocumentStatus,
    pub updated_at: Timestamp,
    pub by: String,
    pub valid_until: Option<Day>,
    /// `valid_until` has passed.
    pub stale: bool,
}

/// The list's query as it stands in the address bar; what cannot be understood is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentFilter {
    pub kind: String,
    pub lang: String,
    pub status: String,
    /// Part of a title or slug.
    pub text: String,
    pub stale: bool,
    pub page: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentQuery {
    pub kind: Option<DocumentKind>,
    pub lang: Option<Lang>,
    pub status: Option<DocumentStatus>,
    pub text: Option<String>,
    pub stale: bool,
    /// From 1.
    pub page: u32,
}

impl ContentFilter {
    pub fn read(&self) -> ContentQuery {
        let typed: String = self.text.chars().filter(|c| !c.is_control()).collect();
        let text = typed.trim();
        ContentQuery {
            kind: DocumentKind::parse(&self.kind),
            lang: Lang::parse(&self.lang),
            status: DocumentStatus::parse(&self.status),
            text: (!text.is_empty()).then(|| text.chars().take(100).collect()),
            stale: self.stale,
            page: self.page.parse().ok().filter(|page| *page >= 1).unwrap_or(1),
        }
    }
}

/// `/console/content/:id`. The form holds the answers of quizzes: for editors only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditSheet {
    pub path: DocumentPath,
    pub status: DocumentStatus,
    /// Filled with the newest revision.
    pub form: EditForm,
    /// The body as readers would see it: the one just typed where the page is shown again, else the newest revision's.
    pub html: String,
    pub valid_until: Option<Day>,
    pub stale: bool,
    /// The play that it is, which is changed by the two sides only.
    pub play: Option<PlayId>,
    /// The same text in the other language, when there is one.
    pub translation: Option<DocumentId>,
    /// The question that it answers, where it was made of one.
    pub question: Option<(QuestionId, String)>,
    /// Newest first.
    pub history: Vec<RevisionLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionLine {
    pub id: RevisionId,
    /// From 1.
    pub number: u32,
    pub at: Timestamp,
    pub by: String,
    /// The one readers see now.
    pub published: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionDiff {
    pub document: DocumentId,
    pub title: String,
    pub from: RevisionLine,
    pub to: RevisionLine,
    pub lines: Vec<DiffLine>,
    /// All there is to compare, newest first.
    pub history: Vec<RevisionLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffLine {
    pub kind: DiffKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiffKind {
    Same,
    Added,
    Removed,
}

/// A text as readers would see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub html: String,
}
