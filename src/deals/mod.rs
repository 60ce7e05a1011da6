//! Deal registrations: a partner claims a customer, the vendor decides by a promised time, and a yes protects the partner.
//!
//! Start with [`registration`](DealRegistration), then [`DealAction`] for what may happen when and [`Transition`] for how.
//!
//! Invariants
//! * A [`Verdict`], and everything else a partner is shown, never names another partner.
//! * One customer has at most one approved protection at a time for products of one family.
//! * A part that is taken out of a registration shares no product with what stays, and the two make the amount it was of.
//! * Of several people who must say yes, each is another one.
//! * A no has a reason and says what would change it.
//! * Inside a company, [`DealPart::may`] says who does what; notes and files are between those who work on a deal, and not the
//!   vendor's unless one of them shows it a file.

mod action;
mod aftercare;
mod approval;
mod conflict;
mod corporate_number;
mod customer;
mod customer_name;
mod deals;
mod domain;
mod forecast;
mod form;
mod lateness;
mod number_asked;
mod part;
mod path;
mod pipeline;
mod protect_form;
mod refusal;
mod registration;
mod review_form;
mod review_view;
mod split;
mod split_form;
mod stage;
mod status;
mod team_form;
mod transitions;
mod view;
mod work_form;

#[cfg(test)]
mod tests;

pub use action::DealAction;
pub use aftercare::{Aftercare, AftercareForm, AftercareLine};
pub use approval::{ApprovalRule, Approving, Yes, approving};
pub use conflict::{
    Claim, LOOK_BACK_DAYS, RivalClaim, RivalStanding, UNUSUAL_QUESTIONS, Verdict, protected_until, side_by_side, verdict,
};
pub use corporate_number::CorporateNumber;
pub use customer::{CompanySize, CustomerCard, CustomerIdentity, Industry, Sameness, Territory};
pub use customer_name::CustomerKey;
pub use deals::Deals;
pub use domain::Domain;
pub use forecast::{FORECAST_MONTHS, Forecast, ForecastMonth, Tally};
pub use form::{AMOUNT_MAX, CorrectionForm, NEED_MAX, NEED_MIN, RegistrationForm, Seen, VerdictQuery};
pub use lateness::{FirstAnswer, overdue_at};
pub use number_asked::DealNumberAsked;
pub use part::{DealPart, DealWork};
pub use path::{Ball, DealPath, Due, IfMissed, PathStep, Promise, StepState, Stop};
pub use pipeline::{Attention, DealLine, DraftLine, Pipeline, SHOWN_OF_A_STAGE, StageGroup, Totals};
pub use protect_form::{DeclineForm, ExtensionForm, HandOverForm, REASON_MIN, TransferForm};
pub use refusal::Refusal;
pub use registration::{Appeal, Deadlines, DealFacts, DealField, DealNumber, DealRegistration, NextStep, Registering};
pub use review_form::{
    ApproveForm, ConflictForm, EXPLANATION_MIN, FoundConflict, RejectForm, Rejection, ReturnForm, ReturnedFor, ReviewFilter,
    ReviewShow, ReviewWish,
};
pub use review_view::{ManyQuestions, ReviewDesk, ReviewLine, ReviewSheet, RivalLine, SplitOffer};
pub use split::{Part, SplitLine};
pub use split_form::{SplitForm, Splitting};
pub use stage::{DealStage, LossReason, RejectionReason};
pub use status::{
    Approval, Explanation, ExtensionAnswered, ExtensionAsked, ExtensionDeclined, ProtectionWindow, RegistrationStatus, StatusKey,
};
pub(crate) use team_form::read_key;
pub use team_form::{ColleagueForm, NOTE_MAX, NoteForm};
pub use transitions::{Granting, Receiving, Transition};
pub use view::{
    Asking, Beginning, Colleague, DealCard, DealSheet, DealTeam, Eligibility, ExtensionOffer, Happening, NewDealSheet,
    PointsAhead, PointsHere, ProductLabel, TimelineEntry, VendorsWord,
};
pub use work_form::{
    APPEAL_MIN, AppealForm, CardForm, DealForm, LoseForm, Loss, PipelineFilter, PipelineWish, StageForm, StageMove, Whose,
    WinForm,
};
