use serde::{Deserialize, Serialize};

use super::NewGoal;
use crate::{lang::Bilingual, programme::IndustryName, time::Timestamp};

/// The goal of a company, on its own page and on the hand-over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalSheet {
    /// Confirmed by both sides.
    pub agreed: Option<GoalLine>,
    /// Waits for the vendor.
    pub proposed: Option<GoalLine>,
    /// What may be proposed.
    pub industries: Vec<IndustryName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalLine {
    pub id: String,
    pub goal: NewGoal,
    /// As the vendor names the industry.
    pub industry: Bilingual,
    /// When it was proposed, or agreed on.
    pub since: Timestamp,
    /// Orders won so far.
    pub won: u32,
    /// Registrations a month that are still needed, by the company's own conversion; none when it is reached or over.
    pub needed_a_month: Option<u32>,
}
