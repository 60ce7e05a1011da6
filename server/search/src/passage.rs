//! The closer look at the best of the first list: where in a document the question's terms stand, how early, how close
//! together, and in which order.

use tantivy::{
    DocAddress, DocId, Searcher, TERMINATED, Term,
    fieldnorm::FieldNormReader,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use crate::{
    analysis::Shape,
    question::Words,
    schema::Fields,
    weights::{LATE_TERM, LATE_WINDOW, LENGTH, LOOKED_AT, Look, SATURATION, WINDOW},
};

/// A document of a list and its score.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub address: DocAddress,
    pub score: f32,
}

/// Of one term, in one text, no more places than this are looked at.
const MOST_PLACES: usize = 16;
/// A term's number in a set of terms is a bit.
const BITS: usize = 64;

/// Scores the first candidates anew and puts them in order; the ones after them stay behind. Answers with how much of the
/// question the fullest of them has, 0 to 1.
pub fn rerank(searcher: &Searcher, fields: &Fields, words: &Words, candidates: &mut [Candidate]) -> tantivy::Result<f32> {
    let looked_at = LOOKED_AT.min(candidates.len());
    let (first, rest) = candidates.split_at_mut(looked_at);
    let view = View::of(searcher, fields, words)?;
    let mut fullest = 0.0_f32;
    first.sort_unstable_by_key(|c| c.address);
    for group in first.chunk_by_mut(|a, b| a.address.segment_ord == b.address.segment_ord) {
        fullest = fullest.max(view.look(group)?);
    }
    first.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    let least = first.last().map_or(0.0, |c| c.score);
    let most = rest.first().map_or(1.0, |c| c.score).max(f32::MIN_POSITIVE);
    for candidate in rest {
        candidate.score *= least / most;
    }
    Ok(fullest)
}

/// A question before one state of the index.
struct View<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    words: &'a Words,
    look: Look,
    /// What each term is worth: the rarer, the more.
    worth: Vec<f32>,
    total: f32,
    /// Terms that follow each other in the question, how far apart, and what they are worth.
    pairs: Vec<(usize, usize, u32, f32)>,
    pairs_total: f32,
    /// Beginnings of the question's Latin words, as pairs of letters: which term, and its pairs.
    beginnings: Vec<(usize, Vec<String>)>,
    title: Side,
    lead: Side,
    body: Side,
}

/// A field, and how rare each term is in it.
struct Side {
    field: Field,
    rarity: Vec<f32>,
    average_length: f32,
}

/// A field of one document.
#[derive(Clone, Default)]
struct Text {
    /// Place and term, in order.
    places: Vec<(u32, u8)>,
    /// Term and how often it stands there.
    counts: Vec<(u8, u32)>,
    length: f32,
}

impl<'a> View<'a> {
    fn of(searcher: &'a Searcher, fields: &'a Fields, words: &'a Words) -> tantivy::Result<Self> {
        let side = |field| Side::of(searcher, field, words);
        let (title, lead, body) = (side(fields.title)?, side(fields.lead)?, side(fields.body)?);
        let rarity = |at: usize| [&title, &lead, &body].iter().map(|s| s.rarity(at)).fold(f32::MAX, f32::min);
        let worth: Vec<f32> = words.terms.iter().enumerate().map(|(at, term)| term.weight * rarity(at)).collect();
        let of = |term: usize| worth.get(term).copied().unwrap_or_default();
        let follow = words.sequence.windows(2).filter_map(|two| match two {
            [(a, at), (b, next)] => Some((*a, *b, u32::try_from(next.saturating_sub(*at)).ok()?, (of(*a) * of(*b)).sqrt())),
            _ => None,
        });
        let pairs: Vec<_> = follow.collect();
        let spaced: f32 = words.terms.iter().zip(&worth).filter(|(t, _)| t.shape == Shape::Word).map(|(_, w)| w).sum();
        let total: f32 = worth.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        Ok(Self {
            look: Look::for_share(1.0 - spaced / total),
            pairs_total: pairs.iter().map(|p| p.3).sum(),
            beginnings: beginnings(words),
            searcher,
            fields,
            words,
            worth,
            total,
            pairs,
            title,
            lead,
            body,
        })
    }

    /// Scores candidates of one segment, sorted by document, and answers with the largest share of the question.
    fn look(&self, group: &mut [Candidate]) -> tantivy::Result<f32> {
        let Some(segment) = group.first().map(|c| c.address.segment_ord) else { return Ok(0.0) };
        let docs: Vec<DocId> = group.iter().map(|c| c.address.doc_id).collect();
        let titles = self.texts(segment, &self.title, &docs)?;
        let leads = self.texts(segment, &self.lead, &docs)?;
        let bodies = self.texts(segment, &self.body, &docs)?;
        let parts = self.title_parts(segment, &docs)?;
        let texts = titles.iter().zip(&leads).zip(&bodies).zip(&parts);
        let mut fullest = 0.0_f32;
        for (candidate, (((title, lead), body), part)) in group.iter_mut().zip(texts) {
            fullest = fullest.max(self.known(title.terms() | lead.terms() | body.terms() | part));
            candidate.score = self.score(title, lead, body) + self.look.title_parts * self.total * self.share(*part);
        }
        Ok(fullest)
    }

    fn score(&self, title: &Text, lead: &Text, body: &Text) -> f32 {
        let look = &self.look;
        let in_title = self.share(title.terms());
        let shares = look.early * self.early([title, lead, body])
            + look.window * self.window(title).max(self.window(lead)).max(self.window(body))
            + look.pairs * self.pairs(lead)
            + look.title * both(in_title, title.precision())
            + look.in_title * in_title
            + look.whole_title * in_title.powi(3);
        look.body * self.bm25(&self.body, body) + look.lead * self.bm25(&self.lead, lead) + self.total * shares
    }

    fn worth(&self, term: u8) -> f32 {
        self.worth.get(usize::from(term)).copied().unwrap_or_default()
    }

    /// How much of the question a set of terms is.
    fn share(&self, terms: u64) -> f32 {
        let found = self.worth.iter().enumerate().filter(|(at, _)| terms >> (at % BITS) & 1 == 1);
        found.map(|(_, worth)| worth).sum::<f32>() / self.total
    }

    /// The same without regard to how rare they are: a word that no text here has says nothing about the others.
    fn known(&self, terms: u64) -> f32 {
        let weights = || self.words.terms.iter().enumerate().map(|(at, term)| (at, term.weight));
        let found = weights().filter(|(at, _)| terms >> (at % BITS) & 1 == 1);
        found.map(|(_, weight)| weight).sum::<f32>() / weights().map(|(_, weight)| weight).sum::<f32>().max(f32::MIN_POSITIVE)
    }

    #[allow(clippy::cast_precision_loss)]
    fn bm25(&self, side: &Side, text: &Text) -> f32 {
        let long = SATURATION * (1.0 - LENGTH + LENGTH * text.length / side.average_length);
        let of = |&(term, count): &(u8, u32)| {
            let count = count as f32;
            let at = usize::from(term);
            let weight = self.words.terms.get(at).map_or(0.0, |t| t.weight);
            weight * side.rarity(at) * count * (SATURATION + 1.0) / (count + long)
        };
        text.counts.iter().map(of).sum()
    }

    /// Every term by the first place where it stands, in the text where that is earliest.
    fn early(&self, texts: [&Text; 3]) -> f32 {
        let mut first = [u32::MAX; BITS];
        for &(place, term) in texts.iter().flat_map(|text| &text.places) {
            let first = &mut first[usize::from(term) % BITS];
            *first = place.min(*first);
        }
        let seen = first.iter().zip(&self.worth).filter(|(place, _)| **place != u32::MAX);
        seen.map(|(place, worth)| worth / (1.0 + places(*place) / LATE_TERM)).sum::<f32>() / self.total
    }

    /// The most of the question within a few places, late ones counting less.
    fn window(&self, text: &Text) -> f32 {
        let mut counts = [0_u16; BITS];
        let (mut sum, mut best, mut from) = (0.0_f32, 0.0_f32, 0);
        for &(place, term) in &text.places {
            let count = &mut counts[usize::from(term) % BITS];
            *count += 1;
            if *count == 1 {
                sum += self.worth(term);
            }
            let mut start = place;
            while let Some(&(first, left)) = text.places.get(from) {
                if first + WINDOW > place {
                    start = first;
                    break;
                }
                let count = &mut counts[usize::from(left) % BITS];
                *count = count.saturating_sub(1);
                if *count == 0 {
                    sum -= self.worth(left);
                }
                from += 1;
            }
            best = best.max(sum / (1.0 + places(start) / LATE_WINDOW));
        }
        best / self.total
    }

    /// How many of the question's neighbours are neighbours there.
    fn pairs(&self, text: &Text) -> f32 {
        if self.pairs_total <= 0.0 {
            return 0.0;
        }
        let stands =
            |place: u32, term: usize| u8::try_from(term).is_ok_and(|term| text.places.binary_search(&(place, term)).is_ok());
        let found = self.pairs.iter().filter(|(a, b, apart, _)| {
            let mut firsts = text.places.iter().filter(|(_, term)| usize::from(*term) == *a);
            firsts.any(|(place, _)| stands(place + apart, *b))
        });
        found.map(|p| p.3).sum::<f32>() / self.pairs_total
    }

    /// Where the terms stand in a field of each document.
    fn texts(&self, segment: u32, side: &Side, docs: &[DocId]) -> tantivy::Result<Vec<Text>> {
        let reader = self.searcher.segment_reader(segment);
        let index = reader.inverted_index(side.field)?;
        let norms = reader.get_fieldnorms_reader(side.field)?;
        let mut out: Vec<Text> = docs.iter().map(|doc| Text { length: length(&norms, *doc), ..Text::default() }).collect();
        let mut buffer = Vec::new();
        for (number, term) in (0_u8..).zip(&self.words.terms) {
            let term = Term::from_field_text(side.field, &term.text);
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
                continue;
            };
            each(&mut postings, docs, |at, postings| {
                let Some(text) = out.get_mut(at) else { return };
                postings.positions(&mut buffer);
                text.counts.push((number, postings.term_freq()));
                text.places.extend(buffer.iter().take(MOST_PLACES).map(|place| (*place, number)));
            });
        }
        for text in &mut out {
            text.places.sort_unstable();
        }
        Ok(out)
    }

    /// Which terms begin somewhere within the title of each document.
    fn title_parts(&self, segment: u32, docs: &[DocId]) -> tantivy::Result<Vec<u64>> {
        let index = self.searcher.segment_reader(segment).inverted_index(self.fields.typed)?;
        let mut out = vec![0_u64; docs.len()];
        let mut buffer = Vec::new();
        for (term, beginning) in &self.beginnings {
            let mut places: Vec<Vec<u32>> = vec![Vec::new(); docs.len()];
            for (number, pair) in beginning.iter().enumerate() {
                let pair = Term::from_field_text(self.fields.typed, pair);
                let mut now: Vec<Vec<u32>> = vec![Vec::new(); docs.len()];
                if let Some(mut postings) = index.read_postings(&pair, IndexRecordOption::WithFreqsAndPositions)? {
                    each(&mut postings, docs, |at, postings| {
                        postings.positions(&mut buffer);
                        let (Some(now), Some(before)) = (now.get_mut(at), places.get(at)) else { return };
                        let follows = |place: &&u32| number == 0 || place.checked_sub(1).is_some_and(|p| before.contains(&p));
                        now.extend(buffer.iter().filter(follows));
                    });
                }
                places = now;
            }
            for (terms, _) in out.iter_mut().zip(&places).filter(|(_, places)| !places.is_empty()) {
                *terms |= 1 << (term % BITS);
            }
        }
        Ok(out)
    }
}

impl Side {
    #[allow(clippy::cast_precision_loss)]
    fn of(searcher: &Searcher, field: Field, words: &Words) -> tantivy::Result<Self> {
        let all = searcher.num_docs() as f32;
        let rarity = words.terms.iter().map(|term| {
            let found = (searcher.doc_freq(&Term::from_field_text(field, &term.text))? as f32).min(all);
            Ok((1.0 + (all - found + 0.5) / (found + 0.5)).ln())
        });
        let rarity = rarity.collect::<tantivy::Result<_>>()?;
        let mut tokens = 0;
        for reader in searcher.segment_readers() {
            tokens += reader.inverted_index(field)?.total_num_tokens();
        }
        Ok(Self { field, rarity, average_length: (tokens as f32 / all.max(1.0)).max(1.0) })
    }

    fn rarity(&self, term: usize) -> f32 {
        self.rarity.get(term).copied().unwrap_or_default()
    }
}

impl Text {
    fn terms(&self) -> u64 {
        self.counts.iter().fold(0, |terms, (term, _)| terms | 1 << (usize::from(*term) % BITS))
    }

    /// How much of this text is asked for.
    #[allow(clippy::cast_precision_loss)]
    fn precision(&self) -> f32 {
        (self.counts.len() as f32 / self.length.max(1.0)).min(1.0)
    }
}

/// Calls `found` for every one of the sorted `docs` that has the term.
fn each<P: Postings>(postings: &mut P, docs: &[DocId], mut found: impl FnMut(usize, &mut P)) {
    for (at, doc) in docs.iter().enumerate() {
        let now = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
        if now == TERMINATED {
            return;
        }
        if now == *doc {
            found(at, postings);
        }
    }
}

/// The first letters of Latin words of three and more, as the title's letters are indexed.
fn beginnings(words: &Words) -> Vec<(usize, Vec<String>)> {
    let latin = words.terms.iter().enumerate().filter(|(_, t)| t.shape == Shape::Word && t.text.len() >= 3);
    let ascii = latin.filter(|(_, t)| t.text.is_ascii());
    ascii.map(|(at, t)| (at, (0..2).filter_map(|i| t.text.get(i..i + 2)).map(str::to_owned).collect())).collect()
}

#[allow(clippy::cast_precision_loss)]
fn length(norms: &FieldNormReader, doc: DocId) -> f32 {
    norms.fieldnorm(doc) as f32
}

#[allow(clippy::cast_precision_loss)]
fn places(place: u32) -> f32 {
    place as f32
}

/// The harmonic mean of two shares.
fn both(a: f32, b: f32) -> f32 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}
