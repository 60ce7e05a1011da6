use async_trait::async_trait;

use super::HomeSheet;
use crate::{caller::Caller, failure::Answer};

/// What the portal shows first.
#[async_trait]
pub trait Homes: Send + Sync {
    async fn home(&self, caller: &Caller) -> Answer<HomeSheet>;
}
