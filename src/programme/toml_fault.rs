//! Why a text is no TOML, apart from the words for it.

/// What keeps a text from being TOML: what its parser says in its own English, as a closed set that has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TomlFault {
    /// A text without its closing quote.
    OpenText,
    /// `[` of a list without `]`.
    OpenList,
    /// `{` without `}`.
    OpenTable,
    /// `[` of a heading without `]`.
    OpenHeading,
    /// `]` or `}` that nothing opened.
    NothingOpened,
    NoEquals,
    TwoEquals,
    NoValue,
    NoComma,
    ExtraComma,
    /// More in a line than a key and its value.
    Stray,
    /// A text without quotes.
    NoQuotes,
    NoOpeningQuote,
    Duplicate,
    NoKey,
    BadKey,
    BadEscape,
    BadNumber,
    BadDate,
    /// `True` or `FALSE`.
    BadBoolean,
    ControlCharacter,
    Other,
}

impl TomlFault {
    /// From what the parser says, and what stands in the text where it says so.
    pub fn of(said: &str, found: &str) -> Self {
        let (what, expected) = said.split_once(", expected ").unwrap_or((said, ""));
        match what {
            "unclosed array" | "unexpected `=` in array" => Self::OpenList,
            "unclosed inline table" | "invalid inline table element" | "missing key for inline table element" => Self::OpenTable,
            "unclosed table" | "unclosed array table" => Self::OpenHeading,
            "missing array opening" | "missing inline table opening" | "missing table open" => Self::NothingOpened,
            "key with no value" | "missing value for key" | "missing assignment between key-value pairs" => Self::NoEquals,
            "extra `=`" | "extra assignment between key-value pairs" => Self::TwoEquals,
            "missing value" => Self::NoValue,
            "missing comma between array elements" | "missing comma between key-value pairs" => Self::NoComma,
            "extra comma in array" | "extra comma in inline table" => Self::ExtraComma,
            "unexpected key or value" | "unexpected content" | "unexpected content between comment and newline" => Self::Stray,
            "string values must be quoted" => unquoted(found),
            "missing opening quote" => Self::NoOpeningQuote,
            "duplicate key" => Self::Duplicate,
            "invalid key-value pair" | "unquoted keys cannot be empty" => Self::NoKey,
            "invalid table" if expected == "key" => Self::NoKey,
            "invalid table"
            | "invalid unquoted key"
            | "keys cannot be multi-line basic strings"
            | "keys cannot be multi-line literal strings" => Self::BadKey,
            "missing escaped value" | "too few unicode value digits" | "invalid value" => Self::BadEscape,
            "invalid comment character" | "carriage return must be followed by newline" => Self::ControlCharacter,
            "invalid datetime" | "invalid date-time" | "invalid date" | "invalid time" | "invalid offset" => Self::BadDate,
            // The parser takes every word that begins like `true`, `false`, `inf` or `nan` for that one.
            "invalid boolean" if ["true", "false"].iter().any(|word| found.eq_ignore_ascii_case(word)) => Self::BadBoolean,
            "invalid boolean" => Self::NoQuotes,
            "invalid float" if matches!(expected, "`inf`" | "`nan`") => Self::NoQuotes,
            "redundant numeric sign"
            | "unexpected sign"
            | "integers with a radix cannot be signed"
            | "radix must be lowercase"
            | "redundant integer number prefix"
            | "unexpected leading zero"
            | "invalid mantissa"
            | "invalid fraction"
            | "invalid exponent"
            | "invalid float"
            | "`_` may only go between digits" => Self::BadNumber,
            _ if what.starts_with("cannot extend value of type ") => Self::Duplicate,
            _ if what.starts_with("invalid ") && what.ends_with(" number") => Self::BadNumber,
            _ if what.starts_with("invalid ") && what.ends_with(" string") => in_text(expected),
            _ => Self::Other,
        }
    }
}

/// A value that is neither a number nor a word of TOML; where nothing stands, there is none.
fn unquoted(found: &str) -> TomlFault {
    let mut words = found.split_whitespace();
    match (words.next(), words.next()) {
        (None, _) => TomlFault::NoValue,
        (Some(first), Some(_)) if first.parse::<f64>().is_ok() => TomlFault::Stray,
        _ => TomlFault::NoQuotes,
    }
}

/// What is wrong within quotes.
fn in_text(expected: &str) -> TomlFault {
    match expected {
        "`\"`" | "`'`" => TomlFault::OpenText,
        "newline" => TomlFault::BadEscape,
        _ => TomlFault::ControlCharacter,
    }
}
