use async_trait::async_trait;

use super::{
    DebriefForm, VisitAcceptForm, VisitAnswerForm, VisitForm, VisitList, VisitMoveForm, VisitRequestForm, VisitRequestSheet,
    VisitSheet, VisitTimesForm,
};
use crate::{caller::Caller, failure::Answer, id::DealId, id::VisitId};

/// What the portal can do about visits that partner and vendor make together: a partner on its own deals, the vendor on all.
#[async_trait]
pub trait Visits: Send + Sync {
    async fn list(&self, caller: &Caller) -> Answer<VisitList>;
    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<VisitSheet>;
    /// What the form that asks for one begins with.
    async fn before_request(&self, caller: &Caller, deal: &str) -> Answer<VisitRequestSheet>;
    /// On an approved deal, while none is on its way.
    async fn request(&self, caller: &Caller, form: VisitRequestForm) -> Answer<VisitId>;
    async fn propose_times(&self, caller: &Caller, form: VisitTimesForm) -> Answer<VisitId>;
    /// A person of the vendor who accepts is the one who comes.
    async fn accept(&self, caller: &Caller, form: VisitAcceptForm) -> Answer<VisitId>;
    /// The caller goes in place of a colleague.
    async fn substitute(&self, caller: &Caller, form: VisitMoveForm) -> Answer<VisitId>;
    async fn cancel(&self, caller: &Caller, form: VisitMoveForm) -> Answer<VisitId>;
    /// By the partner, of one that took place, while none stands: sent again it is still one report. Answers the deal.
    async fn report(&self, caller: &Caller, form: VisitForm) -> Answer<DealId>;
    /// Each side's own word, once. Answers the deal.
    async fn answer(&self, caller: &Caller, form: VisitAnswerForm) -> Answer<DealId>;
    async fn debrief(&self, caller: &Caller, form: DebriefForm) -> Answer<VisitId>;
}
