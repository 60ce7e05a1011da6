//! What counts how much. Found with the evaluation data, half of the questions at a time.

/// The weights of a search.
#[derive(Clone, Debug)]
pub struct Weights {
    /// A pair of hiragana, against 1 for any other term.
    pub kana_pair: f32,
    pub title: f32,
    pub lead: f32,
    pub body: f32,
    /// How many of the first list are looked at closely.
    pub looked_at: usize,
    /// Shares added by the closer look, see `passage.rs`.
    pub cover: f32,
    pub lead_cover: f32,
    pub title_cover: f32,
    pub lead_pairs: f32,
    pub body_pairs: f32,
    pub window: f32,
    pub window_size: u32,
    /// Of the reader's language, as a factor.
    pub own_language: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            kana_pair: 0.5,
            title: 1.0,
            lead: 0.5,
            body: 1.0,
            looked_at: 100,
            cover: 0.0,
            lead_cover: 0.5,
            title_cover: 0.5,
            lead_pairs: 0.5,
            body_pairs: 0.5,
            window: 0.5,
            window_size: 30,
            own_language: 1.15,
        }
    }
}
