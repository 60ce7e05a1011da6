//! From a question to a page of hits. Queries are built term by term; nothing a person types is ever parsed as a language.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

use jiso::{
    caller::Audience,
    lang::Lang,
    search::{BEST, DocumentKind, Facets, Fallback, Hit, HitGroup, SearchPage, SearchQuery, Segment, groups},
};
use tantivy::{
    DocAddress, Order, Searcher, Term,
    collector::{
        DocSetCollector, TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue},
    },
    query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, RegexQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    asking::core,
    candidate::Candidate,
    columns::Columns,
    excerpt::Needles,
    facets,
    failure::SearchError,
    first::{self, Wanted},
    index::SearchIndex,
    labelled::Naming,
    meant::Readable,
    parted::parted,
    passage::View,
    question::{Question, Words, cut},
    schema::{ANY, Fields, column},
    spelling::{self, Repaired},
    stopwatch::Stopwatch,
    stored::Stored,
    synonyms::Synonyms,
    weights,
    whole::{Reworded, Whole, ways},
};

/// As many as can be paged through.
pub const CANDIDATES: usize = 200;
/// Of the best score; what is below has too little to do with the question.
const WORTH_SHOWING: f32 = 0.1;
/// Of a question's terms: when no text has that many of them, nothing was found.
const LEAST_SHARE: f32 = 0.25;
/// Of a question, by how much its terms say: what has less of it has some of its words, and answers something else.
pub const WHOLE_SHARE: f32 = 0.42;

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
        let (synonyms, labels) = (self.synonyms(), self.labels());
        // Without the portal's own words, questions are asked as they stand: so is measured how well anything is found.
        let asked = if self.has_labels() { core(&query.q, &self.product(), &synonyms) } else { Cow::Borrowed(cut(&query.q)) };
        let readable = Readable::of(&view.searcher, self.fields(), &view.columns, audience, &synonyms);
        let known: Vec<_> = synonyms.covered(&asked).into_iter().chain(labels.places(&asked)).collect();
        let parted = parted(&readable, &asked, &known)?;
        let typed: &str = parted.as_deref().unwrap_or(&asked);
        let search = Search {
            fields: self.fields(),
            audience,
            lang,
            query,
            typed,
            searcher: &view.searcher,
            synonyms: &synonyms,
            ways: ways(&synonyms, typed),
            known: if parted.is_some() {
                synonyms.covered(typed).into_iter().chain(labels.places(typed)).collect()
            } else {
                known
            },
            naming: Naming::of(&labels, &synonyms, typed),
        };
        let mut page = search.page(Question::read(typed), &view.columns)?;
        page.took_micros = u32::try_from(began.read().as_micros()).unwrap_or(u32::MAX);
        Ok(page)
    }
}

/// One search with all that it needs.
pub struct Search<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub audience: Audience,
    pub lang: Lang,
    query: &'a SearchQuery,
    /// What is asked for in it.
    typed: &'a str,
    synonyms: &'a Synonyms,
    /// The same question in other words.
    ways: Vec<Reworded>,
    /// The bytes of the question that are no mistakes, though no text may have them: the vendor's words, and the portal's.
    known: Vec<Range<usize>>,
    /// What the question names, if anything.
    pub naming: Option<Naming>,
}

/// Candidates, best first.
#[derive(Default)]
pub struct List {
    pub best: Vec<Candidate>,
    /// There are others behind them.
    pub more: bool,
}

impl List {
    pub fn of(best: Vec<Candidate>) -> Self {
        Self { more: best.len() >= CANDIDATES, best }
    }

    /// It has something, and none of that has most of the question.
    fn is_only_near(&self) -> bool {
        !self.best.is_empty() && self.best.iter().all(|candidate| candidate.share < WHOLE_SHARE)
    }
}

/// What answers a question, whatever the filters say, and, where there are filters, what they let through. That is what the counts
/// beside them promise: a part of all answers, judged with them.
#[derive(Default)]
pub struct Answers {
    pub all: List,
    pub narrowed: Option<List>,
}

impl Search<'_> {
    fn page(mut self, mut question: Question, columns: &Columns) -> Result<SearchPage, SearchError> {
        let readable = Readable::of(self.searcher, self.fields, columns, self.audience, self.synonyms);
        let repaired = self.repair(&mut question, &readable)?;
        let mut answers = self.answers(&question, columns)?;
        let own_answers = answers.all.best.iter().any(|c| c.share >= WHOLE_SHARE && self.is_own(columns, c));
        for list in std::iter::once(&mut answers.all).chain(&mut answers.narrowed) {
            self.prefer_language(&mut list.best, columns, &question, own_answers);
        }
        let Answers { mut all, mut narrowed } = answers;
        // The versions of a text need not be for the same industries.
        if let Some(list) = &mut narrowed {
            list.best.retain(|candidate| facets::passes(columns, candidate.address, self.query));
        }
        let is_near = |list: &List| matches!(question, Question::Words(_)) && list.is_only_near();
        let only_near = is_near(narrowed.as_ref().unwrap_or(&all));
        for list in std::iter::once(&mut all).chain(&mut narrowed) {
            // Who is told that nothing answers looks at one page, not at all of them.
            if is_near(list) {
                *list = List { more: false, best: list.best.iter().take(SearchQuery::PAGE_SIZE as usize).copied().collect() };
            }
        }
        let facets = Facets { at_least: all.more, ..facets::count(columns, &all.best, self.query) };
        let List { best: found, more } = narrowed.unwrap_or(all);
        let fallback = (repaired && !found.is_empty()).then_some(Fallback::NearSpelling);
        let needles = Needles::of(&question, &self.ways);
        let groups = if only_near { Vec::new() } else { self.grouped(&found, columns, &needles)? };
        let number = self.query.page.max(1);
        let first = (number as usize - 1).saturating_mul(SearchQuery::PAGE_SIZE as usize);
        let many = if groups.is_empty() { SearchQuery::PAGE_SIZE as usize } else { BEST };
        let hits = self.hits(found.iter().skip(first).take(many), &needles)?;
        let meant = match &question {
            Question::Words(_) => readable.meant(self.typed, found.len(), &self.known)?.map(|mended| self.whole(mended)),
            _ => None,
        };
        Ok(SearchPage {
            hits,
            has_more: groups.is_empty() && found.len() > first.saturating_add(many),
            groups,
            meant,
            total: u32::try_from(found.len()).unwrap_or(u32::MAX),
            at_least: more,
            page: number,
            facets,
            beside: Vec::new(),
            fallback,
            only_near,
            saved: false,
            took_micros: 0,
        })
    }

    /// All that was typed, mended; of what was asked for in several parts, only that.
    fn whole(&self, mended: String) -> String {
        match cut(&self.query.q).split_once(self.typed) {
            Some((before, behind)) => format!("{before}{mended}{behind}"),
            None => mended,
        }
    }

    /// What is shown of the first screenful by kind.
    fn grouped(&self, found: &[Candidate], columns: &Columns, needles: &Needles) -> Result<Vec<HitGroup>, SearchError> {
        if !self.query.may_be_grouped() {
            return Ok(Vec::new());
        }
        let known: Vec<(&Candidate, DocumentKind)> =
            found.iter().filter_map(|candidate| Some((candidate, columns.kind(candidate.address)?))).collect();
        let kinds: Vec<DocumentKind> = known.iter().map(|(_, kind)| *kind).collect();
        let group = |(kind, places): (DocumentKind, Vec<usize>)| {
            let hits =
                self.hits(places.iter().filter_map(|place| known.get(*place)).map(|(candidate, _)| *candidate), needles)?;
            Ok(HitGroup { kind, hits })
        };
        groups(&kinds, self.naming.as_ref().and_then(Naming::kind)).into_iter().map(group).collect()
    }

    fn hits<'c>(&self, shown: impl Iterator<Item = &'c Candidate>, needles: &Needles) -> Result<Vec<Hit>, SearchError> {
        let mut hits = Vec::with_capacity(SearchQuery::PAGE_SIZE as usize);
        for candidate in shown {
            hits.extend(Stored::read(self.searcher, candidate.address, self.fields)?.map(|stored| hit(stored, needles)));
        }
        Ok(hits)
    }

    /// Replaces words that no text has, and tells whether there were any.
    fn repair(&mut self, question: &mut Question, readable: &Readable) -> Result<bool, SearchError> {
        let Question::Words(words) = &*question else { return Ok(false) };
        if self.naming.as_ref().is_some_and(Naming::is_all) {
            return Ok(false);
        }
        let repaired = spelling::repaired(readable, words, self.typed, &self.known)?;
        let Some(Repaired { words, typed, has_synonym }) = repaired else { return Ok(false) };
        if has_synonym {
            self.ways = ways(self.synonyms, &typed);
        }
        *question = Question::Words(words);
        Ok(true)
    }

    /// The best that answer, in all languages.
    fn answers(&self, question: &Question, columns: &Columns) -> Result<Answers, SearchError> {
        match question {
            Question::Wordless => Ok(Answers::default()),
            Question::Blank => self.newest_of(Box::new(AllQuery), columns),
            Question::Sign(sign) => self.newest_of(self.sign(*sign)?, columns),
            Question::Words(words) => {
                // What is for a company of a size hardly ever says so.
                if self.naming.as_ref().is_some_and(Naming::is_size) {
                    let narrowed = self.query.is_narrowed().then(List::default);
                    let mut answers = Answers { all: List::default(), narrowed };
                    self.add_named(&mut answers, columns)?;
                    if !answers.all.best.is_empty() {
                        return Ok(answers);
                    }
                }
                let mut answers = self.best_of_all(words, columns)?;
                self.add_named(&mut answers, columns)?;
                Ok(answers)
            }
        }
    }

    /// Of a text that several ways lead to, the best counts.
    fn best_of_all(&self, words: &Words, columns: &Columns) -> Result<Answers, SearchError> {
        let mut answers = self.best(words, columns, None)?;
        for way in &self.ways {
            let saying = self.saying(&way.wholes)?;
            if saying.as_ref().is_some_and(HashSet::is_empty) {
                continue;
            }
            let others = self.best(&way.words, columns, saying.as_ref())?;
            add(&mut answers.all, others.all);
            if let (Some(narrowed), Some(others)) = (&mut answers.narrowed, others.narrowed) {
                add(narrowed, others);
            }
        }
        Ok(answers)
    }

    /// The texts in which all of these words stand; `None` where there are no such words, and any text may answer.
    pub fn saying(&self, wholes: &[Whole]) -> Result<Option<HashSet<DocAddress>>, SearchError> {
        if wholes.is_empty() {
            return Ok(None);
        }
        let all: Vec<(Occur, Box<dyn Query>)> = wholes.iter().map(|whole| (Occur::Must, whole.query(self.fields))).collect();
        Ok(Some(self.searcher.search(&BooleanQuery::new(all), &DocSetCollector)?))
    }

    /// Of these texts only, or of all.
    fn best(&self, words: &Words, columns: &Columns, only: Option<&HashSet<DocAddress>>) -> Result<Answers, SearchError> {
        let among = |at: DocAddress| only.is_none_or(|only| only.contains(&at));
        let filter: Option<&dyn Fn(DocAddress) -> bool> = if only.is_some() { Some(&among) } else { None };
        let mut view = View::of(self.searcher, columns, self.fields, words)?;
        view.tell_parts(|whole| self.is_covered(whole));
        let hidden = columns.hidden(self.audience);
        let mut all = first::list(self.searcher, &view, CANDIDATES, &Wanted { hidden, filter })?;
        let least = all.first().map_or(0.0, |best| best.score * WORTH_SHOWING);
        all.retain(|candidate| candidate.score >= least);
        if view.rerank(columns, &mut all)? < LEAST_SHARE {
            all.clear();
        }
        // Behind one that has nothing but parts of other words there are no better ones.
        let more = all.len() >= CANDIDATES && all.last().is_some_and(|last| !last.only_within);
        all.retain(|candidate| !candidate.only_within);
        let all = List { best: all, more };
        let narrowed = self.narrowed(&all, columns, |passes| {
            let both = |at: DocAddress| passes(at) && among(at);
            let mut list = first::list(self.searcher, &view, CANDIDATES, &Wanted { hidden, filter: Some(&both) })?;
            list.retain(|candidate| candidate.score >= least);
            view.rerank(columns, &mut list)?;
            list.retain(|candidate| !candidate.only_within);
            Ok(list)
        })?;
        Ok(Answers { all, narrowed })
    }

    /// A word of katakana, as a term, that has others in its place.
    fn is_covered(&self, whole: &str) -> bool {
        let typed = self.typed;
        let covered = self.synonyms.covered(typed);
        covered.into_iter().filter_map(|place| typed.get(place)).any(|word| match Question::read(word) {
            Question::Words(words) => words.wholes.iter().any(|one| one == whole),
            Question::Blank | Question::Wordless | Question::Sign(_) => false,
        })
    }

    pub fn newest_of(&self, wanted: Box<dyn Query>, columns: &Columns) -> Result<Answers, SearchError> {
        let all = List::of(self.newest(&self.allowed(wanted.box_clone(), false))?);
        let narrowed = self.narrowed(&all, columns, |_| self.newest(&self.allowed(wanted, true)))?;
        Ok(Answers { all, narrowed })
    }

    /// What the filters let through of a list; where there are more texts than are on it, those are asked for.
    pub fn narrowed(
        &self,
        all: &List,
        columns: &Columns,
        ask: impl FnOnce(&dyn Fn(DocAddress) -> bool) -> Result<Vec<Candidate>, SearchError>,
    ) -> Result<Option<List>, SearchError> {
        if !self.query.is_narrowed() {
            return Ok(None);
        }
        let passes = |at| facets::passes(columns, at, self.query);
        let best = if all.more { ask(&passes)? } else { all.best.iter().filter(|c| passes(c.address)).copied().collect() };
        Ok(Some(List::of(best)))
    }

    /// By score, then newest first.
    fn newest(&self, query: &BooleanQuery) -> Result<Vec<Candidate>, SearchError> {
        let date = SortByStaticFastValue::<i64>::for_field(column::UPDATED_AT);
        let order = ((SortBySimilarityScore, Order::Desc), (date, Order::Desc));
        let top = self.searcher.search(query, &TopDocs::with_limit(CANDIDATES).order_by(order))?;
        Ok(top.into_iter().map(|((score, _), address)| Candidate::new(address, score)).collect())
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
}

/// Takes in what another way to ask leads to.
pub fn add(list: &mut List, others: List) {
    let mut places: HashMap<DocAddress, usize> = list.best.iter().enumerate().map(|(at, c)| (c.address, at)).collect();
    for mut candidate in others.best {
        candidate.score -= weights::OTHER_WORDS;
        if let Some(known) = places.get(&candidate.address).and_then(|at| list.best.get_mut(*at)) {
            known.score = known.score.max(candidate.score);
            known.share = known.share.max(candidate.share);
            known.titled |= candidate.titled;
        } else {
            places.insert(candidate.address, list.best.len());
            list.best.push(Candidate { other_words: true, ..candidate });
        }
    }
    list.more |= others.more || list.best.len() > CANDIDATES;
    list.best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    list.best.truncate(CANDIDATES);
}

/// What an audience may read, without touching the score.
pub(crate) fn readable(fields: &Fields, audience: Audience) -> Box<dyn Query> {
    let audiences: Vec<&str> = audience.reads().iter().map(|a| a.as_str()).collect();
    one_of(fields.audience, &audiences)
}

pub fn one_of(field: Field, values: &[&str]) -> Box<dyn Query> {
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

fn hit(stored: Stored, needles: &Needles) -> Hit {
    let Stored { key, url, kind, lang, title, lead, body, heading_lines: _, minutes, updated_at } = stored;
    let (excerpt, block) = needles.excerpt(&lead, &body);
    // An address that names a part of a page opens there.
    let url = match block.filter(|_| !url.contains('#')) {
        Some(block) => format!("{url}#p-{block}"),
        None => url,
    };
    // The day on which another text was last saved says nothing about what it says.
    let date = (kind == DocumentKind::News).then(|| updated_at.day());
    Hit { title: needles.mark(&title), excerpt, doc: key, kind, lang, url, minutes, date }
}
