use serde::{Deserialize, Serialize};

use crate::activity::{ActivityKind, closed_set};

/// What a goal may count. Each is one kind of activity, so that both sides see the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    RegisteredDeals,
    WonDeals,
    JointVisits,
    Certificates,
    Lessons,
}

closed_set!(Counted {
    RegisteredDeals = "registered_deals",
    WonDeals = "won_deals",
    JointVisits = "joint_visits",
    Certificates = "certificates",
    Lessons = "lessons",
});

impl Counted {
    pub const fn kind(self) -> ActivityKind {
        match self {
            Self::RegisteredDeals => ActivityKind::DealRegistered,
            Self::WonDeals => ActivityKind::DealWon,
            Self::JointVisits => ActivityKind::JointVisitHeld,
            Self::Certificates => ActivityKind::CertificateEarned,
            Self::Lessons => ActivityKind::LessonCompleted,
        }
    }
}
