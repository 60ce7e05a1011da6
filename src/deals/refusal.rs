//! Why a registration does not do what is asked of it.

use super::{DealField, StatusKey};
use crate::{
    failure::{Conflict, Failure, FieldErrors, Problem},
    id::UserId,
    time::{MonthKey, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Never possible in this status, or possible once only and spent.
    NotInThisStatus { status: StatusKey },
    /// Another reviewer was faster.
    AlreadyDecided { by: Option<UserId>, at: Timestamp, status: StatusKey },
    /// Somebody changed it after the sheet was shown.
    ChangedMeanwhile { by: Option<UserId>, at: Timestamp, status: StatusKey },
    /// The correction touches what the reviewer did not ask about.
    FieldsLocked { fields: Vec<DealField> },
    /// Another approved registration of this customer is protected.
    CustomerProtected { until: MonthKey },
    /// Who has said yes already is asked for a second yes, which must be another's.
    AnotherPerson,
    /// What goes into another registration is one thing with what stays.
    PartStays,
    /// Of the amount nothing would stay, or nothing go; `most`: what may go.
    PartTakesAll { most: i64 },
    /// The clock asked for an end of a protection that still runs.
    StillProtected,
    /// Winning and losing have facts of their own.
    StageIsAnOutcome,
}

impl Refusal {
    /// Whose name [`Self::into_failure`] needs.
    pub const fn who(&self) -> Option<UserId> {
        match self {
            Self::AlreadyDecided { by, .. } | Self::ChangedMeanwhile { by, .. } => *by,
            _ => None,
        }
    }

    /// For the person in front of the screen; `name` is that of [`Self::who`], empty when it was the portal.
    pub fn into_failure(self, name: String) -> Failure {
        let conflict = match self {
            Self::NotInThisStatus { status } => Conflict::NotInThisStatus { status: status.as_str().into() },
            Self::StillProtected => Conflict::NotInThisStatus { status: StatusKey::Approved.as_str().into() },
            Self::AlreadyDecided { at, status, .. } => Conflict::AlreadyDecided { by: name, at, status: status.as_str().into() },
            Self::ChangedMeanwhile { at, status, .. } => {
                Conflict::EditedMeanwhile { by: name, at, theirs: status.as_str().into(), newest: None }
            }
            Self::FieldsLocked { fields } => {
                let mut errors = FieldErrors::default();
                for field in fields {
                    errors.add(field.as_str(), Problem::NotOffered);
                }
                return Failure::Invalid { errors };
            }
            Self::AnotherPerson => return Failure::invalid("another", Problem::NotOffered),
            Self::PartStays => return Failure::invalid("product", Problem::NotOffered),
            Self::PartTakesAll { most } => return Failure::invalid("amount", Problem::OutOfRange { min: 1, max: most }),
            Self::CustomerProtected { .. } => return Failure::invalid("customer", Problem::AlreadyTaken),
            Self::StageIsAnOutcome => return Failure::invalid("stage", Problem::NotOffered),
        };
        Failure::Conflict { conflict }
    }
}
