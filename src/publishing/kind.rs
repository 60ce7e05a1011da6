//! The kinds of documents a vendor writes.

use serde::{Deserialize, Serialize};

use crate::activity::closed_set;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Module,
    Lesson,
    Template,
    Script,
    Objection,
    Case,
    /// Made of a visit, with both sides' consent, and in no other way.
    Play,
    Faq,
    News,
    Checklist,
}

closed_set!(DocumentKind {
    Module = "module",
    Lesson = "lesson",
    Template = "template",
    Script = "script",
    Objection = "objection",
    Case = "case",
    Play = "play",
    Faq = "faq",
    News = "news",
    Checklist = "checklist",
});

impl DocumentKind {
    pub const KITS: [Self; 5] = [Self::Template, Self::Script, Self::Objection, Self::Play, Self::Case];

    /// The folder below `content/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Module | Self::Lesson => "modules",
            Self::Template => "kits/templates",
            Self::Script => "kits/scripts",
            Self::Objection => "kits/objections",
            Self::Case => "kits/cases",
            Self::Play => "kits/plays",
            Self::Faq => "faq",
            Self::News => "news",
            Self::Checklist => "checklists",
        }
    }

    pub const fn is_kit(self) -> bool {
        matches!(self, Self::Template | Self::Script | Self::Objection | Self::Play | Self::Case)
    }

    /// Whether its body may hold placeholders.
    pub const fn is_filled(self) -> bool {
        matches!(self, Self::Template | Self::Script | Self::Objection)
    }

    /// The front matter keys it may have, in the order of the edit form. The check and the form read the same table.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Module => &["title", "summary", "position", "badge"],
            Self::Lesson => &["title", "summary", "minutes", "video", "quiz"],
            Self::Template | Self::Script | Self::Objection | Self::Play => {
                &["title", "summary", "minutes", "industries", "sizes", "phases", "competitors", "owner", "valid_until"]
            }
            Self::Case => &[
                "title",
                "summary",
                "minutes",
                "industries",
                "sizes",
                "phases",
                "competitors",
                "owner",
                "valid_until",
                "customer",
                "days_to_win",
                "kits",
            ],
            Self::Faq => &["title", "summary", "topic"],
            Self::News => &["title", "summary", "date", "industries"],
            Self::Checklist => &["title", "summary", "step"],
        }
    }

    pub fn has_key(self, key: &str) -> bool {
        self.keys().contains(&key)
    }
}
