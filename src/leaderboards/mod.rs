//! Boards that praise without shame: one's own neighbourhood and cohort, names only of those who agreed, and an answer to
//! "why am I not ranked?".

mod board;
mod cohort;
mod growth;
mod leaderboards;
mod measure;
mod period;
mod query;
mod ranking;

pub use board::{BoardRow, BoardView, Movement, OwnPlace, Viewer, WhyNotRanked, board_view};
pub use cohort::{AgeBand, Cohort, contract_month};
pub use growth::{GrowthRule, GrowthSpans};
pub use leaderboards::Leaderboards;
pub use measure::Measure;
pub use period::{Period, Span};
pub use query::{Board, BoardForm, BoardQuery};
pub use ranking::{Participant, Ranked, Ranking, Score};
