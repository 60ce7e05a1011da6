use async_trait::async_trait;

use super::{AwardForm, AwardsDesk, GiftForm, KudosForm, MvpForm, NominationForm, RecognitionDesk, RecognitionSheet, StepForm};
use crate::{caller::Caller, failure::Answer, id::CompanyId, time::MonthKey};

/// What the portal can do to see what people do.
#[async_trait]
pub trait Recognition: Send + Sync {
    /// Thanks and the hall of fame. `company` is whose people somebody of the vendor wants to thank.
    async fn sheet(&self, caller: &Caller, company: Option<CompanyId>) -> Answer<RecognitionSheet>;
    /// Thanks a colleague, or somebody of the other side.
    async fn thank(&self, caller: &Caller, form: KudosForm) -> Answer<()>;
    /// For managers: the proposal of a month, the latest finished one by default, and the small steps that wait for a word.
    async fn desk(&self, caller: &Caller, month: Option<MonthKey>) -> Answer<RecognitionDesk>;
    /// For managers: once a month, by the month's figures.
    async fn confirm_mvp(&self, caller: &Caller, form: MvpForm) -> Answer<MonthKey>;
    /// For managers: praises a small step, or lets it pass.
    async fn decide_step(&self, caller: &Caller, form: StepForm) -> Answer<()>;
    /// For managers: the awards of a year, and the gifts that follow honours. `naming` is a company one has come to name.
    async fn awards(&self, caller: &Caller, year: Option<i32>, naming: Option<CompanyId>) -> Answer<AwardsDesk>;
    /// Names a company for an award of this year: a partner its own, a manager any.
    async fn nominate(&self, caller: &Caller, form: NominationForm) -> Answer<()>;
    /// For managers: decides about a category of a year that is over.
    async fn grant(&self, caller: &Caller, form: AwardForm) -> Answer<i32>;
    /// For managers: the note and the worth of a gift, and that it is sent.
    async fn change_gift(&self, caller: &Caller, form: GiftForm) -> Answer<()>;
}
