//! Finds what a question names: the texts of that kind, or for that industry, are raised above those that only say the word, and
//! added where they do not say it.

use std::{
    collections::{HashMap, HashSet},
    iter::once,
};

use jiso::search::DocumentKind;
use tantivy::DocAddress;

use crate::{
    candidate::Candidate,
    columns::Columns,
    failure::SearchError,
    first::{self, Wanted},
    named::{Asked, Labels},
    passage::View,
    query::{Answers, CANDIDATES, List, Search, WHOLE_SHARE, add},
    question::{Question, Words},
    synonyms::Synonyms,
    weights::{NAMED, NAMED_STEP},
    whole::{Reworded, ways},
};

/// What a question names, and what else it asks.
pub struct Naming {
    asked: Asked,
    rest: Question,
    /// The rest in other words.
    ways: Vec<Reworded>,
}

impl Naming {
    /// `None` where nothing is named.
    pub fn of(labels: &Labels, synonyms: &Synonyms, typed: &str) -> Option<Self> {
        let asked = labels.asked(typed)?;
        let rest = Question::read(&asked.rest);
        let ways = ways(synonyms, &asked.rest);
        Some(Self { asked, rest, ways })
    }

    /// The one kind that is named.
    pub fn kind(&self) -> Option<DocumentKind> {
        match self.asked.kinds.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Nothing but a size, or several.
    pub fn is_size(&self) -> bool {
        self.is_all() && self.asked.is_size()
    }

    /// Nothing else is asked.
    pub const fn is_all(&self) -> bool {
        matches!(self.rest, Question::Blank | Question::Wordless)
    }
}

impl Search<'_> {
    /// Raises what the question names, and adds what is not among the answers.
    pub fn add_named(&self, answers: &mut Answers, columns: &Columns) -> Result<(), SearchError> {
        let Some(naming) = &self.naming else { return Ok(()) };
        let mut named = self.named(naming, columns, true)?;
        if named.all.best.is_empty() && naming.asked.serves_for_all() {
            named = self.named(naming, columns, false)?;
        }
        // A kind that is named is wanted, also where nothing of it answers the rest; unless other texts answer everything.
        let answered = answers.all.best.iter().any(|candidate| candidate.share >= WHOLE_SHARE);
        if named.all.best.is_empty() && !naming.asked.kinds.is_empty() && !answered {
            named = self.named_at_all(naming, columns, true)?;
            if named.all.best.is_empty() && naming.asked.serves_for_all() {
                named = self.named_at_all(naming, columns, false)?;
            }
        }
        raise(&mut answers.all, named.all);
        if let (Some(list), Some(named)) = (&mut answers.narrowed, named.narrowed) {
            raise(list, named);
        }
        Ok(())
    }

    /// The texts that have what is named and answer the rest, best first; the newest where there is no rest.
    fn named(&self, naming: &Naming, columns: &Columns, exact: bool) -> Result<Answers, SearchError> {
        let mut answers = match &naming.rest {
            Question::Blank | Question::Wordless => self.newest_named(naming, columns, exact)?,
            // One sign is in so many texts that it would choose at random.
            Question::Sign(_) => Answers::default(),
            Question::Words(words) => self.named_ways(naming, words, columns, exact, WHOLE_SHARE)?,
        };
        // What is for everybody is not what was asked for.
        each(&mut answers, |candidate| candidate.share = if exact { 1.0 } else { 0.0 });
        Ok(answers)
    }

    /// All texts that have what is named, those first that have some of the rest. They only come near.
    fn named_at_all(&self, naming: &Naming, columns: &Columns, exact: bool) -> Result<Answers, SearchError> {
        let mut answers = self.newest_named(naming, columns, exact)?;
        if let Question::Words(words) = &naming.rest {
            let some = self.named_ways(naming, words, columns, exact, f32::MIN_POSITIVE)?;
            put_first(&mut answers.all, some.all);
            if let (Some(list), Some(some)) = (&mut answers.narrowed, some.narrowed) {
                put_first(list, some);
            }
        }
        Ok(answers)
    }

    fn newest_named(&self, naming: &Naming, columns: &Columns, exact: bool) -> Result<Answers, SearchError> {
        let mut newest = self.newest_of(naming.asked.query(self.fields, exact), columns)?;
        each(&mut newest, |candidate| candidate.score = f32::NEG_INFINITY);
        Ok(newest)
    }

    /// Of the texts that have what is named, exactly or not, those that have at least this share of the words.
    fn named_ways(
        &self,
        naming: &Naming,
        words: &Words,
        columns: &Columns,
        exact: bool,
        least: f32,
    ) -> Result<Answers, SearchError> {
        let fits = |at: DocAddress| naming.asked.fits(columns, at, exact);
        let mut answers = self.best_of_those(words, columns, &fits, least)?;
        for way in &naming.ways {
            let saying = self.saying(&way.wholes)?;
            if saying.as_ref().is_some_and(HashSet::is_empty) {
                continue;
            }
            let both = |at: DocAddress| fits(at) && saying.as_ref().is_none_or(|saying| saying.contains(&at));
            let others = self.best_of_those(&way.words, columns, &both, least)?;
            add(&mut answers.all, others.all);
            if let (Some(narrowed), Some(others)) = (&mut answers.narrowed, others.narrowed) {
                add(narrowed, others);
            }
        }
        Ok(answers)
    }

    /// Of the texts that are let through, those that have at least this share of the words.
    fn best_of_those(
        &self,
        words: &Words,
        columns: &Columns,
        fits: &dyn Fn(DocAddress) -> bool,
        least: f32,
    ) -> Result<Answers, SearchError> {
        let view = View::of(self.searcher, columns, self.fields, words)?;
        let hidden = columns.hidden(self.audience);
        let list = |filter: &dyn Fn(DocAddress) -> bool| -> Result<Vec<Candidate>, SearchError> {
            let mut list = first::list(self.searcher, &view, CANDIDATES, &Wanted { hidden, filter: Some(filter) })?;
            view.rerank(columns, &mut list)?;
            list.retain(|candidate| candidate.share >= least);
            Ok(list)
        };
        let all = List::of(list(fits)?);
        let narrowed = self.narrowed(&all, columns, |passes| list(&|at: DocAddress| fits(at) && passes(at)))?;
        Ok(Answers { all, narrowed })
    }
}

fn each(answers: &mut Answers, change: impl Fn(&mut Candidate)) {
    for list in once(&mut answers.all).chain(&mut answers.narrowed) {
        list.best.iter_mut().for_each(&change);
    }
}

/// Before the others of the list.
fn put_first(list: &mut List, first: List) {
    let known: HashSet<DocAddress> = first.best.iter().map(|candidate| candidate.address).collect();
    let others = list.best.drain(..).filter(|candidate| !known.contains(&candidate.address));
    let all = first.best.into_iter().chain(others).collect();
    list.best = all;
}

/// Titles that have all of the question are raised as well: who types one looks for it. A text that does not say what was typed
/// stands as if it were the last that does, in the order of `named`.
fn raise(list: &mut List, named: List) {
    if named.best.is_empty() {
        return;
    }
    let last = list.best.iter().map(|candidate| candidate.score).reduce(f32::min).unwrap_or_default();
    for candidate in list.best.iter_mut().filter(|candidate| candidate.titled) {
        candidate.score += NAMED;
    }
    let places: HashMap<DocAddress, usize> = list.best.iter().enumerate().map(|(at, c)| (c.address, at)).collect();
    let mut least = last;
    for candidate in named.best {
        least -= NAMED_STEP;
        if let Some(known) = places.get(&candidate.address).and_then(|at| list.best.get_mut(*at)) {
            known.score = known.score.max(candidate.score) + NAMED;
            known.share = known.share.max(candidate.share);
        } else {
            list.best.push(Candidate { score: candidate.score.max(least) + NAMED, ..candidate });
        }
    }
    list.best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    list.more |= named.more || list.best.len() > CANDIDATES;
    list.best.truncate(CANDIDATES);
}
