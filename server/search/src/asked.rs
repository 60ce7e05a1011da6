//! How much of what is asked a set of terms is.

use crate::{
    analysis::Shape,
    question::{Term, Words},
    side::rarity,
    texts::BITS,
    weights::BESIDE_NAMES,
};

/// What each term is worth as a part of what is asked. Where there are words that only hold others together, what the others are:
/// there, one that no text has is worth no more than one that a single text has. In Japanese, endings and particles beside names
/// say less.
#[allow(clippy::cast_precision_loss)]
pub fn asked(words: &Words, worth: &[f32], texts: u64) -> Vec<f32> {
    let fillers = words.fillers();
    let all = words.terms.iter().zip(worth);
    if fillers == 0 {
        let has_names = words.terms.iter().any(|term| !is_grammar(term));
        return all.map(|(term, worth)| if has_names && is_grammar(term) { worth * BESIDE_NAMES } else { *worth }).collect();
    }
    let most = rarity(texts as f32, 1.0);
    let of = |(at, (term, worth)): (usize, (&Term, &f32))| {
        if fillers >> (at % BITS) & 1 == 1 { 0.0 } else { worth.min(term.weight * most) }
    };
    all.enumerate().map(of).collect()
}

const fn is_grammar(term: &Term) -> bool {
    matches!(term.shape, Shape::Ending | Shape::Boundary | Shape::KanaPair | Shape::Root)
}

/// What a set of terms is worth.
pub fn part(worth: &[f32], terms: u64) -> f32 {
    worth.iter().enumerate().filter(|(at, _)| terms >> (at % BITS) & 1 == 1).map(|(_, worth)| worth).sum()
}
