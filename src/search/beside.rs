//! What is found beside texts: deals and people, each only for who may see them.

use serde::{Deserialize, Serialize};

use super::{Segment, plain};
use crate::deals::{CustomerKey, DealNumberAsked};

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
    /// It is asked for before all texts.
    pub named: bool,
}

impl Beside {
    pub fn of(kind: BesideKind, count: u32, lines: Vec<BesideLine>, typed: &str) -> Self {
        let named = is_named(kind, &lines, typed);
        Self { kind, count, lines, named }
    }
}

/// Whether the whole question is a name here, or a part of one, or a deal's number. A single sign is in many names and says
/// nothing.
fn is_named(kind: BesideKind, lines: &[BesideLine], typed: &str) -> bool {
    let key = CustomerKey::of(typed);
    let numbered = kind == BesideKind::Deals && DealNumberAsked::read(typed).is_some_and(|asked| asked.whole().is_some());
    let named = |line: &BesideLine| CustomerKey::of(&plain(&line.title)).as_str().contains(key.as_str());
    let telling = key.as_str().chars().nth(1).is_some();
    let found = if numbered { !lines.is_empty() } else { lines.iter().any(named) };
    telling && found
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(titles: &[&str]) -> Vec<BesideLine> {
        let segment = |text: &str| Segment { text: text.to_owned(), mark: false };
        // A title is in pieces where a part of it is marked.
        let title = |title: &str| title.split('|').map(segment).collect();
        let line = |of: &&str| BesideLine { title: title(of), note: String::new(), url: String::new() };
        titles.iter().map(line).collect()
    }

    #[test]
    fn the_whole_question_is_a_name_however_it_is_written() {
        let deals = lines(&["みなと運輸", "㈱|北浜|製作所"]);
        for (typed, names) in [
            ("北浜", true),
            ("北濵製作所", true),
            ("株式会社 北浜製作所 御中", true),
            ("ミナト運輸", true),
            ("DR-1001", true),
            ("ＤＲ－１００１", true),
            ("dr 10", true),
            ("1001", true),
            ("10", false),
            ("DR-", false),
            ("北", false),
            ("北浜 見積", false),
            ("見積", false),
            ("", false),
            ("((", false),
        ] {
            assert_eq!(is_named(BesideKind::Deals, &deals, typed), names, "{typed}");
        }
        let people = lines(&["MÜLLER Jürgen", "鈴木 恵"]);
        for (typed, names) in [("鈴木恵", true), ("müller", true), ("ＭÜＬＬＥＲ", true), ("DR-1001", false)] {
            assert_eq!(is_named(BesideKind::People, &people, typed), names, "{typed}");
        }
        assert!(!is_named(BesideKind::Deals, &[], "DR-1001"), "no deal has this number");
    }
}
