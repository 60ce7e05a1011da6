use async_trait::async_trait;

use super::ProgressSheet;
use crate::{caller::Caller, failure::Answer};

/// What the portal can tell a partner about its points and tier.
#[async_trait]
pub trait Progress: Send + Sync {
    /// Of the caller's own company; `page` of the ledger counts from 1, the newest lines first.
    async fn sheet(&self, caller: &Caller, page: u32) -> Answer<ProgressSheet>;
}
