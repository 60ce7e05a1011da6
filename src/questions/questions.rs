use async_trait::async_trait;

use super::FaqSheet;
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about questions.
#[async_trait]
pub trait Questions: Send + Sync {
    async fn faq(&self, caller: &Caller) -> Answer<FaqSheet>;
}
