//! Accounts that the vendor would like partners to win (ターゲット), and why each is one for this partner.
//!
//! Invariants
//! * One customer is one target account, whoever wrote it down and however.
//! * A partner learns of a target whether it is free, never who has it.
//! * Of a partner's own customers only keyed hashes are kept; the vendor sees how many are targets, never which.

mod form;
mod mail;
mod overlap;
mod rank;
mod row;
mod target;
mod targets;
mod view;

pub use form::{
    OVERLAP_LINES_MAX, OverlapForm, PassForm, Passing, TargetForm, TargetListForm, TargetPick, UPLOAD_LINES_MAX, UploadForm,
};
pub(crate) use form::{read_customer, read_territory};
pub use mail::{MailDraft, told_of_case};
pub use overlap::{Marks, marks, marks_of_lines};
pub use rank::{Fit, FitReason, Known, Standing, fit, ranked};
pub use row::{Column, Row, row_field};
pub use target::{PassReason, TargetAccount, TargetFacts, TargetList};
pub use targets::Targets;
pub use view::{
    KitName, KitPart, ListLine, OverlapKept, PassCount, PassedView, TargetDesk, TargetKit, TargetLine, TargetListSheet,
    TargetView, TargetsSheet, Uploaded,
};
