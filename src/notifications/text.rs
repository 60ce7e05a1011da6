use serde::{Deserialize, Serialize};

use super::NoticeKind;
use crate::{
    boards::BoardNews,
    deals::DealNumber,
    goals::{Counted, GoalTerms},
    key_persons::PactNews,
    lang::Bilingual,
    leads::LeadNews,
    phases::Act,
    plays::PlayNews,
    questions::QuestionNews,
    tiers::TierOutcome,
    time::{Day, Timestamp},
    visits::VisitNews,
};

/// What is told, as facts: put into words when it is read, in the language of whoever reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeText {
    DealApproved {
        customer: String,
        number: DealNumber,
        until: Day,
    },
    DealReturned {
        customer: String,
        number: DealNumber,
        note: String,
    },
    DealRejected {
        customer: String,
        number: DealNumber,
    },
    DealConflicted {
        customer: String,
        number: DealNumber,
    },
    DealReleased {
        customer: String,
        number: DealNumber,
    },
    ProtectionEnding {
        customer: String,
        number: DealNumber,
        last_day: Day,
        may_extend: bool,
    },
    ProtectionEnded {
        customer: String,
        number: DealNumber,
    },
    GoalProposed {
        by: String,
        terms: GoalTerms,
    },
    GoalAgreed {
        by: String,
        terms: GoalTerms,
    },
    TierDecided {
        tier: Bilingual,
        outcome: TierOutcome,
        on: Day,
    },
    StepAsked {
        by: String,
        act: Act,
    },
    Thanked {
        by: String,
        words: String,
    },
    /// A partner asks the vendor for more time.
    ExtensionAsked {
        customer: String,
        number: DealNumber,
        company: String,
        last_day: Day,
        reason: String,
    },
    ExtensionGranted {
        customer: String,
        number: DealNumber,
        until: Day,
    },
    ExtensionDeclined {
        customer: String,
        number: DealNumber,
        why: String,
    },
    /// It goes on at another company.
    DealMoved {
        customer: String,
        number: DealNumber,
        why: String,
    },
    DealTakenOver {
        customer: String,
        number: DealNumber,
        until: Day,
    },
    /// A part of it is a deal of its own now.
    DealSplit {
        customer: String,
        number: DealNumber,
        part: DealNumber,
        product: Bilingual,
        why: String,
    },
    /// A part of another deal is one's own deal now.
    DealSplitOff {
        customer: String,
        number: DealNumber,
        product: Bilingual,
        until: Day,
    },
    DealHandedOver {
        customer: String,
        number: DealNumber,
        by: String,
    },
    /// Somebody else's review is overdue.
    ReviewEscalated {
        customer: String,
        number: DealNumber,
        company: String,
    },
    /// Somebody of the company works on it too.
    DealShared {
        customer: String,
        number: DealNumber,
        by: String,
    },
    Lead {
        what: LeadNews,
        customer: String,
        due: Option<Timestamp>,
    },
    Board {
        what: BoardNews,
        customer: String,
        step: Bilingual,
    },
    Visit {
        what: VisitNews,
        by: String,
        customer: String,
        at: Option<Timestamp>,
    },
    /// `why`: what was said with it.
    Play {
        what: PlayNews,
        by: String,
        title: String,
        why: Option<String>,
    },
    Pact {
        what: PactNews,
        champion: String,
        counted: Counted,
        target: u32,
        done: u64,
        expected: u32,
        by: Day,
    },
    /// What somebody who left was working on.
    WorkHandedOver {
        from: String,
        by: String,
        deals: u32,
        steps: u32,
        visits: u32,
        questions: u32,
    },
    /// A kit whose last day is over.
    KitStale {
        title: String,
        owner: String,
        until: Day,
    },
    /// `until`: by when the vendor answers, where that is what it is about.
    Question {
        what: QuestionNews,
        by: String,
        title: String,
        until: Option<Timestamp>,
    },
}

impl NoticeText {
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::DealApproved { .. }
            | Self::DealRejected { .. }
            | Self::DealConflicted { .. }
            | Self::DealReleased { .. }
            | Self::ExtensionGranted { .. }
            | Self::ExtensionDeclined { .. }
            | Self::DealMoved { .. }
            | Self::DealTakenOver { .. }
            | Self::DealSplit { .. }
            | Self::DealSplitOff { .. }
            | Self::DealHandedOver { .. }
            | Self::DealShared { .. } => NoticeKind::DealDecided,
            Self::DealReturned { .. } => NoticeKind::DealReturned,
            Self::ProtectionEnding { .. } => NoticeKind::ProtectionEnding,
            Self::ProtectionEnded { .. } => NoticeKind::ProtectionEnded,
            Self::GoalProposed { .. } | Self::GoalAgreed { .. } => NoticeKind::Goal,
            Self::TierDecided { .. } => NoticeKind::Tier,
            Self::StepAsked { .. } => NoticeKind::Asked,
            Self::Thanked { .. } => NoticeKind::Praise,
            Self::ReviewEscalated { .. } => NoticeKind::Escalated,
            Self::ExtensionAsked { .. } => NoticeKind::MoreTime,
            Self::Lead { .. } => NoticeKind::Lead,
            Self::Board { .. } => NoticeKind::Board,
            Self::Visit { .. } | Self::Play { .. } => NoticeKind::Visit,
            Self::Question { .. } => NoticeKind::Question,
            Self::KitStale { .. } => NoticeKind::Content,
            Self::Pact { .. } | Self::WorkHandedOver { .. } => NoticeKind::KeyPerson,
        }
    }
}
