use async_trait::async_trait;

use super::{
    BenefitForm, BenefitReturnForm, BoardNameForm, MeasureForm, MyCompanySheet, NewCompanyForm, NewPartnerSheet, PartnerFilter,
    PartnerList, PartnerSheet,
};
use crate::{caller::Caller, failure::Answer, id::CompanyId, recognition::GiftPolicyForm};

/// What the portal can do about partner companies.
#[async_trait]
pub trait Partners: Send + Sync {
    /// For the vendor: those that have stopped first.
    async fn list(&self, caller: &Caller, filter: PartnerFilter) -> Answer<PartnerList>;
    /// For the vendor: everything somebody who takes over must know.
    async fn sheet(&self, caller: &Caller, company: CompanyId) -> Answer<PartnerSheet>;
    /// What a new partner may be.
    async fn new_sheet(&self, caller: &Caller) -> Answer<NewPartnerSheet>;
    /// The company, and an invitation to its first lead, in one step.
    async fn create(&self, caller: &Caller, form: NewCompanyForm) -> Answer<CompanyId>;
    /// For the vendor: the company used up one of what its tier grants.
    async fn use_benefit(&self, caller: &Caller, form: BenefitForm) -> Answer<CompanyId>;
    /// For the vendor: asks the company's lead by mail for its next step, once a day.
    async fn ask(&self, caller: &Caller, company: CompanyId) -> Answer<()>;
    /// For the vendor: such a use was noted by mistake.
    async fn return_benefit(&self, caller: &Caller, form: BenefitReturnForm) -> Answer<CompanyId>;
    /// For the vendor: a number that tiers may ask for.
    async fn note_measure(&self, caller: &Caller, form: MeasureForm) -> Answer<CompanyId>;
    /// For partners: their own company and colleagues.
    async fn my_company(&self, caller: &Caller) -> Answer<MyCompanySheet>;
    /// For leads: whether other companies see one's name on the boards.
    async fn name_on_boards(&self, caller: &Caller, form: BoardNameForm) -> Answer<()>;
    /// For leads: whether the company may take gifts.
    async fn accept_gifts(&self, caller: &Caller, form: GiftPolicyForm) -> Answer<()>;
}
