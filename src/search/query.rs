use serde::{Deserialize, Serialize};

use super::{DocumentKind, seen::seen};
use crate::publishing::{CompanySize, Competitor, Industry, SalesPhase};

/// What a person asks for: the words as typed, and what the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    pub q: String,
    pub kind: Option<DocumentKind>,
    pub industry: Option<String>,
    pub size: Option<String>,
    pub phase: Option<String>,
    pub competitor: Option<String>,
    /// All kinds in one list, also on the first page.
    pub listed: bool,
    /// From 1.
    pub page: u32,
}

impl SearchQuery {
    pub const PAGE_SIZE: u32 = 10;
    /// Signs that are searched for at most; nobody asks a longer question.
    pub const LENGTH: usize = 200;
    /// Signs of the question that a heading repeats.
    const IN_SHORT: usize = 60;

    /// Only words, nothing narrowed.
    pub fn words(q: &str) -> Self {
        Self { q: q.to_owned(), page: 1, ..Self::default() }
    }

    /// Only words, all that answers in one list.
    pub fn listed(q: &str) -> Self {
        Self { listed: true, ..Self::words(q) }
    }

    /// From an address's query; an unknown value or an unreadable page number counts as not given.
    pub fn from_url(value: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| value(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let known = |name: &str, is_known: fn(&str) -> bool| given(name).filter(|value| is_known(value));
        Self {
            q: Self::cut(&value("q").unwrap_or_default()),
            kind: given("kind").as_deref().and_then(DocumentKind::parse),
            industry: known("industry", |value| Industry::parse(value).is_some()),
            size: known("size", |value| CompanySize::parse(value).is_some()),
            phase: known("phase", |value| SalesPhase::parse(value).is_some()),
            competitor: known("competitor", |value| Competitor::parse(value).is_some()),
            listed: given("list").is_some(),
            page: given("page").and_then(|p| p.parse().ok()).unwrap_or(1).max(1),
        }
    }

    /// The same as names and values for an address, without what is not given.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("q", self.q.clone())];
        let narrowed = [
            ("kind", self.kind.map(|k| k.as_str().to_owned())),
            ("industry", self.industry.clone()),
            ("size", self.size.clone()),
            ("phase", self.phase.clone()),
            ("competitor", self.competitor.clone()),
            ("list", self.listed.then(|| "1".to_owned())),
            ("page", (self.page > 1).then(|| self.page.to_string())),
        ];
        pairs.extend(narrowed.into_iter().filter_map(|(name, value)| Some((name, value?))));
        pairs
    }

    /// As much of what was typed as is searched for, without signs that nobody sees and that turn around what stands after them.
    pub fn cut(typed: &str) -> String {
        seen(typed).take(Self::LENGTH).collect()
    }

    /// Whether more was typed than is searched for.
    pub fn is_cut(typed: &str) -> bool {
        seen(typed).nth(Self::LENGTH).is_some()
    }

    /// The words for a heading, without signs that would turn it around.
    pub fn in_short(&self) -> String {
        let mut signs = seen(&self.q);
        let mut short: String = signs.by_ref().take(Self::IN_SHORT).collect();
        if signs.next().is_some() {
            short.push('…');
        }
        short
    }

    /// Whether what answers is shown by kind, where there is enough of it.
    pub const fn may_be_grouped(&self) -> bool {
        self.kind.is_none() && self.page <= 1 && !self.listed
    }

    pub fn is_narrowed(&self) -> bool {
        let lists = [&self.industry, &self.size, &self.phase, &self.competitor];
        self.kind.is_some() || lists.into_iter().any(Option::is_some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back() {
        let asked = SearchQuery {
            q: "見積 & 値引き".into(),
            kind: Some(DocumentKind::Script),
            industry: Some("retail".into()),
            size: None,
            phase: Some("activation".into()),
            competitor: Some("spreadsheet".into()),
            listed: true,
            page: 3,
        };
        let pairs = asked.pairs();
        let read = SearchQuery::from_url(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()));
        assert_eq!(read, asked);
    }

    #[test]
    fn a_question_without_end_is_cut() {
        let asked = SearchQuery::from_url(|name| (name == "q").then(|| "検索".repeat(5_000)));
        assert_eq!(asked.q, "検索".repeat(100));
        assert_eq!(asked.in_short(), format!("{}…", "検索".repeat(30)));
        assert_eq!(SearchQuery::words("検索").in_short(), "検索");
        assert_eq!(SearchQuery::words("\u{202e}補助金ABC\u{2066}").in_short(), "補助金ABC");
    }

    #[test]
    fn signs_that_nobody_sees_are_not_asked_for() {
        let asked = SearchQuery::from_url(|name| (name == "q").then(|| "\u{202e}補助金\u{200b} ABC\u{2069}".to_owned()));
        assert_eq!(asked.q, "補助金 ABC");
        let rings = SearchQuery::from_url(|name| (name == "q").then(|| "値\u{7}引き".to_owned()));
        assert_eq!((rings.q.as_str(), rings.in_short().as_str()), ("値引き", "値引き"));
        assert_eq!(SearchQuery::cut("\u{202e}\u{feff}"), "");
        assert!(!SearchQuery::is_cut(&format!("\u{202e}{}", "検".repeat(SearchQuery::LENGTH))), "nothing is missing");
        assert!(SearchQuery::is_cut(&"検".repeat(SearchQuery::LENGTH + 1)));
    }

    #[test]
    fn nonsense_in_an_address_counts_as_not_given() {
        let read = SearchQuery::from_url(|name| match name {
            "q" => Some("sso".into()),
            "kind" => Some("virus".into()),
            "page" => Some("-1".into()),
            "size" => Some("  ".into()),
            "industry" => Some("moon".into()),
            _ => None,
        });
        assert_eq!(read, SearchQuery::words("sso"));
        assert!(!read.is_narrowed());
    }
}
