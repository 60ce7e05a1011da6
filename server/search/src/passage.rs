//! The closer look at the best of the first list: how much of the question stands in one place, and in its order.

use tantivy::{
    DocAddress, DocId, DocSet, Searcher, TERMINATED, Term,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use crate::{question::Words, schema::Fields, weights::Weights};

/// A document of the first list and its score.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub address: DocAddress,
    pub score: f32,
}

/// Where a term of the question stands in a field.
type Places = Vec<(u32, u8)>;

const MOST_PLACES: usize = 48;

/// Adds to the scores of the first `weights.looked_at` candidates what the closer look finds, and sorts all again.
pub fn rerank(
    searcher: &Searcher,
    fields: &Fields,
    words: &Words,
    weights: &Weights,
    candidates: &mut [Candidate],
) -> tantivy::Result<()> {
    let scale = Scale::of(searcher, fields, words)?;
    let looked_at = weights.looked_at.min(candidates.len());
    let Some(looked_at) = candidates.get_mut(..looked_at) else { return Ok(()) };
    looked_at.sort_unstable_by_key(|c| c.address);
    let mut from = 0;
    while let Some(first) = looked_at.get(from) {
        let segment = first.address.segment_ord;
        let length = looked_at.iter().skip(from).take_while(|c| c.address.segment_ord == segment).count();
        let Some(group) = looked_at.get_mut(from..from + length) else { break };
        let docs: Vec<DocId> = group.iter().map(|c| c.address.doc_id).collect();
        let title = places(searcher, segment, fields.title, words, &docs)?;
        let lead = places(searcher, segment, fields.lead, words, &docs)?;
        let body = places(searcher, segment, fields.body, words, &docs)?;
        for (at, candidate) in group.iter_mut().enumerate() {
            let (Some(title), Some(lead), Some(body)) = (title.get(at), lead.get(at), body.get(at)) else { continue };
            candidate.score += scale.look(words, weights, title, lead, body);
        }
        from += length;
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
    Ok(())
}

/// What each term is worth, so that all of them together make the score of a perfect match.
struct Scale {
    worth: Vec<f32>,
    total: f32,
    pairs_total: f32,
}

impl Scale {
    fn of(searcher: &Searcher, fields: &Fields, words: &Words) -> tantivy::Result<Self> {
        #[allow(clippy::cast_precision_loss)]
        let worth = words
            .terms
            .iter()
            .map(|term| {
                let in_body = searcher.doc_freq(&Term::from_field_text(fields.body, &term.text))?;
                let in_lead = searcher.doc_freq(&Term::from_field_text(fields.lead, &term.text))?;
                let found = in_body.max(in_lead).min(searcher.num_docs()) as f32;
                let all = searcher.num_docs() as f32;
                Ok(term.weight * (1.0 + (all - found + 0.5) / (found + 0.5)).ln())
            })
            .collect::<tantivy::Result<Vec<f32>>>()?;
        let total = worth.iter().sum();
        let mut scale = Self { worth, total, pairs_total: 0.0 };
        scale.pairs_total = neighbours(words).map(|(a, b, _)| scale.pair(a, b)).sum();
        Ok(scale)
    }

    fn worth(&self, term: usize) -> f32 {
        self.worth.get(term).copied().unwrap_or_default()
    }

    fn pair(&self, a: usize, b: usize) -> f32 {
        (self.worth(a) * self.worth(b)).sqrt()
    }

    fn look(&self, words: &Words, weights: &Weights, title: &Places, lead: &Places, body: &Places) -> f32 {
        let cover = self.cover([title, lead, body].into_iter().flatten());
        let window = self.window(lead, weights.window_size).max(self.window(body, weights.window_size));
        let shares = weights.cover * cover
            + weights.lead_cover * self.cover(lead.iter())
            + weights.title_cover * self.cover(title.iter()).powi(3)
            + weights.window * window;
        let pairs = weights.lead_pairs * self.pairs(words, lead) + weights.body_pairs * self.pairs(words, body);
        self.total * shares + self.total * pairs
    }

    /// Which share of the question is there at all.
    fn cover<'a>(&self, places: impl Iterator<Item = &'a (u32, u8)>) -> f32 {
        let mut seen = 0_u64;
        places.for_each(|&(_, term)| seen |= 1 << term);
        self.share(seen)
    }

    fn share(&self, seen: u64) -> f32 {
        let found: f32 = (0..self.worth.len()).filter(|t| seen >> t & 1 == 1).map(|t| self.worth(t)).sum();
        if self.total > 0.0 { found / self.total } else { 0.0 }
    }

    /// The greatest share of the question within `size` places.
    fn window(&self, places: &Places, size: u32) -> f32 {
        let mut counts = [0_u16; 64];
        let (mut sum, mut best, mut from) = (0.0_f32, 0.0_f32, 0);
        for &(place, term) in places {
            let count = &mut counts[usize::from(term) & 63];
            *count += 1;
            if *count == 1 {
                sum += self.worth(usize::from(term));
            }
            while let Some(&(first, left)) = places.get(from).filter(|(first, _)| *first + size <= place) {
                let _ = first;
                let count = &mut counts[usize::from(left) & 63];
                *count -= 1;
                if *count == 0 {
                    sum -= self.worth(usize::from(left));
                }
                from += 1;
            }
            best = best.max(sum);
        }
        if self.total > 0.0 { best / self.total } else { 0.0 }
    }

    /// Which share of the question's neighbours are neighbours there.
    fn pairs(&self, words: &Words, places: &Places) -> f32 {
        if self.pairs_total <= 0.0 {
            return 0.0;
        }
        let found: f32 = neighbours(words)
            .filter(|&(a, b, apart)| {
                places.iter().any(|&(place, term)| {
                    usize::from(term) == a
                        && places.binary_search(&(place + apart, u8::try_from(b).unwrap_or(u8::MAX))).is_ok()
                })
            })
            .map(|(a, b, _)| self.pair(a, b))
            .sum();
        found / self.pairs_total
    }
}

/// Terms that follow each other in the question, and how far apart.
fn neighbours(words: &Words) -> impl Iterator<Item = (usize, usize, u32)> {
    words.sequence.windows(2).filter_map(|two| match two {
        [(a, at), (b, next)] => Some((*a, *b, u32::try_from(next.saturating_sub(*at)).unwrap_or(1))),
        _ => None,
    })
}

/// Where the question's terms stand in a field of each document, in the order of places.
fn places(
    searcher: &Searcher,
    segment: u32,
    field: Field,
    words: &Words,
    docs: &[DocId],
) -> tantivy::Result<Vec<Places>> {
    let index = searcher.segment_reader(segment).inverted_index(field)?;
    let mut out: Vec<Places> = vec![Places::new(); docs.len()];
    let mut buffer = Vec::new();
    for (number, term) in words.terms.iter().enumerate() {
        let term = Term::from_field_text(field, &term.text);
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else { continue };
        let number = u8::try_from(number).unwrap_or(u8::MAX);
        for (doc, places) in docs.iter().zip(&mut out) {
            let at = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
            if at == TERMINATED {
                break;
            }
            if at == *doc {
                postings.positions(&mut buffer);
                places.extend(buffer.iter().take(MOST_PLACES).map(|place| (*place, number)));
            }
        }
    }
    out.iter_mut().for_each(|places| places.sort_unstable());
    Ok(out)
}
