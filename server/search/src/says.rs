//! How much likelier a text is to ask a question than all texts together, term by term.

use crate::{
    passage::{number, of},
    question::{Term, Words},
    side::Side,
};

/// Most terms stand in a text less often.
const FEW: usize = 8;
/// What a term says when it stands in a text so often: weighed logarithms, of which a search would take thousands.
pub struct Says {
    pub smoothing: f32,
    /// Of all terms, what they weigh.
    pub all: f32,
    terms: Vec<Saying>,
}

struct Saying {
    weight: f32,
    /// How often chance alone would have it in the smoothing.
    by_chance: f32,
    few: [f32; FEW],
}

impl Says {
    pub fn of(words: &Words, body: &Side, smoothing: f32) -> Self {
        let saying = |(at, term): (usize, &Term)| {
            let anywhere = (of(&body.found, at) + 0.5) / body.tokens;
            let mut saying = Saying { weight: term.weight * term.share, by_chance: smoothing * anywhere, few: [0.0; FEW] };
            saying.few = std::array::from_fn(|count| saying.times(u32::try_from(count).unwrap_or_default()));
            saying
        };
        let terms: Vec<Saying> = words.terms.iter().enumerate().map(saying).collect();
        Self { smoothing, all: terms.iter().map(|term| term.weight).sum(), terms }
    }

    pub fn term(&self, term: usize, count: u32) -> f32 {
        let Some(saying) = self.terms.get(term) else { return 0.0 };
        saying.few.get(count as usize).copied().unwrap_or_else(|| saying.times(count))
    }
}

impl Saying {
    fn times(&self, count: u32) -> f32 {
        self.weight * (number(count) / self.by_chance).ln_1p()
    }
}
