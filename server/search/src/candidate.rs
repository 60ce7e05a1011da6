//! What may be an answer.

use std::cmp::Ordering;

use tantivy::DocAddress;

/// A document of a list and its score.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub address: DocAddress,
    pub score: f32,
    /// How much of the question it has, 0 to 1, the rarer words counting more, those that no text has the most, and English ones
    /// that only hold others together not at all; 0 before it was looked at.
    pub share: f32,
    /// Its title has all of the question.
    pub titled: bool,
    /// It has of the question only what is a part of other words.
    pub only_within: bool,
    /// Only the question in other words leads to it.
    pub other_words: bool,
}

impl Candidate {
    pub const fn new(address: DocAddress, score: f32) -> Self {
        Self { address, score, share: 0.0, titled: false, only_within: false, other_words: false }
    }
}

/// By score, then the earlier text before the later one.
pub fn best_first(a: &Candidate, b: &Candidate) -> Ordering {
    b.score.total_cmp(&a.score).then(a.address.cmp(&b.address))
}

/// Scores of another kind go on where the last of the better ones ends.
pub fn stay_behind<'c>(last: Option<f32>, mut others: impl Iterator<Item = &'c mut Candidate>) {
    let Some(first) = others.next() else { return };
    let change = last.unwrap_or_default() - first.score;
    first.score += change;
    for other in others {
        other.score += change;
    }
}
