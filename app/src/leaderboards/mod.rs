//! `/leaderboard`, and the neighbourhood that other pages show of it.

pub mod api;
mod leaderboard_page;
mod ranks;
mod sentences;

pub use leaderboard_page::LeaderboardPage;
pub use ranks::{RankWords, near_ranks};
pub use sentences::{band_text, why_not};
