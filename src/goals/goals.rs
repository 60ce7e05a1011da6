use async_trait::async_trait;

use super::{AgreeForm, GoalForm};
use crate::{caller::Caller, failure::Answer, id::CompanyId};

/// What the portal can do about shared goals.
#[async_trait]
pub trait Goals: Send + Sync {
    /// For leads. A proposal that nobody has confirmed is replaced by the next.
    async fn propose(&self, caller: &Caller, form: GoalForm) -> Answer<()>;
    /// For the vendor: confirms the proposal that was shown.
    async fn agree(&self, caller: &Caller, form: AgreeForm) -> Answer<CompanyId>;
}
