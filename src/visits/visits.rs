use async_trait::async_trait;

use super::{VisitAnswerForm, VisitForm};
use crate::{caller::Caller, failure::Answer, id::DealId};

/// What the portal can do about visits that partner and vendor make together. Answers the deal they are about.
#[async_trait]
pub trait Visits: Send + Sync {
    /// On an approved deal of the caller's company, while none stands: sent again it is still one report.
    async fn report(&self, caller: &Caller, form: VisitForm) -> Answer<DealId>;
    /// By the vendor, once.
    async fn answer(&self, caller: &Caller, form: VisitAnswerForm) -> Answer<DealId>;
}
