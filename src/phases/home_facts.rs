use serde::{Deserialize, Serialize};

use super::{LessonLink, PhaseVerdict, ScriptLink, Standing};
use crate::{
    id::{DealId, TargetId},
    points::Reviewed,
    targets::FitReason,
    tiers::WinsNeeded,
    time::Timestamp,
};

/// What the choice of a person's next action looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeFacts {
    pub phase: PhaseVerdict,
    /// The company's.
    pub standing: Standing,
    /// How the company's registrations were reviewed so far.
    pub reviewed: Reviewed,
    /// The person's own drafts, returned registrations and approved deals that are not closed.
    pub deals: Vec<OpenDeal>,
    pub lesson_in_progress: Option<(LessonLink, Timestamp)>,
    /// The first lesson the person has not opened.
    pub next_lesson: Option<LessonLink>,
    /// The person's own, of all there are.
    pub lessons: LessonsDone,
    /// The talk script that fits the person's open deals, or else the company's industry.
    pub script: Option<ScriptLink>,
    pub script_opened: bool,
    /// The person may invite colleagues.
    pub may_invite: bool,
    pub wins_needed: Option<WinsNeeded>,
    /// Since when a goal that the vendor proposed waits for the person's word.
    pub goal_waits: Option<Timestamp>,
    /// The first of the company's open target accounts; looked for where nothing else is due.
    pub target: Option<TargetAhead>,
}

/// A target account at the head of a company's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetAhead {
    pub target: TargetId,
    pub customer: String,
    /// The vendor's, why it should be won.
    pub word: String,
    /// What weighs most for this company.
    pub fit: Option<FitReason>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonsDone {
    pub done: u32,
    pub total: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeal {
    pub deal: DealId,
    /// Empty in a draft that has none yet.
    pub customer: String,
    pub moment: DealMoment,
}

/// Where a deal stands, as far as its owner's next step depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealMoment {
    Draft {
        saved_at: Timestamp,
    },
    /// The vendor asked for something.
    Returned {
        at: Timestamp,
    },
    Approved {
        approved_at: Timestamp,
        /// A first contact was noted, or any later stage.
        contacted: bool,
        last_step_at: Timestamp,
        protected_until: Timestamp,
        /// The self-serve extension is still to be had.
        extensible: bool,
    },
}
