use async_trait::async_trait;

use super::{BoardQuery, BoardView};
use crate::{caller::Caller, failure::Answer};

/// What the portal can tell about ranks.
#[async_trait]
pub trait Leaderboards: Send + Sync {
    async fn board(&self, caller: &Caller, query: BoardQuery) -> Answer<BoardView>;
}
