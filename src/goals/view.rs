use serde::{Deserialize, Serialize};

use super::{GoalState, GoalTerms, Side};
use crate::{
    id::GoalId,
    time::{Day, Timestamp},
};

/// Who said something, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalSaid {
    pub by: String,
    pub at: Timestamp,
}

/// A goal as both sides see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalView {
    pub id: GoalId,
    pub terms: GoalTerms,
    pub since: Day,
    /// Counted from what happened.
    pub done: u64,
    pub state: GoalState,
    pub side: Side,
    pub proposed: GoalSaid,
    pub answered: Option<GoalSaid>,
    pub closed_at: Option<Timestamp>,
    /// Who of the partner goes on with it, since whoever meant it has left.
    pub taken_over_by: Option<String>,
}

/// `/goals`, and a part of `/console/partners/:id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalsSheet {
    /// On which side the reader is.
    pub side: Side,
    /// Proposed or agreed; the proposal first.
    pub alive: Vec<GoalView>,
    /// The newest first.
    pub past: Vec<GoalView>,
    /// Proposes, agrees and ends.
    pub may: bool,
    /// There is room for another.
    pub room: bool,
    /// For the form that proposes.
    pub key: String,
    pub today: Day,
}
