//! What the console shows of the programme. Rules and changes come as sentences in the reader's language: the browser then needs
//! neither the rules nor the words for them.

use serde::{Deserialize, Serialize};

use super::NumberField;
use crate::time::{Day, Timestamp};

/// `/console/programme`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeSheet {
    /// The version in force.
    pub now: VersionLine,
    pub parts: Vec<Part>,
    /// What comes next, and what it changes.
    pub next: Option<(VersionLine, Vec<String>)>,
    /// The newest first.
    pub history: Vec<VersionLine>,
    /// When the caller's own draft was saved.
    pub drafted: Option<Timestamp>,
}

/// One part of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub key: String,
    pub title: String,
    pub lines: Vec<PartLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartLine {
    pub name: String,
    pub sentences: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub number: i64,
    pub state: VersionState,
    pub valid_from: Timestamp,
    pub taken_at: Timestamp,
    /// None for what came from a file.
    pub by: Option<String>,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionState {
    Past,
    Now,
    /// Its day will come.
    Ahead,
    /// A newer one took its place before its day came.
    Overtaken,
}

impl VersionState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Now => "now",
            Self::Ahead => "ahead",
            Self::Overtaken => "overtaken",
        }
    }
}

/// `/console/programme/history`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDiff {
    pub from: VersionLine,
    pub to: VersionLine,
    pub changes: Vec<String>,
    /// The newest first.
    pub history: Vec<VersionLine>,
}

/// `/console/programme/edit`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSheet {
    pub text: String,
    /// None as long as the text is that of the newest version.
    pub saved_at: Option<Timestamp>,
    /// What the draft is compared with and will follow.
    pub newest: VersionLine,
    /// What others published since the draft was begun.
    pub meanwhile: Option<Meanwhile>,
    pub checked: Checked,
    /// Those that are changed most; none while the text has mistakes.
    pub numbers: Vec<NumberField>,
}

/// What others published since somebody began to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// The version on which the draft rests.
    pub base: i64,
    pub newest: VersionLine,
    pub changes: Vec<String>,
}

/// What came of looking at a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// In the order of the text; without any, the draft can be tried and published.
    pub flaws: Vec<Flaw>,
    /// From the newest version to the draft.
    pub changes: Vec<String>,
}

impl Checked {
    pub const fn is_sound(&self) -> bool {
        self.flaws.is_empty()
    }
}

/// A mistake in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// From 1.
    pub line: u32,
    /// What stands in that line.
    pub quoted: String,
    /// What is wrong and what was expected.
    pub text: String,
}

/// `/console/programme/publish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseSheet {
    pub draft: DraftSheet,
    /// The number it will have.
    pub number: i64,
    /// The first day that may be chosen.
    pub earliest: Day,
    /// Companies that would lose their tier, each a sentence.
    pub fallers: Vec<String>,
    /// How many were looked at.
    pub companies: u32,
    /// How long they are spared, from the earliest day.
    pub spared_until: Day,
}
