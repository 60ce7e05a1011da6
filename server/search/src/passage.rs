//! The closer look at the best of the first list: where in a document the question's terms stand, how early, how close
//! together, and in which order.

use tantivy::{DocId, Searcher};

use crate::{
    across::Across,
    analysis::Shape,
    asked::{asked, part},
    candidate::{Candidate, best_first, stay_behind},
    columns::Columns,
    endings::Endings,
    letters::{Letters, Spelt},
    question::Words,
    says::Says,
    schema::Fields,
    side::Side,
    texts::{BITS, Text},
    weights::{
        FIRST_BODY, FIRST_LEAD, FIRST_TITLE, FIRST_WHOLE, INFLECTED, LATE_TERM, LATE_WINDOW, LEAD_SMOOTHING, LENGTH, LONG_LEAD,
        LOOKED_AT, LOOKED_AT_LEAST, Look, PHRASE, PLACED, SATURATION, SENTENCE, SHORT_LEAD, SMOOTHING, TELLING, WHOLE_LENGTH,
        WHOLE_SATURATION, in_title, looked_closely_at, worth_looking,
    },
    within::Within,
};

/// A share of all, as far as sums of fractions are that.
const WHOLE: f32 = 0.999;

/// A question before one state of the index.
pub struct View<'a> {
    searcher: &'a Searcher,
    words: &'a Words,
    look: Look,
    /// Of the first text's score, as much as makes others worth looking at.
    worth_looking: f32,
    /// How many texts are looked at by where the terms stand.
    closely: usize,
    /// What each term is worth: the rarer, the more.
    worth: Vec<f32>,
    total: f32,
    /// The same of the words that say what is asked.
    asked: Vec<f32>,
    asked_total: f32,
    /// The same, where the pairs of a long word share what one is worth.
    shared: Vec<f32>,
    shared_total: f32,
    /// Of all terms, rare or not.
    weight: f32,
    /// Terms that follow each other in the question, how far apart, and what they are worth.
    pairs: Vec<(usize, usize, u32, f32)>,
    pairs_total: f32,
    /// How much likelier a body, and a lead, is to say each term, by how often it does.
    body_says: Says,
    lead_says: Says,
    letters: Letters,
    across: Across,
    endings: Endings<'a>,
    within: Within,
    title: Side,
    lead: Side,
    body: Side,
    wholes: Side,
    title_wholes: Side,
    lead_wholes: Side,
}

/// A term of the first list.
pub struct Telling<'a> {
    pub side: &'a Side,
    pub term: usize,
    pub weight: f32,
}

/// What one document has of the question.
struct Looked {
    candidate: Candidate,
    title: Text,
    lead: Text,
    body: Text,
    wholes: Text,
    spelt: Spelt,
    /// What its title has of the question in another script, weighed.
    across: f32,
    /// Terms that the title has with another ending than was typed, as bits; none before it was looked at closely.
    inflected: u64,
}

impl<'a> View<'a> {
    pub fn of(searcher: &'a Searcher, columns: &Columns, fields: &Fields, words: &'a Words) -> tantivy::Result<Self> {
        let side = |field| Side::of(searcher, columns, field, words.terms.iter().map(|t| (t.text.as_str(), t.also.as_deref())));
        let wholes = |field| Side::of(searcher, columns, field, words.wholes.iter().map(|whole| (whole.as_str(), None)));
        let (title, lead, body) = (side(fields.title)?, side(fields.lead)?, side(fields.body)?);
        let rarity = |at: usize| [&title, &lead, &body].iter().map(|s| s.rarity(at)).fold(f32::MAX, f32::min);
        let worth: Vec<f32> = words.terms.iter().enumerate().map(|(at, term)| term.weight * rarity(at)).collect();
        let asked = asked(words, &worth, searcher.num_docs());
        let shared: Vec<f32> = words.terms.iter().zip(&worth).map(|(term, worth)| term.share * worth).collect();
        let of = |term: usize| shared.get(term).copied().unwrap_or_default();
        let follow = words.sequence.windows(2).filter_map(|two| match two {
            [(a, at), (b, next)] => Some((*a, *b, u32::try_from(next.saturating_sub(*at)).ok()?, (of(*a) * of(*b)).sqrt())),
            _ => None,
        });
        let pairs: Vec<_> = follow.collect();
        let spaced: f32 = words.terms.iter().zip(&worth).filter(|(t, _)| t.shape == Shape::Word).map(|(_, w)| w).sum();
        let total: f32 = worth.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let japanese = 1.0 - spaced / total;
        Ok(Self {
            look: Look::for_share(japanese),
            worth_looking: worth_looking(japanese),
            closely: looked_closely_at(japanese),
            pairs_total: pairs.iter().map(|p| p.3).sum(),
            body_says: Says::of(words, &body, SMOOTHING),
            lead_says: Says::of(words, &body, LEAD_SMOOTHING),
            letters: Letters::of(words),
            across: Across::of(words),
            endings: Endings::of(words),
            within: Within::default(),
            wholes: wholes(fields.body)?,
            title_wholes: wholes(fields.title)?,
            lead_wholes: wholes(fields.lead)?,
            searcher,
            words,
            worth,
            total,
            asked_total: asked.iter().sum::<f32>().max(f32::MIN_POSITIVE),
            asked,
            shared_total: shared.iter().sum::<f32>().max(f32::MIN_POSITIVE),
            shared,
            weight: words.terms.iter().map(|t| t.weight).sum::<f32>().max(f32::MIN_POSITIVE),
            pairs,
            title,
            lead,
            body,
        })
    }

    /// From here on, texts are told that have of the question's short katakana only parts of other words. `is_covered`: whether
    /// such a word, as a term, has others in its place.
    pub fn tell_parts(&mut self, is_covered: impl Fn(&str) -> bool) {
        let sides = [&self.title_wholes, &self.lead_wholes, &self.wholes];
        let stands = |number: usize| sides.iter().any(|side| of(&side.found, number) > 0.0);
        self.within = Within::of(self.words, stands, is_covered);
    }

    /// The terms that say the most about which text is meant, and what they weigh.
    pub fn telling(&self) -> Vec<Telling<'_>> {
        let mut terms: Vec<_> = self.words.terms.iter().map(|term| term.weight).enumerate().collect();
        terms.sort_by(|a, b| (b.1 * self.body.rarity(b.0)).total_cmp(&(a.1 * self.body.rarity(a.0))));
        terms.truncate(TELLING);
        let mut out = Vec::new();
        for (term, weight) in terms {
            for (side, share) in [(&self.title, FIRST_TITLE), (&self.lead, FIRST_LEAD), (&self.body, FIRST_BODY)] {
                out.push(Telling { side, term, weight: share * weight * side.rarity(term) });
            }
        }
        for term in 0..self.words.wholes.len() {
            for (side, share) in [(&self.title_wholes, FIRST_TITLE), (&self.lead_wholes, FIRST_LEAD), (&self.wholes, FIRST_BODY)]
            {
                out.push(Telling { side, term, weight: share * FIRST_WHOLE * side.rarity(term) });
            }
        }
        out
    }

    /// Scores the first candidates anew and puts them in order, the best of them also by where the terms stand; the ones after
    /// them stay behind. Answers with how much of the question the fullest of them has, 0 to 1.
    pub fn rerank(&self, columns: &Columns, candidates: &mut [Candidate]) -> tantivy::Result<f32> {
        // Where the mistakes of parts are told, each is looked at.
        let looked_at = if self.within.is_empty() { self.worth_looking(candidates) } else { candidates.len() };
        let (first, rest) = candidates.split_at_mut(looked_at);
        first.sort_unstable_by_key(|c| c.address);
        let mut all = Vec::with_capacity(first.len());
        for group in first.chunk_by(|a, b| a.address.segment_ord == b.address.segment_ord) {
            self.read(columns, group, &mut all)?;
        }
        let titles = all.iter().map(|looked| columns.letters(looked.candidate.address));
        let across = self.across.weigh(titles, |terms| self.share(terms));
        for (looked, across) in all.iter_mut().zip(across) {
            looked.across = across;
            looked.candidate.score = self.score(looked);
        }
        let fullest = all.iter().map(|looked| self.known(looked.terms_and_parts())).fold(0.0, f32::max);
        let last = nth_best(&all, self.closely);
        let (mut near, far): (Vec<&mut Looked>, Vec<&mut Looked>) =
            all.iter_mut().partition(|looked| last.is_none_or(|last| best_first(&looked.candidate, &last).is_le()));
        self.look_closely(columns, &mut near)?;
        let (near, mut far) = (in_order(&near), in_order(&far));
        stay_behind(near.last().map(|c| c.score), far.iter_mut());
        for (candidate, looked) in first.iter_mut().zip(near.into_iter().chain(far)) {
            *candidate = looked;
        }
        stay_behind(first.last().map(|c| c.score), rest.iter_mut());
        Ok(fullest)
    }

    /// Of texts, best first, the number of those that are so much like the first that they may be better.
    fn worth_looking(&self, candidates: &[Candidate]) -> usize {
        let least = candidates.first().map_or(0.0, |best| best.score * self.worth_looking);
        let alike = candidates.partition_point(|candidate| candidate.score >= least);
        alike.clamp(LOOKED_AT_LEAST, LOOKED_AT).min(candidates.len())
    }

    /// Reads candidates of one segment, sorted by document: how often the terms stand in them.
    fn read(&self, columns: &Columns, group: &[Candidate], out: &mut Vec<Looked>) -> tantivy::Result<()> {
        let Some(segment) = group.first().map(|c| c.address.segment_ord) else { return Ok(()) };
        let reader = self.searcher.segment_reader(segment);
        let docs: Vec<DocId> = group.iter().map(|c| c.address.doc_id).collect();
        let counted = |side| Text::counted(reader, segment, side, &docs);
        let fields = counted(&self.title)?.into_iter().zip(counted(&self.lead)?);
        let fields = fields.zip(counted(&self.body)?.into_iter().zip(counted(&self.wholes)?));
        let mut other_wholes = Vec::new();
        if !self.within.is_empty() {
            other_wholes.extend([counted(&self.title_wholes)?, counted(&self.lead_wholes)?]);
        }
        for (at, (candidate, ((title, lead), (body, wholes)))) in group.iter().zip(fields).enumerate() {
            let letters = columns.letters(candidate.address);
            let spelt = if self.letters.is_empty() { Spelt::default() } else { self.letters.look(letters) };
            let mut looked = Looked { candidate: *candidate, title, lead, body, wholes, spelt, across: 0.0, inflected: 0 };
            looked.candidate.share = part(&self.asked, looked.terms_and_words()) / self.asked_total;
            looked.candidate.titled = self.share(looked.title.terms) > WHOLE;
            let others = other_wholes.iter().filter_map(|texts| texts.get(at));
            let wholes = others.fold(looked.wholes.terms, |wholes, text| wholes | text.terms);
            looked.candidate.only_within = self.within.is_all(looked.terms_and_words(), wholes);
            out.push(looked);
        }
        Ok(())
    }

    /// Scores the best, in the order of their documents, anew: by where the terms stand in them too.
    fn look_closely(&self, columns: &Columns, best: &mut [&mut Looked]) -> tantivy::Result<()> {
        let wanted = self.placed();
        for group in best.chunk_by_mut(|a, b| a.segment() == b.segment()) {
            let Some(segment) = group.first().map(|looked| looked.segment()) else { continue };
            let reader = self.searcher.segment_reader(segment);
            let mut leads: Vec<_> = group.iter_mut().map(|l| (l.candidate.address.doc_id, &mut l.lead)).collect();
            Text::place(reader, segment, &self.lead, wanted, &mut leads)?;
            let mut bodies: Vec<_> = group.iter_mut().map(|l| (l.candidate.address.doc_id, &mut l.body)).collect();
            Text::place(reader, segment, &self.body, wanted, &mut bodies)?;
        }
        for looked in best.iter_mut() {
            looked.inflected = self.endings.others(looked.title.terms, columns.letters(looked.candidate.address));
            looked.candidate.score = self.score(looked);
        }
        Ok(())
    }

    /// The terms whose places are read, as bits: those that say the most.
    fn placed(&self) -> u64 {
        let mut terms: Vec<(usize, f32)> = self.worth.iter().copied().enumerate().collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1));
        terms.iter().take(PLACED).fold(0, |placed, (term, _)| placed | 1 << (term % BITS))
    }

    fn score(&self, looked: &Looked) -> f32 {
        let Looked { title, lead, body, wholes, spelt, .. } = looked;
        let look = &self.look;
        // What weighs nothing is not looked for.
        let if_any = |weight: f32, of: &dyn Fn() -> f32| if weight == 0.0 { 0.0 } else { weight * of() };
        let within = |places| self.window(lead, places).max(self.window(body, places));
        let parts: f32 = spelt.parts.iter().map(|(term, part)| part * of(&self.worth, *term)).sum();
        if_any(look.body, &|| self.bm25(body))
            + if_any(look.wholes, &|| self.wholes_bm25(wholes))
            + look.likely * Self::likely(body, &self.body_says)
            + if_any(look.lead_likely, &|| Self::likely(lead, &self.lead_says))
            + look.known * self.known(looked.terms())
            + look.early * self.early(title, lead, body)
            + if_any(look.sentence, &|| within(SENTENCE))
            + if_any(look.phrase, &|| within(PHRASE))
            + if_any(look.lead_pairs, &|| self.pairs(lead))
            + if_any(look.body_pairs, &|| self.pairs(body))
            + self.in_title(title, looked.inflected)
            + look.whole_title * self.share(title.terms).powi(3)
            + look.title_parts * parts / self.total
            + look.title_asked * spelt.asked
            + look.title_length * spelt.length.ln_1p()
            + look.length * body.length.ln_1p()
            + look.short_lead * short(lead)
            + looked.across
    }

    fn in_title(&self, title: &Text, inflected: u64) -> f32 {
        let of = |&(term, _): &(u8, u32)| {
            let at = usize::from(term);
            let ending = if inflected >> (at % BITS) & 1 == 1 { INFLECTED } else { 1.0 };
            ending * of(&self.worth, at) * self.words.terms.get(at).map_or(0.0, |term| in_title(term.shape))
        };
        title.counts.iter().map(of).sum::<f32>() / self.total
    }

    /// How much of the question a set of terms is.
    fn share(&self, terms: u64) -> f32 {
        part(&self.worth, terms) / self.total
    }

    /// The same without regard to how rare they are: a word that no text here has says nothing about the others.
    fn known(&self, terms: u64) -> f32 {
        let weights = self.words.terms.iter().map(|term| term.weight).enumerate();
        let found = weights.filter(|(at, _)| terms >> (at % BITS) & 1 == 1);
        found.map(|(_, weight)| weight).sum::<f32>() / self.weight
    }

    fn bm25(&self, text: &Text) -> f32 {
        let long = SATURATION * (1.0 - LENGTH + LENGTH * text.length / self.body.average_length);
        let of = |&(term, count): &(u8, u32)| {
            let weight = self.words.terms.get(usize::from(term)).map_or(0.0, |t| t.weight);
            weight * self.body.rarity(usize::from(term)) * number(count) * (SATURATION + 1.0) / (number(count) + long)
        };
        text.counts.iter().map(of).sum()
    }

    fn wholes_bm25(&self, text: &Text) -> f32 {
        let long = WHOLE_SATURATION * (1.0 - WHOLE_LENGTH + WHOLE_LENGTH * text.length / self.wholes.average_length);
        let of = |&(term, count): &(u8, u32)| {
            self.wholes.rarity(usize::from(term)) * number(count) * (WHOLE_SATURATION + 1.0) / (number(count) + long)
        };
        text.counts.iter().map(of).sum()
    }

    /// The logarithm of how much likelier the question is from this text than from all texts together.
    fn likely(text: &Text, says: &Says) -> f32 {
        let said = text.counts.iter().map(|&(term, count)| says.term(usize::from(term), count));
        said.sum::<f32>() - says.all * (text.length / says.smoothing).ln_1p()
    }

    /// Every term by the first place where it stands; a title is the beginning of everything.
    fn early(&self, title: &Text, lead: &Text, body: &Text) -> f32 {
        let mut first = [u32::MAX; BITS];
        let in_title = title.counts.iter().map(|(term, _)| (0, *term));
        for (place, term) in in_title.chain(lead.places.iter().chain(&body.places).copied()) {
            let first = &mut first[usize::from(term) % BITS];
            *first = place.min(*first);
        }
        let seen = first.iter().zip(&self.worth).filter(|(place, _)| **place != u32::MAX);
        seen.map(|(place, worth)| worth / (1.0 + number(*place) / LATE_TERM)).sum::<f32>() / self.total
    }

    /// The most of the question within a few places, late ones counting less.
    fn window(&self, text: &Text, wide: u32) -> f32 {
        let mut counts = [0_u16; BITS];
        let (mut sum, mut best, mut from) = (0.0_f32, 0.0_f32, 0);
        for &(place, term) in &text.places {
            let count = &mut counts[usize::from(term) % BITS];
            *count += 1;
            if *count == 1 {
                sum += of(&self.shared, usize::from(term));
            }
            let mut start = place;
            while let Some(&(first, left)) = text.places.get(from) {
                if first + wide > place {
                    start = first;
                    break;
                }
                let count = &mut counts[usize::from(left) % BITS];
                *count = count.saturating_sub(1);
                if *count == 0 {
                    sum -= of(&self.shared, usize::from(left));
                }
                from += 1;
            }
            best = best.max(sum / (1.0 + number(start) / LATE_WINDOW));
        }
        best / self.shared_total
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
}

impl Looked {
    const fn segment(&self) -> u32 {
        self.candidate.address.segment_ord
    }

    fn terms(&self) -> u64 {
        self.title.terms | self.lead.terms | self.body.terms
    }

    /// Also those that begin within a word of the title.
    fn terms_and_parts(&self) -> u64 {
        self.spelt.parts.iter().fold(self.terms(), |terms, (term, _)| terms | 1 << (term % BITS))
    }

    /// Of those, only the ones that are there from end to end: "we" is not the weather.
    fn terms_and_words(&self) -> u64 {
        let words = self.spelt.parts.iter().filter(|(_, part)| *part > WHOLE);
        words.fold(self.terms(), |terms, (term, _)| terms | 1 << (term % BITS))
    }
}

/// The last of so many best ones; `None` where there are no more than these.
fn nth_best(all: &[Looked], many: usize) -> Option<Candidate> {
    if all.len() <= many {
        return None;
    }
    let mut candidates: Vec<Candidate> = all.iter().map(|looked| looked.candidate).collect();
    Some(*candidates.select_nth_unstable_by(many.checked_sub(1)?, best_first).1)
}

fn in_order(looked: &[&mut Looked]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = looked.iter().map(|looked| looked.candidate).collect();
    candidates.sort_unstable_by(best_first);
    candidates
}

/// A text without a lead has no short one.
fn short(lead: &Text) -> f32 {
    if lead.length > 0.0 { (LONG_LEAD / lead.length.clamp(SHORT_LEAD, LONG_LEAD)).ln() } else { 0.0 }
}

#[allow(clippy::cast_precision_loss)]
pub fn number(count: u32) -> f32 {
    count as f32
}

pub fn of(values: &[f32], term: usize) -> f32 {
    values.get(term).copied().unwrap_or_default()
}
