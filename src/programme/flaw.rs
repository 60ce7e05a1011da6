//! What can be wrong with the text of a programme, apart from the words for it.

use std::fmt;

use super::{Expected, TomlFault};

/// A mistake and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// From 1.
    pub line: usize,
    /// From 1; where the line alone does not help.
    pub column: Option<usize>,
    pub wrong: Wrong,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// No TOML.
    Toml(TomlFault),
    /// A key that nothing knows; `known` are those that may stand there.
    UnknownKey {
        key: String,
        known: String,
    },
    MissingKey(String),
    /// A word that is none of a closed set.
    UnknownWord {
        word: String,
        known: String,
    },
    /// A value of another shape, both in the parser's English.
    Shape {
        what: String,
        expected: String,
    },
    /// A value that cannot be as it is.
    Value {
        path: String,
        value: Option<String>,
        expected: Expected,
    },
}

/// For the operator who writes the file.
impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toml(_) => f.write_str("this line cannot be read as TOML"),
            Self::Shape { what, expected } => write!(f, "{what}; expected {expected}"),
            Self::UnknownKey { key, known } => write!(f, "unknown key {key}; expected {known}"),
            Self::MissingKey(key) => write!(f, "the key {key} is missing; expected it here"),
            Self::UnknownWord { word, known } => write!(f, "unknown word {word}; expected {known}"),
            Self::Value { path, value: Some(value), expected } => write!(f, "{path} is {value}; expected {expected}"),
            Self::Value { path, value: None, expected } => write!(f, "{path}; expected {expected}"),
        }
    }
}
