//! The first list: the best texts by the most telling terms, for the closer look.
//!
//! Who may read a text, and the filters, are asked only of texts that would make the list: so the index may pass over whole
//! blocks of texts that cannot.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use tantivy::{
    DocAddress, Searcher, Term,
    query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use crate::{
    passage::{Candidate, View},
    schema::Fields,
    weights::{FIRST_BODY, FIRST_LEAD, FIRST_TITLE},
};

/// At most `length` texts that `let_through` accepts, best first.
pub fn list(
    searcher: &Searcher,
    fields: &Fields,
    view: &View,
    length: usize,
    let_through: impl Fn(DocAddress) -> bool,
) -> tantivy::Result<Vec<Candidate>> {
    let query = any_term(fields, view);
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best: BinaryHeap<Reverse<Listed>> = BinaryHeap::with_capacity(length + 1);
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        let alive = reader.alive_bitset();
        let least = least(&best, length);
        weight.for_each_pruning(least, reader, &mut |doc, score| {
            let address = DocAddress::new(segment, doc);
            if alive.is_none_or(|alive| alive.is_alive(doc)) && let_through(address) {
                best.push(Reverse(Listed(Candidate { address, score })));
                if best.len() > length {
                    best.pop();
                }
            }
            self::least(&best, length)
        })?;
    }
    Ok(best.into_sorted_vec().into_iter().map(|Reverse(Listed(candidate))| candidate).collect())
}

/// What a text must score above to be listed.
fn least(best: &BinaryHeap<Reverse<Listed>>, length: usize) -> f32 {
    let last = best.peek().filter(|_| best.len() >= length);
    last.map_or(f32::MIN, |Reverse(Listed(candidate))| candidate.score)
}

fn any_term(fields: &Fields, view: &View) -> BooleanQuery {
    let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (text, weight) in view.telling() {
        for (field, share) in [(fields.title, FIRST_TITLE), (fields.lead, FIRST_LEAD), (fields.body, FIRST_BODY)] {
            let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
            any.push((Occur::Should, Box::new(BoostQuery::new(Box::new(query), share * weight))));
        }
    }
    BooleanQuery::new(any)
}

/// Ordered by score, then the earlier text before the later one.
struct Listed(Candidate);

impl Ord for Listed {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.score.total_cmp(&other.0.score).then_with(|| other.0.address.cmp(&self.0.address))
    }
}

impl PartialOrd for Listed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Listed {}
