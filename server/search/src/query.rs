//! From a question to a page of hits. Queries are built term by term; nothing a person types is ever parsed as a language.

use std::{cell::RefCell, collections::HashMap};

use foldhash::fast::RandomState;
use jiso::{
    caller::Audience,
    lang::Lang,
    search::{BEST, DocumentKind, Fallback, Hit, HitGroup, SearchPage, SearchQuery, Segment, groups},
};
use tantivy::{
    DocAddress, Order, Searcher, TantivyDocument, Term,
    collector::{
        TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue},
    },
    query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, RegexQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    columns::Columns,
    document::Stored,
    excerpt::Needles,
    facets,
    failure::SearchError,
    first::{self, Wanted},
    index::SearchIndex,
    meant::Readable,
    passage::{Candidate, View},
    question::{Question, Words, cut},
    schema::{ANY, Fields, column},
    spelling,
    stopwatch::Stopwatch,
    weights,
};

/// As many as can be paged through.
const CANDIDATES: usize = 200;
/// Of the best score; what is below has too little to do with the question.
const WORTH_SHOWING: f32 = 0.1;
/// Of a question's terms: when no text has that many of them, nothing was found.
const LEAST_SHARE: f32 = 0.25;
/// Fewer texts than these, and something else may have been meant.
const FEW: usize = 3;

impl SearchIndex {
    /// The texts that `audience` may read and that answer the query, best first; of several languages of one text the one in
    /// `lang`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, audience: &Audience, lang: Lang, query: &SearchQuery) -> Result<SearchPage, SearchError> {
        self.read(|| self.answer(*audience, lang, query))
    }

    fn answer(&self, audience: Audience, lang: Lang, query: &SearchQuery) -> Result<SearchPage, SearchError> {
        let began = Stopwatch::start();
        let view = self.view();
        let ways = self.synonyms().ways(cut(&query.q)).into_iter().filter_map(|way| match Question::read(&way) {
            Question::Words(words) => Some(words),
            _ => None,
        });
        let search = Search { fields: self.fields(), audience, lang, query, searcher: &view.searcher, ways: ways.collect() };
        let mut page = search.page(Question::read(&query.q), &view.columns)?;
        page.took_micros = u32::try_from(began.read().as_micros()).unwrap_or(u32::MAX);
        Ok(page)
    }
}

/// One search with all that it needs.
struct Search<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    audience: Audience,
    lang: Lang,
    query: &'a SearchQuery,
    /// The same question in other words.
    ways: Vec<Words>,
}

impl Search<'_> {
    fn page(&self, question: Question, columns: &Columns) -> Result<SearchPage, SearchError> {
        let readable = Readable {
            searcher: self.searcher,
            fields: self.fields,
            columns,
            audience: self.audience,
            mended: RefCell::default(),
        };
        let (question, repaired) = self.repaired(question, &readable)?;
        let found = self.candidates(&question, true, columns)?;
        let fallback = (repaired && !found.is_empty()).then_some(Fallback::NearSpelling);
        let facets = if self.query.is_narrowed() {
            facets::count(columns, &self.candidates(&question, false, columns)?, self.query)
        } else {
            facets::count(columns, &found, self.query)
        };
        let needles = Needles::of(&question, &self.ways);
        let groups = self.grouped(&found, columns, &needles)?;
        let number = self.query.page.max(1);
        let first = (number as usize - 1).saturating_mul(SearchQuery::PAGE_SIZE as usize);
        let many = if groups.is_empty() { SearchQuery::PAGE_SIZE as usize } else { BEST };
        let hits = self.hits(found.iter().skip(first).take(many), &needles)?;
        let meant = match &question {
            Question::Words(_) if self.ways.is_empty() => readable.meant(cut(&self.query.q), found.len() < FEW)?,
            _ => None,
        };
        Ok(SearchPage {
            hits,
            has_more: groups.is_empty() && found.len() > first.saturating_add(many),
            groups,
            meant,
            total: u32::try_from(found.len()).unwrap_or(u32::MAX),
            page: number,
            facets,
            beside: Vec::new(),
            fallback,
            saved: false,
            took_micros: 0,
        })
    }

    /// What is shown of the first screenful by kind.
    fn grouped(&self, found: &[Candidate], columns: &Columns, needles: &Needles) -> Result<Vec<HitGroup>, SearchError> {
        if !self.query.may_be_grouped() {
            return Ok(Vec::new());
        }
        let kinds: Vec<DocumentKind> = found.iter().filter_map(|candidate| columns.kind(candidate.address)).collect();
        let group = |(kind, places): (DocumentKind, Vec<usize>)| {
            let hits = self.hits(places.iter().filter_map(|place| found.get(*place)), needles)?;
            Ok(HitGroup { kind, hits })
        };
        groups(&kinds).into_iter().map(group).collect()
    }

    fn hits<'c>(&self, shown: impl Iterator<Item = &'c Candidate>, needles: &Needles) -> Result<Vec<Hit>, SearchError> {
        let mut hits = Vec::with_capacity(SearchQuery::PAGE_SIZE as usize);
        for candidate in shown {
            let document: TantivyDocument = self.searcher.doc(candidate.address)?;
            hits.extend(Stored::read(&document, self.fields).map(|stored| hit(&stored, needles)));
        }
        Ok(hits)
    }

    /// The question, and whether words that no text has were replaced.
    fn repaired(&self, question: Question, readable: &Readable) -> Result<(Question, bool), SearchError> {
        let Question::Words(words) = &question else { return Ok((question, false)) };
        let repaired = spelling::repaired(readable, words, cut(&self.query.q))?;
        Ok(repaired.map_or((question, false), |words| (Question::Words(words), true)))
    }

    /// The best that answer, one language of each text.
    fn candidates(&self, question: &Question, narrowed: bool, columns: &Columns) -> Result<Vec<Candidate>, SearchError> {
        let mut found = match question {
            Question::Wordless => Vec::new(),
            Question::Blank => self.newest(&self.allowed(Box::new(AllQuery), narrowed))?,
            Question::Sign(sign) => self.newest(&self.allowed(self.sign(*sign)?, narrowed))?,
            Question::Words(words) => self.best_of_all(words, narrowed, columns)?,
        };
        self.prefer_language(&mut found, columns, matches!(question, Question::Words(_)));
        Ok(found)
    }

    /// Of a text that several ways lead to, the best counts.
    fn best_of_all(&self, words: &Words, narrowed: bool, columns: &Columns) -> Result<Vec<Candidate>, SearchError> {
        let mut found = self.best(words, narrowed, columns)?;
        if self.ways.is_empty() {
            return Ok(found);
        }
        let mut places: HashMap<DocAddress, usize> = found.iter().enumerate().map(|(at, c)| (c.address, at)).collect();
        for way in &self.ways {
            for mut candidate in self.best(way, narrowed, columns)? {
                candidate.score -= weights::OTHER_WORDS;
                if let Some(known) = places.get(&candidate.address).and_then(|at| found.get_mut(*at)) {
                    known.score = known.score.max(candidate.score);
                } else {
                    places.insert(candidate.address, found.len());
                    found.push(candidate);
                }
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        found.truncate(CANDIDATES);
        Ok(found)
    }

    fn best(&self, words: &Words, narrowed: bool, columns: &Columns) -> Result<Vec<Candidate>, SearchError> {
        let view = View::of(self.searcher, self.fields, words)?;
        let passes = |at| facets::passes(columns, at, self.query);
        let filter: Option<&dyn Fn(DocAddress) -> bool> = if narrowed && self.query.is_narrowed() { Some(&passes) } else { None };
        let wanted = Wanted { hidden: columns.hidden(self.audience), filter };
        let mut found = first::list(self.searcher, &view, CANDIDATES, &wanted)?;
        let least = found.first().map_or(0.0, |best| best.score * WORTH_SHOWING);
        found.retain(|candidate| candidate.score >= least);
        if view.rerank(columns, &mut found)? < LEAST_SHARE {
            found.clear();
        }
        Ok(found)
    }

    /// By score, then newest first.
    fn newest(&self, query: &BooleanQuery) -> Result<Vec<Candidate>, SearchError> {
        let date = SortByStaticFastValue::<i64>::for_field(column::UPDATED_AT);
        let order = ((SortBySimilarityScore, Order::Desc), (date, Order::Desc));
        let top = self.searcher.search(query, &TopDocs::with_limit(CANDIDATES).order_by(order))?;
        Ok(top.into_iter().map(|((score, _), address)| Candidate { address, score }).collect())
    }

    /// `wanted`, of what this audience may read and the filters let through.
    fn allowed(&self, wanted: Box<dyn Query>, narrowed: bool) -> BooleanQuery {
        let mut all = vec![(Occur::Must, wanted), (Occur::Must, readable(self.fields, self.audience))];
        if narrowed {
            let query = self.query;
            all.extend(query.kind.map(|kind| (Occur::Must, one_of(self.fields.kind, &[kind.as_str()]))));
            let lists = [
                (self.fields.industry, &query.industry),
                (self.fields.size, &query.size),
                (self.fields.phase, &query.phase),
                (self.fields.competitor, &query.competitor),
            ];
            for (field, value) in lists {
                all.extend(value.as_ref().map(|value| (Occur::Must, one_of(field, &[value, ANY]))));
            }
        }
        BooleanQuery::new(all)
    }

    /// One Japanese sign: alone at the end of a run, or the first of a pair.
    fn sign(&self, sign: char) -> Result<Box<dyn Query>, SearchError> {
        let pattern = format!("{sign}.?");
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (field, score) in [(self.fields.title, 4.0), (self.fields.lead, 2.0), (self.fields.body, 1.0)] {
            let query = RegexQuery::from_pattern(&pattern, field)?;
            any.push((Occur::Should, Box::new(ConstScoreQuery::new(Box::new(query), score))));
        }
        Ok(Box::new(BooleanQuery::new(any)))
    }

    /// A text in the reader's language counts more, and of several languages of one text only one stays.
    fn prefer_language(&self, found: &mut Vec<Candidate>, columns: &Columns, by_score: bool) {
        let own: Vec<bool> = found.iter().map(|c| columns.lang(c.address) == Some(self.lang)).collect();
        if by_score && own.contains(&true) && own.contains(&false) {
            for (candidate, own) in found.iter_mut().zip(&own) {
                candidate.score += if *own { weights::OWN_LANGUAGE } else { 0.0 };
            }
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        }
        // The best of each text: where it stands, and whether it is in the reader's language.
        let mut by_group: HashMap<u64, (usize, bool), RandomState> =
            HashMap::with_capacity_and_hasher(found.len(), RandomState::default());
        let mut stays: Vec<Candidate> = Vec::with_capacity(found.len());
        for candidate in found.iter() {
            let own = columns.lang(candidate.address) == Some(self.lang);
            let (place, is_own) = *by_group.entry(columns.group(candidate.address)).or_insert((stays.len(), own));
            match stays.get_mut(place) {
                None => stays.push(*candidate),
                Some(best) if own && !is_own => {
                    best.address = candidate.address;
                    by_group.insert(columns.group(candidate.address), (place, true));
                }
                Some(_) => {}
            }
        }
        *found = stays;
    }
}

/// What an audience may read, without touching the score.
pub(crate) fn readable(fields: &Fields, audience: Audience) -> Box<dyn Query> {
    let audiences: Vec<&str> = audience.reads().iter().map(|a| a.as_str()).collect();
    one_of(fields.audience, &audiences)
}

fn one_of(field: Field, values: &[&str]) -> Box<dyn Query> {
    let one = |value: &&str| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
    };
    let any: Box<dyn Query> = match values {
        [only] => one(only),
        _ => Box::new(BooleanQuery::union(values.iter().map(one).collect())),
    };
    Box::new(ConstScoreQuery::new(any, 0.0))
}

/// A text with what is marked where it answers a question.
pub fn marked(typed: &str, text: &str) -> Vec<Segment> {
    Needles::of(&Question::read(typed), &[]).mark(text)
}

fn hit(stored: &Stored, needles: &Needles) -> Hit {
    let (excerpt, block) = needles.excerpt(stored.lead, stored.body);
    // An address that names a part of a page opens there.
    let place = block.filter(|_| !stored.url.contains('#'));
    Hit {
        title: needles.mark(stored.title),
        excerpt,
        doc: stored.key.to_owned(),
        kind: stored.kind,
        lang: stored.lang,
        url: place.map_or_else(|| stored.url.to_owned(), |block| format!("{}#p-{block}", stored.url)),
        minutes: stored.minutes,
        updated_at: stored.updated_at,
    }
}
