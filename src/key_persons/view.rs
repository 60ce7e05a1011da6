use serde::{Deserialize, Serialize};

use super::{ChampionSign, CounterPromise, KeyRole};
use crate::{
    goals::{Counted, GoalSaid, GoalState, Side},
    id::{CompanyId, PactId, UserId},
    time::Day,
};

/// Somebody of a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPersonView {
    pub id: UserId,
    pub name: String,
    pub role: Option<KeyRole>,
    pub leads: bool,
    /// Of everything that was done in ninety days; for those who shape the team.
    pub share_percent: Option<u32>,
    pub last_active: Option<Day>,
}

/// Why one might be the champion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionView {
    pub user: UserId,
    pub name: String,
    pub signs: Vec<ChampionSign>,
    /// The champion who left, whose work this person goes on with.
    pub after: Option<String>,
}

/// A company that hangs on one person; without a percentage nobody else did anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningView {
    pub name: String,
    pub percent: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PactView {
    pub id: PactId,
    pub champion: String,
    pub counted: Counted,
    pub target: u32,
    pub done: u64,
    /// So much should be done by now.
    pub expected: u32,
    pub since: Day,
    pub by: Day,
    pub hours: u8,
    pub promises: Vec<CounterPromise>,
    pub state: GoalState,
    pub side: Side,
    pub proposed: GoalSaid,
    pub answered: Option<GoalSaid>,
}

/// Who has left, and what went to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartureView {
    pub name: String,
    pub to: String,
    pub on: Day,
    pub champion: bool,
    pub deals: u32,
    pub steps: u32,
    pub visits: u32,
    pub questions: u32,
}

/// `/people`, and `/console/partners/:id/people`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleSheet {
    pub company: CompanyId,
    pub company_name: String,
    pub side: Side,
    /// Gives roles, agrees on pacts, says who has left.
    pub may: bool,
    pub people: Vec<KeyPersonView>,
    pub suggestion: Option<SuggestionView>,
    pub warning: Option<WarningView>,
    /// A champion has left, and nobody is one since.
    pub champion_left: bool,
    pub pact: Option<PactView>,
    pub past: Vec<PactView>,
    pub departures: Vec<DepartureView>,
    /// For the form that proposes a pact.
    pub key: String,
    pub today: Day,
}
