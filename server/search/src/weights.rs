//! What counts how much. Found with the evaluation data: learned on one half of its questions, kept when the other half agreed.

use crate::analysis::Shape;

/// The first list: which documents are looked at closely.
pub const FIRST_TITLE: f32 = 1.0;
pub const FIRST_LEAD: f32 = 0.5;
pub const FIRST_BODY: f32 = 1.0;
pub const LOOKED_AT: usize = 80;

/// BM25 of the closer look.
pub const SATURATION: f32 = 2.0;
pub const LENGTH: f32 = 0.9;

/// Places after which a term counts half because it stands late in the text.
pub const LATE_TERM: f32 = 300.0;
pub const LATE_WINDOW: f32 = 400.0;
/// How many places belong together.
pub const WINDOW: u32 = 16;

/// Of a text in the reader's own language, as a factor.
pub const OWN_LANGUAGE: f32 = 1.15;

/// What a term counts by its shape: grammar says less than names.
pub const fn of_shape(shape: Shape) -> f32 {
    match shape {
        Shape::Word | Shape::Pair | Shape::Root | Shape::Single | Shape::Tail => 1.0,
        Shape::Ending => 0.7,
        Shape::Boundary | Shape::KanaPair => 0.5,
    }
}

/// The closer look. Each is a share of the question, 0 to 1, weighed by how rare its terms are; bodies and leads count as BM25.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub body: f32,
    pub lead: f32,
    /// Terms near the beginning.
    pub early: f32,
    /// Terms close together, near the beginning.
    pub window: f32,
    /// Neighbours of the question that are neighbours in the lead.
    pub pairs: f32,
    /// The title says what is asked, and little else.
    pub title: f32,
    /// How much of the question is in the title.
    pub in_title: f32,
    /// All of the question is in the title.
    pub whole_title: f32,
    /// A word of the question begins within a word of the title (page size, getpagesize).
    pub title_parts: f32,
}

/// The Japanese evaluation data has no Japanese titles: the weights of titles are set by hand.
const JAPANESE: Look = Look {
    body: 1.0,
    lead: 0.3,
    early: 2.5,
    window: 0.8,
    pairs: 0.2,
    title: 0.3,
    in_title: 2.0,
    whole_title: 2.0,
    title_parts: 2.5,
};

const SPACED: Look = Look {
    body: 1.0,
    lead: 0.1,
    early: 1.5,
    window: 4.5,
    pairs: 1.6,
    title: 1.0,
    in_title: 0.3,
    whole_title: 2.0,
    title_parts: 2.3,
};

impl Look {
    /// For a question of which this share is Japanese.
    pub fn for_share(japanese: f32) -> Self {
        let mix = |a: f32, b: f32| a * japanese + b * (1.0 - japanese);
        let (a, b) = (JAPANESE, SPACED);
        Self {
            body: mix(a.body, b.body),
            lead: mix(a.lead, b.lead),
            early: mix(a.early, b.early),
            window: mix(a.window, b.window),
            pairs: mix(a.pairs, b.pairs),
            title: mix(a.title, b.title),
            in_title: mix(a.in_title, b.in_title),
            whole_title: mix(a.whole_title, b.whole_title),
            title_parts: mix(a.title_parts, b.title_parts),
        }
    }
}
