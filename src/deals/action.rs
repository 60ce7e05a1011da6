//! Everything that can be done to a registration, and in which status.

use serde::{Deserialize, Serialize};

use super::{DealRegistration, RegistrationStatus, StatusKey};
use crate::activity::closed_set;

/// In the order of the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealAction {
    /// By the partner:
    Correct,
    MoveStage,
    Win,
    Lose,
    Extend,
    AskExtension,
    HandOver,
    Appeal,
    Withdraw,
    /// By the vendor:
    TakeUp,
    Approve,
    ReturnForInfo,
    Reject,
    MarkConflicted,
    GrantExtension,
    DeclineExtension,
    Transfer,
    Split,
    Release,
    /// By the clock:
    Expire,
}

closed_set!(DealAction {
    Correct = "correct",
    MoveStage = "move_stage",
    Win = "win",
    Lose = "lose",
    Extend = "extend",
    AskExtension = "ask_extension",
    HandOver = "hand_over",
    Appeal = "appeal",
    Withdraw = "withdraw",
    TakeUp = "take_up",
    Approve = "approve",
    ReturnForInfo = "return_for_info",
    Reject = "reject",
    MarkConflicted = "mark_conflicted",
    GrantExtension = "grant_extension",
    DeclineExtension = "decline_extension",
    Transfer = "transfer",
    Split = "split",
    Release = "release",
    Expire = "expire",
});

impl DealAction {
    pub const fn is_partners(self) -> bool {
        matches!(
            self,
            Self::Correct
                | Self::MoveStage
                | Self::Win
                | Self::Lose
                | Self::Extend
                | Self::AskExtension
                | Self::HandOver
                | Self::Appeal
                | Self::Withdraw
        )
    }

    /// The state machine. A decision may come without taking up first: whoever decides has looked. While it is looked at, the record
    /// is locked, and a question opens what it asks about alone.
    const fn possible_in(self, status: StatusKey) -> bool {
        use StatusKey as S;
        match self {
            Self::TakeUp => matches!(status, S::Submitted),
            Self::Approve | Self::ReturnForInfo | Self::Reject | Self::MarkConflicted => status.waits_for_vendor(),
            Self::Correct => matches!(status, S::NeedsInfo),
            Self::Win
            | Self::Lose
            | Self::Extend
            | Self::AskExtension
            | Self::GrantExtension
            | Self::DeclineExtension
            | Self::Transfer
            | Self::Split
            | Self::Release
            | Self::Expire => matches!(status, S::Approved),
            Self::MoveStage => matches!(status, S::Submitted | S::Approved),
            Self::Withdraw | Self::HandOver => status.is_open(),
            Self::Appeal => matches!(status, S::Rejected | S::Conflicted),
        }
    }
}

impl DealRegistration {
    /// Whether `action` is possible as things stand; what may be done once only is gone after that.
    pub fn allows(&self, action: DealAction) -> bool {
        let spent = match (action, &self.status) {
            (DealAction::Extend, RegistrationStatus::Approved { approval }) => {
                approval.protection.extended || approval.asked.is_some()
            }
            // A further one is asked for once the partner's own is spent, one at a time.
            (DealAction::AskExtension, RegistrationStatus::Approved { approval }) => {
                !approval.protection.extended || approval.asked.is_some()
            }
            (DealAction::GrantExtension | DealAction::DeclineExtension, RegistrationStatus::Approved { approval }) => {
                approval.asked.is_none()
            }
            (DealAction::Appeal, _) => self.appeal.is_some(),
            _ => false,
        };
        action.possible_in(self.status.key()) && !spent
    }
}
