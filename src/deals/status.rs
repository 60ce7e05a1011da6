//! Where the vendor stands with a registration. Each status carries exactly what is true in it.

use serde::{Deserialize, Serialize};

use super::{DealField, LossReason, RejectionReason, Yes};
use crate::{
    activity::closed_set,
    id::UserId,
    money::Money,
    time::{Day, MonthKey, Timestamp},
};

/// The vendor's word on a registration (登録ステータス).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStatus {
    Submitted,
    InReview {
        reviewer: UserId,
        since: Timestamp,
        /// Those who have said yes where one is not enough.
        #[serde(default)]
        given: Vec<Yes>,
    },
    /// Only `fields` may be changed, and the vendor's clock stands still meanwhile.
    NeedsInfo {
        fields: Vec<DealField>,
        note: String,
        by: UserId,
        at: Timestamp,
    },
    Approved {
        approval: Approval,
    },
    Rejected {
        reason: RejectionReason,
        explanation: Explanation,
        by: UserId,
        at: Timestamp,
    },
    /// `by` and `explanation` are absent when the portal found a protected registration of the same customer at once.
    Conflicted {
        until: Option<MonthKey>,
        explanation: Option<Explanation>,
        by: Option<UserId>,
        at: Timestamp,
    },
    Won {
        approval: Approval,
        amount: Money,
        at: Timestamp,
    },
    Lost {
        approval: Approval,
        reason: LossReason,
        note: Option<String>,
        at: Timestamp,
    },
    Expired {
        approval: Approval,
        at: Timestamp,
    },
    Withdrawn {
        approval: Option<Approval>,
        at: Timestamp,
    },
    Released {
        approval: Approval,
        by: UserId,
        at: Timestamp,
        /// Why it went on at another company.
        #[serde(default)]
        moved: Option<String>,
    },
}

/// A yes, and what it protects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whose yes was the last one; nobody, when the programme's rule let the portal approve at once.
    pub by: Option<UserId>,
    pub at: Timestamp,
    pub protection: ProtectionWindow,
    /// Those who said yes before.
    #[serde(default)]
    pub given: Vec<Yes>,
    /// A further extension that waits for the vendor's answer.
    #[serde(default)]
    pub asked: Option<ExtensionAsked>,
    /// Why the last one that was asked for was declined.
    #[serde(default)]
    pub declined: Option<ExtensionDeclined>,
    /// Who answered the last one that was asked for.
    #[serde(default)]
    pub answered: Option<ExtensionAnswered>,
}

/// The partner's own extension is spent, and it asks for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionAsked {
    pub reason: String,
    pub by: UserId,
    pub at: Timestamp,
    /// The vendor's promise.
    pub decide_by: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionDeclined {
    pub text: String,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionAnswered {
    pub by: UserId,
    pub at: Timestamp,
    pub granted: bool,
}

/// So long a vendor who does not answer a request for more time keeps the customer protected.
const LATE_ANSWER_DAYS: i32 = 30;

impl Approval {
    pub const fn new(by: Option<UserId>, at: Timestamp, protection: ProtectionWindow, given: Vec<Yes>) -> Self {
        Self { by, at, protection, given, asked: None, declined: None, answered: None }
    }

    /// The last protected day after so many days more, counted from today where the protection would have ended meanwhile.
    pub fn granted_until(&self, days: u16, today: Day) -> Day {
        self.protection.last_day.max(today).plus(i32::from(days))
    }

    /// The last protected day. A partner who asked in time does not lose its customer while it waits for the answer.
    pub fn last_day(&self) -> Day {
        let waits = self.asked.as_ref().map(|asked| asked.decide_by.day().plus(LATE_ANSWER_DAYS));
        waits.map_or(self.protection.last_day, |day| day.max(self.protection.last_day))
    }
}

/// A no always says why and what would change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub text: String,
    pub what_would_change: String,
}

/// How long no other partner may have this customer's deal (保護期間). Counted in whole Japanese days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionWindow {
    pub last_day: Day,
    /// The one extension by the partner's own hand is spent.
    pub extended: bool,
}

impl ProtectionWindow {
    pub fn from_approval(at: Timestamp, days: u16) -> Self {
        Self { last_day: at.day().plus(i32::from(days)), extended: false }
    }

    pub fn covers(&self, day: Day) -> bool {
        day <= self.last_day
    }

    /// The first moment that is no longer protected.
    pub fn expires_at(&self) -> Timestamp {
        self.last_day.plus(1).start()
    }

    #[must_use]
    pub fn extended_by(self, days: u16) -> Self {
        Self { last_day: self.last_day.plus(i32::from(days)), extended: true }
    }
}

/// The bare name of a [`RegistrationStatus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusKey {
    Submitted,
    InReview,
    NeedsInfo,
    Approved,
    Rejected,
    Conflicted,
    Won,
    Lost,
    Expired,
    Withdrawn,
    Released,
}

closed_set!(StatusKey {
    Submitted = "submitted",
    InReview = "in_review",
    NeedsInfo = "needs_info",
    Approved = "approved",
    Rejected = "rejected",
    Conflicted = "conflicted",
    Won = "won",
    Lost = "lost",
    Expired = "expired",
    Withdrawn = "withdrawn",
    Released = "released",
});

impl StatusKey {
    /// Still going on, so it counts in the pipeline and against the partner's capacity.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview | Self::NeedsInfo | Self::Approved)
    }

    /// The vendor has the next move.
    pub const fn waits_for_vendor(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview)
    }
}

impl RegistrationStatus {
    pub const fn key(&self) -> StatusKey {
        match self {
            Self::Submitted => StatusKey::Submitted,
            Self::InReview { .. } => StatusKey::InReview,
            Self::NeedsInfo { .. } => StatusKey::NeedsInfo,
            Self::Approved { .. } => StatusKey::Approved,
            Self::Rejected { .. } => StatusKey::Rejected,
            Self::Conflicted { .. } => StatusKey::Conflicted,
            Self::Won { .. } => StatusKey::Won,
            Self::Lost { .. } => StatusKey::Lost,
            Self::Expired { .. } => StatusKey::Expired,
            Self::Withdrawn { .. } => StatusKey::Withdrawn,
            Self::Released { .. } => StatusKey::Released,
        }
    }

    /// The approval, also of a deal that has ended since.
    pub const fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved { approval }
            | Self::Won { approval, .. }
            | Self::Lost { approval, .. }
            | Self::Expired { approval, .. }
            | Self::Released { approval, .. } => Some(approval),
            Self::Withdrawn { approval, .. } => approval.as_ref(),
            _ => None,
        }
    }

    /// The vendor's yes or no: by whom (nobody, when the portal found the conflict itself) and when.
    pub fn decision(&self) -> Option<(Option<UserId>, Timestamp)> {
        match self {
            Self::Rejected { by, at, .. } => Some((Some(*by), *at)),
            Self::Conflicted { by, at, .. } => Some((*by, *at)),
            _ => self.approval().map(|approval| (approval.by, approval.at)),
        }
    }

    /// The vendor's person whose word the status is.
    pub fn speaker(&self) -> Option<UserId> {
        match self {
            Self::InReview { reviewer, .. } => Some(*reviewer),
            Self::NeedsInfo { by, .. } | Self::Rejected { by, .. } | Self::Released { by, .. } => Some(*by),
            Self::Conflicted { by, .. } => *by,
            Self::Approved { approval } => approval.by,
            _ => None,
        }
    }

    /// Those who have said yes so far, or did before the last one.
    pub fn given(&self) -> &[Yes] {
        match self {
            Self::InReview { given, .. } => given,
            _ => self.approval().map_or(&[], |approval| &approval.given),
        }
    }

    /// When an ended registration ended.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Rejected { at, .. }
            | Self::Conflicted { at, .. }
            | Self::Won { at, .. }
            | Self::Lost { at, .. }
            | Self::Expired { at, .. }
            | Self::Withdrawn { at, .. }
            | Self::Released { at, .. } => Some(*at),
            Self::Submitted | Self::InReview { .. } | Self::NeedsInfo { .. } | Self::Approved { .. } => None,
        }
    }
}
