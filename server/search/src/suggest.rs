//! Titles that go on from what was typed, from the first character.

use std::collections::HashSet;

use jiso::{caller::Audience, lang::Lang, search::Suggestion};
use tantivy::{
    Term,
    collector::TopDocs,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    failure::SearchError,
    index::SearchIndex,
    named::Named,
    query::readable,
    stored::Stored,
    typed::{self, Place},
};

pub const SHOWN: usize = 8;
const CANDIDATES: usize = 32;
const LONGEST: usize = 64;

impl SearchIndex {
    /// The titles that `audience` may read and that contain all of what was typed: the ones that begin with it first, then those
    /// of which a word does, then the same of other words for it, and last the ones that have it within a word; of each, first
    /// the ones in `lang`. Of a text that there is in `lang`, the title in it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, audience: &Audience, lang: Lang, typed: &str) -> Result<Vec<Suggestion>, SearchError> {
        self.read(|| self.suggested(*audience, lang, typed))
    }

    /// What has a name that goes on from what was typed, or from other words for it.
    pub fn suggest_named(&self, typed: &str) -> Vec<Named> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let others = self.synonyms().begun(&typed);
        self.labels().begun(std::iter::once(typed.as_str()).chain(others.iter().map(String::as_str)))
    }

    /// What was typed, then the same without kana that may be left out, and in other words.
    pub(crate) fn asked(&self, typed: &str) -> Vec<String> {
        let typed: String = typed.chars().take(LONGEST).collect();
        let synonyms = self.synonyms();
        let ways = synonyms.ways(&typed).into_iter().map(|way| way.text).chain(synonyms.begun(&typed));
        let mut asked = vec![typed.clone()];
        for way in typed::without_okurigana(&typed).into_iter().chain(ways) {
            if !asked.contains(&way) {
                asked.push(way);
            }
        }
        asked
    }

    fn suggested(&self, audience: Audience, lang: Lang, typed: &str) -> Result<Vec<Suggestion>, SearchError> {
        let mut seen = HashSet::new();
        let (mut out, mut within) = (Vec::new(), Vec::new());
        for way in self.asked(typed) {
            for (place, suggestion) in self.titles(audience, lang, &way)? {
                match place {
                    Place::Title | Place::Word if seen.insert(suggestion.url.clone()) => out.push(suggestion),
                    Place::Title | Place::Word => {}
                    Place::Within => within.push(suggestion),
                }
            }
            if out.len() >= SHOWN {
                break;
            }
        }
        out.extend(within.into_iter().filter(|one| seen.insert(one.url.clone())));
        out.truncate(SHOWN);
        Ok(out)
    }

    fn titles(&self, audience: Audience, lang: Lang, typed: &str) -> Result<Vec<(Place, Suggestion)>, SearchError> {
        let fields = self.fields();
        let mut all = having(fields.typed, typed);
        if all.is_empty() {
            return Ok(Vec::new());
        }
        all.push((Occur::Must, readable(fields, audience)));
        let view = self.view();
        let searcher = &view.searcher;
        let top = searcher.search(&BooleanQuery::new(all), &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let mut found = Vec::with_capacity(top.len());
        for (_, address) in top {
            let Some(stored) = Stored::read(searcher, address, fields)? else { continue };
            let Some(place) = typed::place(&stored.title, typed) else { continue };
            let length = stored.title.chars().count();
            let suggestion = Suggestion { title: stored.title, url: stored.url, kind: stored.kind };
            found.push((place, stored.lang != lang, length, suggestion, address));
        }
        let own: HashSet<String> =
            found.iter().filter(|(_, foreign, ..)| !foreign).map(|(.., suggestion, _)| suggestion.url.clone()).collect();
        found.retain(|(_, foreign, _, suggestion, _)| !foreign || !own.contains(&suggestion.url));
        found.sort_by(|a, b| (a.0, a.1, a.2, &a.3.title).cmp(&(b.0, b.1, b.2, &b.3.title)));
        let columns = &view.columns;
        let mut out = Vec::with_capacity(found.len());
        for (place, foreign, _, suggestion, address) in found {
            let own = if foreign { columns.version(audience, columns.group(address), lang) } else { None };
            let stored = own.map(|own| Stored::read(searcher, own, fields)).transpose()?.flatten();
            out.push((place, stored.map_or(suggestion, |own| Suggestion { title: own.title, url: own.url, kind: own.kind })));
        }
        Ok(out)
    }
}

/// What a field has to have of what was typed; nothing where no word was.
pub fn having(field: Field, typed: &str) -> Vec<(Occur, Box<dyn Query>)> {
    let asked: HashSet<String> = typed::parts(typed).iter().flat_map(|part| typed::asked(part)).collect();
    let has = |text: String| -> (Occur, Box<dyn Query>) {
        let term = Term::from_field_text(field, &text);
        (Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    };
    asked.into_iter().map(has).collect()
}
