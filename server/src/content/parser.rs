//! What the parser of TOML says in its English, taken apart for people who write files and not programs.

use jiso::programme::{Misfit, TomlFault, Wrong};
use toml::de::Error;

use super::lines::line_at;

/// What is no TOML, with its column: whoever writes by hand looks for a bracket or a quote.
fn no_toml(text: &str, error: &Error) -> Misfit {
    let span = error.span().unwrap_or_default();
    let at = span.start.min(text.len());
    let column = text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let fault = TomlFault::of(error.message(), text.get(span).unwrap_or_default());
    Misfit { line: line_at(text, at), column: Some(column), wrong: Wrong::Toml(fault) }
}

/// The first of each line. What follows on an open bracket is read as a part of what it opens, so nothing is said of it.
pub fn first_of_lines(text: &str, errors: &[Error]) -> Vec<Misfit> {
    let is_open = |one: &Misfit| matches!(one.wrong, Wrong::Toml(TomlFault::OpenList | TomlFault::OpenTable));
    let mut found: Vec<Misfit> = errors.iter().map(|error| no_toml(text, error)).collect();
    found.sort_by_key(|one| (one.line, !is_open(one), one.column));
    found.dedup_by_key(|one| one.line);
    if let Some(open) = found.iter().position(is_open) {
        found.truncate(open + 1);
    }
    found
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

#[cfg(test)]
mod tests {
    use jiso::{lang::Lang, programme::TomlFault as F};
    use jiso_app::programme::wrong_text;
    use toml::de::DeTable;

    use super::*;

    /// Broken texts, the line that is named, and what is wrong there.
    const BROKEN: [(&str, usize, F); 50] = [
        ("opens = \"09:00\ncloses = \"18:00\"\n", 1, F::OpenText),
        ("opens = '09:00\n", 1, F::OpenText),
        ("text = \"\"\"abc\n", 2, F::OpenText),
        ("a = 1\nb = [\n", 2, F::OpenList),
        ("b = [1,\nc = 2\n", 2, F::OpenList),
        ("a = { b = 1", 1, F::OpenTable),
        ("a = { b = 1 ]\n", 1, F::OpenTable),
        ("[vendor\nname = 1\n", 1, F::OpenHeading),
        ("[[tiers]\nkey = 1\n", 1, F::OpenHeading),
        ("a = ]\n", 1, F::NothingOpened),
        ("a = }\n", 1, F::NothingOpened),
        ("] = 1\n", 1, F::NothingOpened),
        ("version 1\n", 1, F::NoEquals),
        ("version\n", 1, F::NoEquals),
        ("version ＝ 1\n", 1, F::NoEquals),
        ("a = { b 1 }\n", 1, F::NoEquals),
        ("version = = 1\n", 1, F::TwoEquals),
        ("a = { b = = 1 }\n", 1, F::TwoEquals),
        ("version =\nother = 1\n", 1, F::NoValue),
        ("version = # none\n", 1, F::NoValue),
        ("a = [1 2, \"b\" \"c\"]\n", 1, F::Stray),
        ("a = [\"b\" \"c\"]\n", 1, F::NoComma),
        ("a = { b = \"1\" c = 2 }\n", 1, F::NoComma),
        ("a = [1,,2]\n", 1, F::ExtraComma),
        ("a = { b = 1,, c = 2 }\n", 1, F::ExtraComma),
        ("version = 1 2\n", 1, F::Stray),
        ("version = \"1\" \"2\"\n", 1, F::Stray),
        ("yen = 1,000\n", 1, F::Stray),
        ("opens = nine\n", 1, F::NoQuotes),
        ("name = 山田\n", 1, F::NoQuotes),
        ("name = “Yamada”\n", 1, F::NoQuotes),
        ("name = five people\n", 1, F::NoQuotes),
        ("name = foo\n", 1, F::NoQuotes),
        ("name = Yamada\"\n", 1, F::NoOpeningQuote),
        ("a = 1\na = 2\n", 2, F::Duplicate),
        ("[a]\n[b]\n[a]\n", 3, F::Duplicate),
        ("a = 1\na.b = 2\n", 2, F::Duplicate),
        ("= 1\n", 1, F::NoKey),
        ("[]\n", 1, F::NoKey),
        ("版 = 1\n", 1, F::BadKey),
        ("a = \"C:\\data\"\n", 1, F::BadEscape),
        ("a = \"\\u12\"\n", 1, F::BadEscape),
        ("a = 007\n", 1, F::BadNumber),
        ("a = 1__0\n", 1, F::BadNumber),
        ("a = 1.\n", 1, F::BadNumber),
        ("a = 0xzz\n", 1, F::BadNumber),
        ("a = 2026-13-01\n", 1, F::BadDate),
        ("a = True\n", 1, F::BadBoolean),
        ("a = \"b\u{1}\"\n", 1, F::ControlCharacter),
        ("# a\u{1}\n", 1, F::ControlCharacter),
    ];

    fn first(text: &str) -> Misfit {
        let (_, broken) = DeTable::parse_recoverable(text);
        first_of_lines(text, &broken).into_iter().next().unwrap()
    }

    /// The longest run of Latin letters, apart from words that the reader has to write as they are.
    fn longest_latin(told: &str) -> usize {
        let told = ["TOML", "true", "false"].iter().fold(told.to_owned(), |told, word| told.replace(word, ""));
        told.split(|c: char| !c.is_ascii_alphabetic()).map(str::len).max().unwrap_or_default()
    }

    #[test]
    fn what_is_no_toml_has_one_sentence_in_the_language_of_its_reader() {
        for (text, line, fault) in BROKEN {
            let misfit = first(text);
            assert_eq!((misfit.line, &misfit.wrong), (line, &Wrong::Toml(fault)), "{text:?}");
            let [ja, en] = [Lang::Ja, Lang::En].map(|l| wrong_text(l, &misfit.wrong));
            assert!(longest_latin(&ja) <= 3 && ja.ends_with('。'), "{text:?}: {ja}");
            assert!(en.is_ascii() && en.ends_with('.'), "{text:?}: {en}");
        }
    }

    #[test]
    fn words_that_nobody_knows_are_no_toml_all_the_same() {
        let unknown = Wrong::Toml(F::of("something new, expected nothing", ""));
        assert_eq!(wrong_text(Lang::Ja, &unknown), "この行はTOMLとして読み取れません。");
        assert_eq!(wrong_text(Lang::En, &unknown), "This line cannot be read as TOML.");
    }

    #[test]
    fn a_line_has_one_mistake_and_nothing_follows_on_an_open_list() {
        for (text, lines) in [("a = = 1 2 3\nb = 1\nc = x y\n", &[1, 3][..]), ("a = [\nb = \"c\"\n[d]\ne = f\n", &[2][..])] {
            let (_, broken) = DeTable::parse_recoverable(text);
            let found: Vec<usize> = first_of_lines(text, &broken).iter().map(|one| one.line).collect();
            assert_eq!(found, lines, "{text:?}");
        }
    }
}
