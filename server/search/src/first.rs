//! The first list: the best texts by the most telling terms, for the closer look.
//!
//! Term after term, all that it adds to a text is added to the text's sum: with a dozen terms in three fields, that is a few
//! times quicker than to go through all of them text by text. Once a text that none of the terms so far have could hardly make
//! the list any more, the others only add to sums that are there. Who may read a text, and the filters, are asked before its
//! sum is begun.

use std::{
    cell::RefCell,
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use tantivy::{
    DocAddress, DocId, DocSet, Searcher, SegmentReader,
    fieldnorm::FieldNormReader,
    postings::{Postings, TermInfo},
    schema::IndexRecordOption,
};

use crate::{
    passage::{Candidate, Telling, View, each},
    side::Side,
};

/// BM25 of the first list.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;
/// A term of fewer texts is added without asking whether it has to be.
const LONG: u32 = 2_000;
/// Of the most that terms can add, as much as they do add to any text: one that says each of them over and over is rare.
const HARDLY_MORE: f32 = 0.6;
const OUT: f32 = f32::NEG_INFINITY;

thread_local! {
    /// Room for the sums of one search, kept for the next.
    static ROOM: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// At most `length` texts that `let_through` accepts, best first.
pub fn list(
    searcher: &Searcher,
    view: &View,
    length: usize,
    let_through: impl Fn(DocAddress) -> bool,
) -> tantivy::Result<Vec<Candidate>> {
    let telling = view.telling();
    let mut best: BinaryHeap<Reverse<Listed>> = BinaryHeap::with_capacity(length + 1);
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        let alive = reader.alive_bitset();
        let counts = |doc| alive.is_none_or(|alive| alive.is_alive(doc)) && let_through(DocAddress::new(segment, doc));
        let sums = Sums::of(reader, segment, &telling, length, &counts)?;
        for doc in sums.begun {
            let Some(score) = sums.scores.get(doc as usize).copied() else { continue };
            let listed = Listed(Candidate { address: DocAddress::new(segment, doc), score });
            let full = best.len() >= length;
            if full && best.peek().is_some_and(|Reverse(last)| listed <= *last) {
                continue;
            }
            best.push(Reverse(listed));
            if full {
                best.pop();
            }
        }
        ROOM.set(sums.scores);
    }
    Ok(best.into_sorted_vec().into_iter().map(|Reverse(Listed(candidate))| candidate).collect())
}

/// What each text of a segment has of the question.
struct Sums {
    /// [`OUT`] for texts that do not count.
    scores: Vec<f32>,
    /// The texts with a sum.
    begun: Vec<DocId>,
    best: f32,
}

/// A term in a field of a segment, and the most it can add.
struct Clause<'v> {
    side: &'v Side,
    info: &'v TermInfo,
    weight: f32,
    most: f32,
}

impl Clause<'_> {
    #[allow(clippy::cast_precision_loss)]
    fn adds(&self, count: u32, norm: f32) -> f32 {
        let count = count as f32;
        self.weight * count / (count + norm)
    }
}

impl Sums {
    fn of(
        reader: &SegmentReader,
        segment: u32,
        telling: &[Telling],
        length: usize,
        counts: &impl Fn(DocId) -> bool,
    ) -> tantivy::Result<Self> {
        let mut clauses: Vec<Clause> = Vec::new();
        for Telling { side, term, weight } in telling {
            let listed = side.listed(segment).iter().filter(|(number, _)| usize::from(*number) == *term);
            let weight = weight * (SATURATION + 1.0);
            clauses.extend(listed.map(|(_, info)| Clause { side, info, weight, most: weight }));
        }
        clauses.retain(|clause| clause.weight > 0.0);
        clauses.sort_by(|a, b| b.most.total_cmp(&a.most));
        let mut left: f32 = clauses.iter().map(|clause| clause.most).sum();
        let mut sums = Self { scores: ROOM.take(), begun: Vec::new(), best: 0.0 };
        sums.scores.clear();
        sums.scores.resize(reader.max_doc() as usize, 0.0);
        let mut closed = false;
        let mut norms: Vec<Norms> = Vec::new();
        for clause in &clauses {
            if !closed && clause.info.doc_freq >= LONG && left * HARDLY_MORE < sums.best && sums.begun.len() > length {
                let last = sums.at(length);
                closed = last > left * HARDLY_MORE;
                if closed {
                    sums.close(last - left);
                }
            }
            let norms = Norms::known(&mut norms, reader, clause.side)?;
            if closed {
                sums.add_to_begun(reader, clause, norms)?;
            } else {
                sums.add(reader, clause, norms, counts)?;
            }
            left -= clause.most;
        }
        Ok(sums)
    }

    /// The score at a place of the list so far.
    fn at(&self, place: usize) -> f32 {
        let mut scores: Vec<f32> = self.begun.iter().filter_map(|doc| self.scores.get(*doc as usize).copied()).collect();
        let place = place.min(scores.len().saturating_sub(1));
        *scores.select_nth_unstable_by(place, |a, b| b.total_cmp(a)).1
    }

    /// From now on no text is begun, and those that cannot reach `least` are left.
    fn close(&mut self, least: f32) {
        let scores = &self.scores;
        self.begun.retain(|doc| scores.get(*doc as usize).is_some_and(|score| *score >= least));
        self.begun.sort_unstable();
    }

    /// To texts that are begun alone, which stand in order.
    fn add_to_begun(&mut self, reader: &SegmentReader, clause: &Clause, norms: &Norms<'_>) -> tantivy::Result<()> {
        let index = clause.side.index(reader)?;
        let mut postings = index.read_postings_from_terminfo(clause.info, IndexRecordOption::WithFreqs)?;
        let scores = &mut self.scores;
        each(&mut postings, &self.begun, |at, postings| {
            if let Some(score) = self.begun.get(at).and_then(|doc| scores.get_mut(*doc as usize)) {
                *score += clause.adds(postings.term_freq(), norms.of(postings.doc()));
            }
        });
        Ok(())
    }

    fn add(
        &mut self,
        reader: &SegmentReader,
        clause: &Clause,
        norms: &Norms<'_>,
        counts: &impl Fn(DocId) -> bool,
    ) -> tantivy::Result<()> {
        let index = clause.side.index(reader)?;
        let mut block = index.read_block_postings_from_terminfo(clause.info, IndexRecordOption::WithFreqs)?;
        while !block.docs().is_empty() {
            for (doc, count) in block.docs().iter().zip(block.freqs()) {
                let Some(score) = self.scores.get_mut(*doc as usize) else { continue };
                if *score > 0.0 {
                    *score += clause.adds(*count, norms.of(*doc));
                    self.best = self.best.max(*score);
                } else if *score == 0.0 {
                    if counts(*doc) {
                        *score = clause.adds(*count, norms.of(*doc));
                        self.begun.push(*doc);
                    } else {
                        *score = OUT;
                    }
                }
            }
            block.advance();
        }
        Ok(())
    }
}

/// How long the texts are in a field, as BM25 reckons with it.
struct Norms<'v> {
    side: &'v Side,
    reader: FieldNormReader,
    by_number: [f32; 256],
}

impl<'v> Norms<'v> {
    #[allow(clippy::cast_precision_loss)]
    fn known<'n>(all: &'n mut Vec<Self>, reader: &SegmentReader, side: &'v Side) -> tantivy::Result<&'n Self> {
        let known = all.iter().position(|norms| std::ptr::eq(norms.side, side));
        let at = known.unwrap_or(all.len());
        if known.is_none() {
            let mut by_number = [0.0; 256];
            for (number, norm) in (0..=u8::MAX).zip(&mut by_number) {
                let length = FieldNormReader::id_to_fieldnorm(number) as f32;
                *norm = SATURATION * (1.0 - LENGTH + LENGTH * length / side.average_length);
            }
            all.push(Self { side, reader: reader.get_fieldnorms_reader(side.field)?, by_number });
        }
        all.get(at).ok_or_else(|| tantivy::TantivyError::InternalError("norms".into()))
    }

    fn of(&self, doc: DocId) -> f32 {
        self.by_number[usize::from(self.reader.fieldnorm_id(doc))]
    }
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
