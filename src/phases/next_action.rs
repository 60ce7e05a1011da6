use serde::{Deserialize, Serialize};

use super::LessonsDone;
use crate::{
    id::{DealId, TargetId},
    points::ExpectedPoints,
    targets::FitReason,
    tiers::TierName,
    time::{Day, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLink {
    pub module: String,
    pub lesson: String,
    pub title: String,
    pub minutes: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptLink {
    pub slug: String,
    pub title: String,
    pub minutes: u16,
}

/// The one thing to do now: what, how long it takes, what it brings, and why now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextAction {
    pub act: Act,
    pub minutes: u16,
    /// The next points on this way and the activity that brings them; none when no rule pays for it.
    pub reward: Option<ExpectedPoints>,
    pub why: WhyNow,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    CorrectDeal {
        deal: DealId,
        customer: String,
    },
    ContactAfterApproval {
        deal: DealId,
        customer: String,
        script: Option<ScriptLink>,
    },
    ExtendProtection {
        deal: DealId,
        customer: String,
        until: Timestamp,
    },
    ContinueDraft {
        deal: DealId,
        customer: String,
    },
    FinishLesson {
        lesson: LessonLink,
    },
    MoveDeal {
        deal: DealId,
        customer: String,
        days_since: i64,
    },
    StartLesson {
        lesson: LessonLink,
    },
    OpenScript {
        script: ScriptLink,
    },
    RegisterFirstDeal,
    InviteColleague,
    ReachTier {
        tier: TierName,
        wins: u32,
    },
    RegisterDeal,
    AnswerGoal,
    /// Register what the vendor would like won.
    TryTarget {
        target: TargetId,
        customer: String,
    },
}

/// Why this and why now, with the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNow {
    Returned {
        at: Timestamp,
        days: i64,
    },
    ApprovedUntouched {
        at: Timestamp,
        days: i64,
    },
    ProtectionEnds {
        until: Timestamp,
        days_left: i64,
    },
    DraftWaits {
        saved_at: Timestamp,
        days: i64,
    },
    LessonBegun {
        at: Timestamp,
        days: i64,
    },
    NoStep {
        since: Timestamp,
        days: i64,
    },
    /// Nothing has been learnt yet; a first lesson is the smallest step, and prepares for what a campaign pays extra for.
    NothingLearnt {
        bonus: Option<Bonus>,
    },
    /// Learnt, but without words for the first talk.
    NoScriptYet {
        lessons: u32,
    },
    /// Ready; and a campaign pays extra for an early first deal, where there is one.
    ReadyForFirstDeal {
        lessons: u32,
        bonus: Option<Bonus>,
    },
    OnlyOneActive {
        since: Timestamp,
    },
    TierInReach {
        wins: u32,
    },
    /// Who has finished them all counts for a tier that asks for such people.
    LessonsLeft {
        lessons: LessonsDone,
        counts_for: Option<TierName>,
    },
    /// The last registration was so many days ago.
    LastDeal {
        at: Option<Timestamp>,
        days: Option<i64>,
    },
    GoalProposed {
        at: Timestamp,
    },
    /// The vendor's word on the target, and what of the company fits it best.
    TargetWaits {
        word: String,
        fit: Option<FitReason>,
    },
}

impl NextAction {
    /// Nothing is due, so that a target may take its place.
    pub const fn gives_way_to_a_target(&self) -> bool {
        matches!(
            (&self.act, &self.why),
            (Act::RegisterFirstDeal | Act::ReachTier { .. } | Act::RegisterDeal, _) | (_, WhyNow::LessonsLeft { .. })
        )
    }
}

/// What a campaign adds to the points for an early first deal, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bonus {
    pub points: i64,
    pub until: Day,
    pub days_left: i64,
    /// Days that the countdown stood still because the vendor was late.
    pub added: u32,
}
