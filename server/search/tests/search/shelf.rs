//! A few texts in an index, and what a partner finds in it.

use std::path::Path;

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{DocumentKind, SearchPage, SearchQuery},
};
use jiso_search::{SearchDocument, SearchIndex};

pub fn document(key: &str, title: &str, body: &str) -> SearchDocument {
    let url = format!("/faq/{key}");
    SearchDocument::for_partners(key.into(), DocumentKind::Faq, Lang::Ja, url, title.into(), body.into())
}

pub fn index(root: &Path, documents: Vec<SearchDocument>) -> SearchIndex {
    let index = SearchIndex::open(root).unwrap();
    index.rebuild(documents, 1).unwrap();
    index
}

pub fn ask(index: &SearchIndex, q: &str) -> SearchPage {
    index.search(&Audience::Partner, Lang::Ja, &SearchQuery::listed(q)).unwrap()
}

pub fn found(page: &SearchPage) -> Vec<&str> {
    page.hits.iter().map(|h| h.doc.as_str()).collect()
}
