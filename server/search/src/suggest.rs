//! Titles that go on from what was typed, from the first character.

use std::collections::HashSet;

use jiso::{caller::Audience, lang::Lang, search::Suggestion};
use tantivy::{
    Term,
    collector::TopDocs,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use crate::{failure::SearchError, index::SearchIndex, query::readable, stored::Stored, typed};

const SHOWN: usize = 8;
const CANDIDATES: usize = 32;
const LONGEST: usize = 64;

impl SearchIndex {
    /// The titles that `audience` may read and that contain all of what was typed; the ones that begin with it first, then the
    /// ones in `lang`, then those that say it in other words.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, audience: &Audience, lang: Lang, typed: &str) -> Result<Vec<Suggestion>, SearchError> {
        self.read(|| self.suggested(*audience, lang, typed))
    }

    fn suggested(&self, audience: Audience, lang: Lang, typed: &str) -> Result<Vec<Suggestion>, SearchError> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let mut seen = HashSet::new();
        let mut out = Vec::new();
        for way in std::iter::once(typed.clone()).chain(self.synonyms().ways(&typed)) {
            let found = self.titles(audience, lang, &way)?;
            out.extend(found.into_iter().filter(|one| seen.insert(one.url.clone())));
            if out.len() >= SHOWN {
                break;
            }
        }
        out.truncate(SHOWN);
        Ok(out)
    }

    fn titles(&self, audience: Audience, lang: Lang, typed: &str) -> Result<Vec<Suggestion>, SearchError> {
        let parts = typed::parts(typed);
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let fields = self.fields();
        let mut all: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, readable(fields, audience))];
        let asked: HashSet<String> = parts.iter().flat_map(|part| typed::asked(part)).collect();
        for text in asked {
            let term = Term::from_field_text(fields.typed, &text);
            all.push((Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
        }
        let view = self.view();
        let searcher = &view.searcher;
        let top = searcher.search(&BooleanQuery::new(all), &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let wanted = typed::folded(typed);
        let mut found = Vec::with_capacity(top.len());
        for (_, address) in top {
            let Some(stored) = Stored::read(searcher, address, fields)? else { continue };
            let title = typed::folded(&stored.title);
            let place = if title.starts_with(&wanted) {
                0
            } else if title.contains(&format!(" {wanted}")) {
                1
            } else if title.contains(&wanted) {
                2
            } else {
                3
            };
            let suggestion = Suggestion { title: stored.title, url: stored.url, kind: stored.kind };
            found.push((place, stored.lang != lang, title.chars().count(), suggestion));
        }
        found.sort_by(|a, b| (a.0, a.1, a.2, &a.3.title).cmp(&(b.0, b.1, b.2, &b.3.title)));
        Ok(found.into_iter().map(|(.., suggestion)| suggestion).collect())
    }
}
