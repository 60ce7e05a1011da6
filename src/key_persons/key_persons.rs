use async_trait::async_trait;

use super::{LeaveForm, PactAnswerForm, PactForm, PeopleSheet, RoleForm};
use crate::{caller::Caller, failure::Answer, id::CompanyId};

/// What the portal can do about the people a partnership rests on. Changes answer the company they are about.
#[async_trait]
pub trait KeyPersons: Send + Sync {
    /// Of one's own company; the vendor says which.
    async fn people(&self, caller: &Caller, company: &str) -> Answer<PeopleSheet>;
    async fn give_role(&self, caller: &Caller, form: RoleForm) -> Answer<CompanyId>;
    /// To the other side; one pact of a company is alive at a time.
    async fn propose_pact(&self, caller: &Caller, form: PactForm) -> Answer<CompanyId>;
    /// To what the other side proposed, once.
    async fn agree_pact(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId>;
    async fn end_pact(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId>;
    /// By the vendor: what it promised is done.
    async fn keep_promise(&self, caller: &Caller, form: PactAnswerForm) -> Answer<CompanyId>;
    /// Somebody has left: whatever is open goes on with a colleague, and they sign in no more.
    async fn leave(&self, caller: &Caller, form: LeaveForm) -> Answer<CompanyId>;
}
