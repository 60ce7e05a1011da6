use async_trait::async_trait;

use super::{
    AftercareForm, AppealForm, ApproveForm, Beginning, CardForm, ColleagueForm, ConflictForm, CorrectionForm, DealForm,
    DealSheet, DeclineForm, ExtensionForm, HandOverForm, LoseForm, NewDealSheet, NoteForm, Pipeline, PipelineFilter,
    RegistrationForm, RejectForm, ReturnForm, ReviewDesk, ReviewFilter, ReviewSheet, SplitForm, StageForm, TransferForm, Verdict,
    VerdictQuery, WinForm,
};
use crate::{caller::Caller, failure::Answer, id::DealId, time::Timestamp};

/// What the portal can do about deals. A deal of another company is [`crate::failure::Failure::NotFound`] to a partner, and a form
/// that was filled in before somebody else's change is a [`crate::failure::Failure::Conflict`].
#[async_trait]
pub trait Deals: Send + Sync {
    async fn pipeline(&self, caller: &Caller, filter: PipelineFilter) -> Answer<Pipeline>;
    /// The caller's draft, or else what `begin` says; what was said of the deal `again`, which has ended and is to be registered anew.
    async fn new_sheet(&self, caller: &Caller, begin: Beginning) -> Answer<NewDealSheet>;
    /// When it was saved. A draft may be as incomplete as it likes; an empty one takes the draft away.
    async fn save_draft(&self, caller: &Caller, form: RegistrationForm) -> Answer<Timestamp>;
    /// `None` until enough is typed.
    async fn verdict(&self, caller: &Caller, query: VerdictQuery) -> Answer<Option<Verdict>>;
    /// Once for each idempotency key: sending the form again answers with the same deal.
    ///
    /// Refuses what the company has already; what is protected for another is registered and at once marked as conflicted, so
    /// that it has a date, a reason and an appeal.
    async fn register(&self, caller: &Caller, form: RegistrationForm) -> Answer<DealId>;
    async fn sheet(&self, caller: &Caller, id: DealId) -> Answer<DealSheet>;
    async fn correct(&self, caller: &Caller, form: CorrectionForm) -> Answer<()>;
    async fn appeal(&self, caller: &Caller, form: AppealForm) -> Answer<()>;
    async fn withdraw(&self, caller: &Caller, form: DealForm) -> Answer<()>;
    async fn extend(&self, caller: &Caller, form: DealForm) -> Answer<()>;
    /// Once the partner's own extension is spent; the vendor answers by a promised time.
    async fn ask_extension(&self, caller: &Caller, form: ExtensionForm) -> Answer<()>;
    async fn hand_over(&self, caller: &Caller, form: HandOverForm) -> Answer<()>;
    async fn move_stage(&self, caller: &Caller, form: StageForm) -> Answer<()>;
    /// The same from a card of the board: only the stage.
    async fn move_card(&self, caller: &Caller, form: CardForm) -> Answer<()>;
    /// Once for each key. Notes are only added.
    async fn note_on_deal(&self, caller: &Caller, form: NoteForm) -> Answer<DealId>;
    /// Somebody of the company works on it too. Added twice, they are on it once.
    async fn add_colleague(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId>;
    async fn remove_colleague(&self, caller: &Caller, form: ColleagueForm) -> Answer<DealId>;
    async fn win(&self, caller: &Caller, form: WinForm) -> Answer<()>;
    async fn lose(&self, caller: &Caller, form: LoseForm) -> Answer<()>;

    async fn review_desk(&self, caller: &Caller, filter: ReviewFilter) -> Answer<ReviewDesk>;
    async fn review_sheet(&self, caller: &Caller, id: DealId) -> Answer<ReviewSheet>;
    async fn take_up(&self, caller: &Caller, form: DealForm) -> Answer<()>;
    async fn approve(&self, caller: &Caller, form: ApproveForm) -> Answer<()>;
    async fn return_for_info(&self, caller: &Caller, form: ReturnForm) -> Answer<()>;
    async fn reject(&self, caller: &Caller, form: RejectForm) -> Answer<()>;
    async fn mark_conflicted(&self, caller: &Caller, form: ConflictForm) -> Answer<()>;
    async fn grant_extension(&self, caller: &Caller, form: DealForm) -> Answer<()>;
    async fn decline_extension(&self, caller: &Caller, form: DeclineForm) -> Answer<()>;
    /// Answers the registration that goes on at the other company.
    async fn transfer(&self, caller: &Caller, form: TransferForm) -> Answer<DealId>;
    /// Once for each key; answers the registration of the part.
    async fn split(&self, caller: &Caller, form: SplitForm) -> Answer<DealId>;
    async fn release(&self, caller: &Caller, form: DealForm) -> Answer<()>;
    /// What became of the customer of a won deal. Noted or taken back twice, it is once; answers the deal.
    async fn note_aftercare(&self, caller: &Caller, form: AftercareForm) -> Answer<DealId>;
}
