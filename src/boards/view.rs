use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    goals::Side,
    id::DealId,
    money::Money,
    time::{Day, Timestamp},
};

/// Where a step stands, for the eyes of both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Ahead,
    Turn,
    Late,
    Done,
    /// Done, but not in time.
    DoneLate,
}

/// What the owner of a step is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardNews {
    YourTurn,
    Late,
}

closed_set!(BoardNews { YourTurn = "your_turn", Late = "late" });

/// A step in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub key: String,
    pub title: String,
    pub needs: String,
    pub side: Side,
    pub state: StepState,
    /// By when it is to be done, or as planned.
    pub due: Timestamp,
    /// Since when it is the side's turn.
    pub since: Option<Timestamp>,
    pub owner: Option<String>,
    pub done_by: Option<String>,
    pub done_at: Option<Timestamp>,
    /// The reader may tick it off, or take that back.
    pub may: bool,
    /// It is somebody else's of the reader's side.
    pub may_take: bool,
}

/// One side's promises and waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreView {
    pub percent: Option<u32>,
    pub kept: u32,
    pub judged: u32,
    /// Tenths of business days.
    pub waited_tenths: u32,
}

/// A link to the customer's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    pub link: String,
    pub until: Timestamp,
    pub by: String,
}

/// `/boards/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardSheet {
    pub deal: DealId,
    pub customer: String,
    /// For the vendor's eyes only.
    pub company_name: Option<String>,
    pub reader: Side,
    pub steps: Vec<StepView>,
    pub done: u32,
    pub partner: ScoreView,
    pub vendor: ScoreView,
    /// What waits meanwhile; nothing once the order is there.
    pub amount: Option<Money>,
    pub share: Option<ShareView>,
    /// The deal has ended without an order.
    pub over: bool,
}

/// A board in a list of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    pub deal: DealId,
    pub customer: String,
    pub company_name: Option<String>,
    pub done: u32,
    pub all: u32,
    /// The step that is due first, and whose it is.
    pub step: String,
    pub owner: Option<String>,
    pub side: Side,
    pub since: Timestamp,
    pub due: Timestamp,
    pub late: bool,
    pub waited_tenths: u32,
    pub amount: Money,
}

/// `/boards`: what waits longest at the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardList {
    pub reader: Side,
    pub yours: Vec<BoardRow>,
    pub theirs: Vec<BoardRow>,
}

/// A step as the customer sees it: no person, no promise kept or broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    pub title: String,
    /// The partner's company, or the vendor's.
    pub by: String,
    pub due: Day,
    pub done: Option<Day>,
    pub turn: bool,
}

/// What a customer may see of a board: `/boards/:id/customer` and `/plans/:secret`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPlan {
    pub customer: String,
    pub partner: String,
    pub vendor: String,
    pub steps: Vec<PlanStep>,
    pub done: u32,
    pub today: Day,
    /// Until when the link works.
    pub until: Option<Day>,
}
