//! What is found beside texts: deals and people, each only for who may see them.

use serde::{Deserialize, Serialize};

use super::Segment;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BesideKind {
    Deals,
    People,
}

impl BesideKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::People => "people",
        }
    }
}

/// What the words name of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub kind: BesideKind,
    /// All there are; a few are shown.
    pub count: u32,
    pub lines: Vec<BesideLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideLine {
    pub title: Vec<Segment>,
    /// In the reader's words.
    pub note: String,
    pub url: String,
}

/// A line under the search field: where it leads, and what it is, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    pub title: String,
    pub note: String,
    pub url: String,
}
