use async_trait::async_trait;

use super::{GoalAnswerForm, GoalForm, GoalsSheet};
use crate::{caller::Caller, failure::Answer, id::CompanyId};

/// What the portal can do about goals that both sides share. Changes answer the company they are about.
#[async_trait]
pub trait Goals: Send + Sync {
    /// For partners: those of their own company.
    async fn mine(&self, caller: &Caller) -> Answer<GoalsSheet>;
    /// To the other side: a new goal, or other numbers in place of a proposal. One proposal waits at a time.
    async fn propose(&self, caller: &Caller, form: GoalForm) -> Answer<CompanyId>;
    /// To what the other side proposed, once.
    async fn agree(&self, caller: &Caller, form: GoalAnswerForm) -> Answer<CompanyId>;
    /// Takes a proposal or an agreed goal off the table.
    async fn end(&self, caller: &Caller, form: GoalAnswerForm) -> Answer<CompanyId>;
}
