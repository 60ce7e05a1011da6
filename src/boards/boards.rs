use async_trait::async_trait;

use super::{BoardForm, BoardList, BoardSheet, CustomerPlan, StepForm};
use crate::{caller::Caller, failure::Answer, id::DealId, lang::Lang};

/// What the portal can do about the way to a company's first orders: a partner on its own deals, the vendor on all.
#[async_trait]
pub trait Boards: Send + Sync {
    async fn list(&self, caller: &Caller) -> Answer<BoardList>;
    async fn sheet(&self, caller: &Caller, deal: &str) -> Answer<BoardSheet>;
    /// By somebody of the step's side; done twice, it is done once.
    async fn finish(&self, caller: &Caller, form: StepForm) -> Answer<DealId>;
    /// What was ticked off by mistake.
    async fn reopen(&self, caller: &Caller, form: StepForm) -> Answer<DealId>;
    /// The caller does it from now on.
    async fn take(&self, caller: &Caller, form: StepForm) -> Answer<DealId>;
    /// Makes a link for the customer, in place of the one before.
    async fn share(&self, caller: &Caller, form: BoardForm) -> Answer<DealId>;
    async fn withdraw_share(&self, caller: &Caller, form: BoardForm) -> Answer<DealId>;
    /// What the customer sees, for those who share it.
    async fn customer_view(&self, caller: &Caller, deal: &str) -> Answer<CustomerPlan>;
    /// The same for whoever has the link.
    async fn plan(&self, secret: &str, lang: Lang) -> Answer<CustomerPlan>;
}
