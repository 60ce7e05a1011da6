use serde::{Deserialize, Serialize};

/// What a found text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Module,
    Lesson,
    Template,
    Script,
    Objection,
    Case,
    Faq,
    News,
    Checklist,
}

impl DocumentKind {
    pub const ALL: [Self; 9] = [
        Self::Module,
        Self::Lesson,
        Self::Template,
        Self::Script,
        Self::Objection,
        Self::Case,
        Self::Faq,
        Self::News,
        Self::Checklist,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Lesson => "lesson",
            Self::Template => "template",
            Self::Script => "script",
            Self::Objection => "objection",
            Self::Case => "case",
            Self::Faq => "faq",
            Self::News => "news",
            Self::Checklist => "checklist",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

impl TryFrom<String> for DocumentKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_what_it_writes() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).ok(), Some(format!("\"{}\"", kind.as_str())));
        }
        assert_eq!(DocumentKind::parse("Lesson"), None);
    }
}
