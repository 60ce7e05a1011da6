use async_trait::async_trait;

use super::{NewsLine, NewsSheet};
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about announcements.
#[async_trait]
pub trait News: Send + Sync {
    async fn list(&self, caller: &Caller) -> Answer<Vec<NewsLine>>;
    /// Notes that it was read.
    async fn sheet(&self, caller: &Caller, slug: &str) -> Answer<NewsSheet>;
}
