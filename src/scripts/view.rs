use serde::{Deserialize, Serialize};

use super::{Ending, TalkCount, Weakness};
use crate::{
    id::{DealId, UnansweredId},
    kits::DealChoice,
    lang::Lang,
    time::{Day, Timestamp},
};

/// `/kits/:slug/play`: the whole script, so that it goes on where there is no network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaySheet {
    pub slug: String,
    pub title: String,
    pub lang: Lang,
    pub version: u32,
    /// Its last day, `valid_until`, has passed.
    pub stale: bool,
    pub valid_until: Day,
    pub owner: String,
    /// Id of a talk that is played without JavaScript.
    pub talk: String,
    /// Taps are recorded.
    pub counted: bool,
    pub deal: Option<DealId>,
    pub deals: Vec<DealChoice>,
    pub steps: Vec<PlayStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayStep {
    pub key: String,
    pub title: String,
    pub html: String,
    pub answers: Vec<PlayAnswer>,
    pub ending: Option<Ending>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayAnswer {
    pub words: String,
    pub to: String,
}

/// A script among all that branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptLine {
    pub slug: String,
    pub title: String,
    pub lang: Lang,
    pub count: TalkCount,
    pub weak: u32,
    pub unanswered: u32,
}

/// `/console/scripts`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptDesk {
    pub lines: Vec<ScriptLine>,
    pub report: Option<ScriptReport>,
}

/// One script, branch by branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptReport {
    pub slug: String,
    pub title: String,
    pub lang: Lang,
    /// What is shown of it; none: every version.
    pub version: Option<(Lang, u32)>,
    /// Versions that were played, with their talks, the newest first.
    pub versions: Vec<(Lang, u32, u32)>,
    pub count: TalkCount,
    pub steps: Vec<StepView>,
    pub unanswered: Vec<UnansweredView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub title: String,
    pub ending: Option<Ending>,
    pub seen: u32,
    /// Talks that stopped here without coming to an end.
    pub stopped: u32,
    pub other: u32,
    pub branches: Vec<BranchView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchView {
    pub words: String,
    /// Title of the step it leads to.
    pub to: String,
    pub count: TalkCount,
    pub weak: Option<Weakness>,
}

/// What a customer said that the script does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnansweredView {
    pub id: UnansweredId,
    pub said: String,
    /// Title of the step at which it was said; its key, where the step is no more.
    pub step: String,
    pub company: String,
    pub at: Timestamp,
}
