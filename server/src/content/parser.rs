//! What the parser of TOML says in its English, taken apart for people who write files and not programs.

use jiso::programme::{Misfit, Wrong};
use toml::de::Error;

use super::lines::line_at;

/// What is no TOML, with its column: whoever writes by hand looks for a bracket or a quote.
pub fn no_toml(text: &str, error: &Error) -> Misfit {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let column = text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let said = error.message().replace('\n', ", ");
    let (what, expected) = said.split_once(", expected ").unwrap_or((&said, "TOML"));
    let wrong = Wrong::Toml { what: what.to_owned(), expected: expected.to_owned() };
    Misfit { line: line_at(text, at), column: Some(column), wrong }
}

/// A key or a value that does not fit where it stands.
pub fn misshapen(text: &str, error: &Error) -> Misfit {
    let at = error.span().map_or(0, |span| span.start);
    Misfit { line: line_at(text, at), column: None, wrong: taken_apart(error.message()) }
}

/// What serde says of a key or a value.
pub fn taken_apart(message: &str) -> Wrong {
    let mut text = message.replace('\n', ", ").replacen(", expected ", "; expected ", 1);
    for (theirs, ours) in [
        ("expected u8", "expected a whole number from 0 to 255"),
        ("expected u16", "expected a whole number from 0 to 65535"),
        ("expected u32", "expected a whole number from 0 to 4294967295"),
        ("expected i64", "expected a whole number"),
        ("expected a sequence", "expected a list"),
    ] {
        text = text.replace(theirs, ours);
    }
    let (what, expected) = match text.split_once("; expected ") {
        Some((what, expected)) => (what.to_owned(), expected.to_owned()),
        None => match text.strip_prefix("expected ") {
            Some(expected) => ("this cannot be read".to_owned(), expected.to_owned()),
            None => (text, "another value".to_owned()),
        },
    };
    if let Some(key) = what.strip_prefix("unknown field ") {
        Wrong::UnknownKey { key: key.to_owned(), known: expected }
    } else if let Some(key) = what.strip_prefix("missing field ") {
        Wrong::MissingKey(key.to_owned())
    } else if let Some(word) = what.strip_prefix("unknown variant ") {
        Wrong::UnknownWord { word: word.to_owned(), known: expected }
    } else {
        Wrong::Shape { what, expected }
    }
}
