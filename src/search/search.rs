use async_trait::async_trait;

use super::{SearchPage, SearchQuery, Suggestion};
use crate::{caller::Caller, failure::Answer};

/// What the portal can find.
#[async_trait]
pub trait Search: Send + Sync {
    /// The texts of the caller's audience that answer the query, best first.
    async fn search(&self, caller: &Caller, query: SearchQuery) -> Answer<SearchPage>;

    /// A few titles that go on from what was typed.
    async fn suggest(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggestion>>;
}
