//! Searches that a person made lately, or wants to make again.

use serde::{Deserialize, Serialize};

use super::{SearchQuery, seen::seen};
use crate::failure::{Answer, Failure};

/// As many of each are kept; of more, the oldest goes.
pub const RECENT_MAX: usize = 8;
pub const SAVED_MAX: usize = 100;

/// The words of a search as they are kept: without signs that nobody sees, or that a line shows as boxes.
pub fn kept_words(typed: &str) -> String {
    seen(typed).collect::<String>().trim().to_owned()
}

/// Whether somebody will look for it again: more than one letter, or a kanji, which may be a word by itself.
pub fn is_worth_keeping(typed: &str) -> bool {
    let mut letters = typed.chars().filter(|sign| sign.is_alphanumeric());
    letters.next().is_some_and(|first| is_kanji(first) || letters.next().is_some())
}

const fn is_kanji(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A search to be saved, as it stands in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveSearchForm {
    pub q: String,
    pub kind: String,
    pub industry: String,
    pub size: String,
    pub phase: String,
    pub competitor: String,
}

impl SaveSearchForm {
    pub fn of(query: &SearchQuery) -> Self {
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        Self {
            q: query.q.clone(),
            kind: query.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            industry: word(&query.industry),
            size: word(&query.size),
            phase: word(&query.phase),
            competitor: word(&query.competitor),
        }
    }

    /// # Errors
    /// [`Failure::Malformed`] where nothing is searched for: no page offers that.
    pub fn read(&self) -> Answer<SearchQuery> {
        if kept_words(&SearchQuery::cut(&self.q)).is_empty() {
            return Err(Failure::Malformed);
        }
        Ok(SearchQuery::from_url(|name| match name {
            "q" => Some(self.q.clone()),
            "kind" => Some(self.kind.clone()),
            "industry" => Some(self.industry.clone()),
            "size" => Some(self.size.clone()),
            "phase" => Some(self.phase.clone()),
            "competitor" => Some(self.competitor.clone()),
            _ => None,
        }))
    }
}

/// A saved search that goes, or all recent ones where none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForgetSearchForm {
    pub address: String,
}

impl ForgetSearchForm {
    /// The one that goes; `None`: all recent ones.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for what is no address: no person types it.
    pub fn read(&self) -> Answer<Option<&str>> {
        if self.address.contains(char::is_control) {
            return Err(Failure::Malformed);
        }
        Ok(Some(self.address.as_str()).filter(|address| !address.is_empty()))
    }
}

/// A search to be made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSearch {
    pub address: String,
    /// In the reader's words, with what it is narrowed to.
    pub label: String,
}

/// The newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSearches {
    pub recent: Vec<KeptSearch>,
    pub saved: Vec<KeptSearch>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::DocumentKind;

    #[test]
    fn a_search_is_saved_as_it_was_made() {
        let query = SearchQuery {
            kind: Some(DocumentKind::Script),
            industry: Some("retail".into()),
            ..SearchQuery::words("見積 & 値引き")
        };
        assert_eq!(SaveSearchForm::of(&query).read(), Ok(query));
        assert_eq!(SaveSearchForm { q: "  ".into(), ..SaveSearchForm::default() }.read(), Err(Failure::Malformed));
        let odd = SaveSearchForm { q: "a".into(), kind: "virus".into(), ..SaveSearchForm::default() };
        assert_eq!(odd.read(), Ok(SearchQuery::words("a")));
    }

    #[test]
    fn what_is_kept_has_only_signs_that_are_seen() {
        for (typed, kept) in
            [("  請求書　電子化 ", "請求書　電子化"), ("\u{0}補助金\u{202e}\tIT\u{7}", "補助金 IT"), ("\u{2066}\u{0}\u{85}", "")]
        {
            assert_eq!(kept_words(typed), kept, "{typed:?}");
        }
        let boxes = SaveSearchForm { q: "\u{0}\u{202e}".into(), ..SaveSearchForm::default() };
        assert_eq!(boxes.read(), Err(Failure::Malformed));
    }

    #[test]
    fn a_single_letter_is_not_worth_keeping_but_a_kanji_is() {
        for typed in ["税", "税 *", "IT", "a1", "見積"] {
            assert!(is_worth_keeping(typed), "{typed}");
        }
        for typed in ["", "a", "7", "あ", "ア", "Ａ", "(a)", "％", "😀"] {
            assert!(!is_worth_keeping(typed), "{typed}");
        }
    }

    #[test]
    fn one_search_is_forgotten_or_all() {
        let form = |address: &str| ForgetSearchForm { address: address.into() };
        assert_eq!(form("").read(), Ok(None));
        assert_eq!(form("q=a").read(), Ok(Some("q=a")));
        assert_eq!(form("q=\u{0}").read(), Err(Failure::Malformed));
    }
}
