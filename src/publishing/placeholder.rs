//! `{{customer}}` and its like: found, checked and filled in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    kind::DocumentKind,
    reach::Reach,
    template::{is_mark, mark_mistakes, part_mistakes},
};
use crate::{
    activity::closed_set,
    failure::{FieldErrors, Problem},
    scripts::{Script, ScriptMistake},
};

/// Every name that may stand between the braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceholderName {
    Customer,
    Contact,
    Industry,
    Employees,
    Product,
    Partner,
    Rep,
    Amount,
    Date,
}

closed_set!(PlaceholderName {
    Customer = "customer",
    Contact = "contact",
    Industry = "industry",
    Employees = "employees",
    Product = "product",
    Partner = "partner",
    Rep = "rep",
    Amount = "amount",
    Date = "date",
});

/// A pair of braces in a body, whatever stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    pub name: String,
    /// From 1.
    pub line: u32,
}

/// What to put in place of the placeholders. An empty text is no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values(BTreeMap<PlaceholderName, String>);

impl Values {
    pub fn get(&self, name: PlaceholderName) -> &str {
        self.0.get(&name).map_or("", String::as_str)
    }

    #[must_use]
    pub fn with(mut self, name: PlaceholderName, value: &str) -> Self {
        let value = value.trim();
        if !value.is_empty() {
            self.0.insert(name, value.to_owned());
        }
        self
    }

    /// These values, and where there is none, those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut values = other;
        values.0.extend(self.0);
        values
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub fn placeholders(body: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut line = 1;
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => line += newlines(text),
            Piece::Braces { name, .. } => found.push(Placeholder { name: name.to_owned(), line }),
        }
    }
    found
}

/// The known names a body uses, each once, in the order in which they are asked for.
pub fn names_used(body: &str) -> Vec<PlaceholderName> {
    let found = placeholders(body);
    PlaceholderName::ALL.iter().copied().filter(|name| found.iter().any(|p| p.name == name.as_str())).collect()
}

/// `body` with the values put in. They are escaped, so that a customer called `*A* | B` cannot change the document; a
/// placeholder without a value stays as it is.
pub fn fill(body: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(body.len());
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Braces { name, written } => match PlaceholderName::parse(name).map(|name| values.get(name)) {
                Some(value) if !value.is_empty() => escape_into(&mut filled, value),
                _ => filled.push_str(written),
            },
        }
    }
    filled
}

/// A text in which what stands for each placeholder that is left is shown instead, where `shown` knows something.
pub fn with_blanks(text: &str, shown: impl Fn(PlaceholderName) -> Option<String>) -> String {
    let mut made = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => made.push_str(text),
            Piece::Braces { name, written } => match PlaceholderName::parse(name).and_then(&shown) {
                Some(blank) => made.push_str(&blank),
                None => made.push_str(written),
            },
        }
    }
    made
}

/// A mistake in a body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyMistake {
    #[error("expected one of the known placeholders, found {{{{{name}}}}}")]
    UnknownPlaceholder { line: u32, name: String },
    #[error("expected no placeholders in this kind of document, found {{{{{name}}}}}")]
    PlaceholderNotHere { line: u32, name: String },
    #[error("expected headings from ## on, the title is the page's only #")]
    TopHeading { line: u32 },
    #[error("expected }}}} on the same line after {{{{")]
    Unclosed { line: u32 },
    #[error("expected {{{{edit}}}} and {{{{end}}}} in pairs")]
    Mark { line: u32, mark: &'static str },
    #[error("expected {mark}, without spaces in it, alone on its line")]
    MarkNotAlone { line: u32, mark: &'static str },
    #[error("expected {{{{bundle}}}} outside of {{{{edit}}}} and {{{{end}}}}")]
    BundleInEdit { line: u32 },
    #[error("expected {{{{bundle}}}} only once")]
    BundleAgain { line: u32 },
    /// Of a part of a template.
    #[error("{0}")]
    Reach(Reach),
    /// Of the branches of a talk script.
    #[error("{0}")]
    Script(ScriptMistake),
}

pub fn body_mistakes(kind: DocumentKind, body: &str) -> Vec<BodyMistake> {
    let mut mistakes = Vec::new();
    let is_template = kind == DocumentKind::Template;
    for Placeholder { name, line } in placeholders(body) {
        if is_template && is_mark(&format!("{{{{{name}}}}}")) {
            continue;
        }
        if !kind.is_filled() {
            mistakes.push(BodyMistake::PlaceholderNotHere { line, name });
        } else if PlaceholderName::parse(&name).is_none() {
            mistakes.push(BodyMistake::UnknownPlaceholder { line, name });
        }
    }
    let mut fenced = false;
    for (text, line) in body.lines().zip(1..) {
        if is_unclosed(text) {
            mistakes.push(BodyMistake::Unclosed { line });
        }
        let text = text.trim_start();
        fenced ^= text.starts_with("```") || text.starts_with("~~~");
        if !fenced && text.starts_with("# ") {
            mistakes.push(BodyMistake::TopHeading { line });
        }
    }
    if is_template {
        mistakes.extend(mark_mistakes(body));
        mistakes.extend(part_mistakes(body));
    }
    if kind == DocumentKind::Script {
        mistakes.extend(Script::mistakes(body).into_iter().map(BodyMistake::Script));
    }
    mistakes
}

/// Whether the last braces of a line are opened and not closed.
fn is_unclosed(mut line: &str) -> bool {
    while let Some((_, inside)) = line.split_once("{{") {
        match inside.split_once("}}") {
            Some((_, rest)) => line = rest,
            None => return true,
        }
    }
    false
}

impl BodyMistake {
    /// From 1, within the body.
    pub const fn line(&self) -> u32 {
        match self {
            Self::UnknownPlaceholder { line, .. }
            | Self::PlaceholderNotHere { line, .. }
            | Self::TopHeading { line }
            | Self::Unclosed { line }
            | Self::Mark { line, .. }
            | Self::MarkNotAlone { line, .. }
            | Self::BundleInEdit { line }
            | Self::BundleAgain { line } => *line,
            Self::Reach(reach) => reach.line(),
            Self::Script(mistake) => mistake.line,
        }
    }

    pub fn add_to(self, errors: &mut FieldErrors) {
        errors.add("body", self.problem());
    }

    /// What a form says of it.
    pub fn problem(self) -> Problem {
        match self {
            Self::UnknownPlaceholder { line, name } => Problem::UnknownPlaceholder { line, name },
            Self::PlaceholderNotHere { line, name } => Problem::PlaceholderNotHere { line, name },
            Self::TopHeading { line } => Problem::TopHeading { line },
            Self::Unclosed { line } => Problem::UnclosedPlaceholder { line },
            Self::Mark { line, mark } => Problem::UnpairedMark { line, mark: mark.to_owned() },
            Self::MarkNotAlone { line, mark } => Problem::MarkNotAlone { line, mark: mark.to_owned() },
            Self::BundleInEdit { line } => Problem::BundleInEdit { line },
            Self::BundleAgain { line } => Problem::BundleAgain { line },
            Self::Reach(reach) => reach.problem(),
            Self::Script(ScriptMistake { line, fault, name }) => Problem::BrokenScript { line, fault, name },
        }
    }
}

enum Piece<'a> {
    Text(&'a str),
    Braces { name: &'a str, written: &'a str },
}

/// Braces that are not closed on their line are text.
fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = body;
    let mut text_until = 0;
    while let Some(open) = rest[text_until..].find("{{").map(|at| at + text_until) {
        let inside = &rest[open + 2..];
        let line_end = inside.find('\n').unwrap_or(inside.len());
        let Some(close) = inside[..line_end].find("}}") else {
            text_until = open + 2;
            continue;
        };
        pieces.push(Piece::Text(&rest[..open]));
        pieces.push(Piece::Braces { name: inside[..close].trim(), written: &rest[open..open + close + 4] });
        rest = &inside[close + 2..];
        text_until = 0;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// A line that means nothing but what it says.
pub fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    escape_into(&mut text, value);
    text
}

/// Only what could mean something inside a paragraph, a table or at the start of a line gets a backslash: the filled text
/// is also copied into mails, where every backslash is noise.
fn escape_into(filled: &mut String, value: &str) {
    let ordinal = value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ordinal_end = value.len() - ordinal;
    for (i, c) in value.char_indices() {
        let always = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '{' | '}' | '$');
        let leading = i == 0 && matches!(c, '#' | '+' | '-' | '=' | ':');
        let list = i == ordinal_end && i > 0 && matches!(c, '.' | ')');
        if always || leading || list {
            filled.push('\\');
        }
        filled.push(if c.is_control() { ' ' } else { c });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_with_their_line() {
        let found = placeholders("{{customer}} {{ contact }}様\n\n{{date}} {{unclosed\n}} {{{rep}}}");
        let found: Vec<(&str, u32)> = found.iter().map(|p| (p.name.as_str(), p.line)).collect();
        assert_eq!(found, [("customer", 1), ("contact", 1), ("date", 3), ("{rep", 4)]);
    }

    #[test]
    fn values_are_filled_in_and_cannot_change_the_document() {
        let cases = [
            ("{{customer}}様", "山田製作所", "山田製作所様"),
            ("| {{customer}} |", "A | *B*", "| A \\| \\*B\\* |"),
            ("{{customer}}", "# big", "\\# big"),
            ("{{customer}}", "12. list", "12\\. list"),
            ("{{customer}}", "1,164,000円 (1.5)", "1,164,000円 (1.5)"),
            ("{{customer}}", "a\n\n# b", "a  # b"),
            ("{{customer}}", "<script>", "\\<script\\>"),
            ("{{customer}}", "{{rep}}", "\\{\\{rep\\}\\}"),
            ("{{customer}}", "A&B-C", "A\\&B-C"),
            ("{{customer}} {{nothing}} {{rep", "X", "X {{nothing}} {{rep"),
            ("{{contact}}", "X", "{{contact}}"),
            ("{{ customer }}", "  ", "{{ customer }}"),
        ];
        for (body, customer, expected) in cases {
            let values = Values::default().with(PlaceholderName::Customer, customer).with(PlaceholderName::Rep, "");
            assert_eq!(fill(body, &values), expected, "{body} {customer}");
        }
    }

    #[test]
    fn mistakes_name_their_line() {
        let body = "## ok\n{{custmer}}\n```\n# comment\n```\n# Title\n{{date}}";
        let unknown = BodyMistake::UnknownPlaceholder { line: 2, name: "custmer".into() };
        let heading = BodyMistake::TopHeading { line: 6 };
        assert_eq!(body_mistakes(DocumentKind::Script, body), [unknown.clone(), heading.clone()]);
        let not_here =
            [(2, "custmer"), (7, "date")].map(|(line, name)| BodyMistake::PlaceholderNotHere { line, name: name.into() });
        assert_eq!(body_mistakes(DocumentKind::News, body), [&not_here[..], &[heading]].concat(), "none is known there");
        let unclosed = [BodyMistake::Unclosed { line: 2 }];
        assert_eq!(body_mistakes(DocumentKind::Script, "{{customer}} {rep}\n{{date}} {{customer\n}}"), unclosed);
        assert_eq!(unclosed[0].to_string(), "expected }} on the same line after {{");
        assert_eq!(unknown.to_string(), "expected one of the known placeholders, found {{custmer}}");
    }

    #[test]
    fn what_was_typed_goes_before_what_is_known() {
        let typed = Values::default().with(PlaceholderName::Customer, "typed");
        let known = Values::default().with(PlaceholderName::Customer, "known").with(PlaceholderName::Rep, "rep");
        let values = typed.or(known);
        assert_eq!((values.get(PlaceholderName::Customer), values.get(PlaceholderName::Rep)), ("typed", "rep"));
    }
}
