use async_trait::async_trait;

use super::{LeadAnswerForm, LeadDesk, LeadForm, LeadPick, LeadsSheet};
use crate::{caller::Caller, failure::Answer, id::LeadId};

/// What the portal can do about leads.
#[async_trait]
pub trait Leads: Send + Sync {
    /// What is offered to the partner, the rule, and its own place.
    async fn mine(&self, caller: &Caller) -> Answer<LeadsSheet>;
    /// Whoever answers first of a company answers for it; when the time is over it is the next company's turn.
    async fn accept(&self, caller: &Caller, form: LeadPick) -> Answer<LeadId>;
    async fn decline(&self, caller: &Caller, form: LeadAnswerForm) -> Answer<LeadId>;
    /// The course of every lead, for the vendor.
    async fn desk(&self, caller: &Caller) -> Answer<LeadDesk>;
    async fn offer(&self, caller: &Caller, form: LeadForm) -> Answer<LeadId>;
    async fn withdraw(&self, caller: &Caller, form: LeadPick) -> Answer<LeadId>;
}
