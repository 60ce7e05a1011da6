//! Searches that a person made lately, or wants to make again.

use serde::{Deserialize, Serialize};

use super::SearchQuery;
use crate::failure::{Answer, Failure};

/// As many of each are kept; of more, the oldest goes.
pub const RECENT_MAX: usize = 8;
pub const SAVED_MAX: usize = 100;

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
        if SearchQuery::cut(&self.q).trim().is_empty() {
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
    fn one_search_is_forgotten_or_all() {
        let form = |address: &str| ForgetSearchForm { address: address.into() };
        assert_eq!(form("").read(), Ok(None));
        assert_eq!(form("q=a").read(), Ok(Some("q=a")));
        assert_eq!(form("q=\u{0}").read(), Err(Failure::Malformed));
    }
}
