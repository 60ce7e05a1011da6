use serde::{Deserialize, Serialize};

use crate::{
    id::{ActivityId, CompanyId, DealId},
    time::{Day, Timestamp},
};

/// A visit as the pages of its deal show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    pub id: ActivityId,
    pub on: Day,
    pub note: Option<String>,
    pub reported_by: String,
    pub reported_at: Timestamp,
    /// By when the vendor answers.
    pub due: Timestamp,
    pub answer: Option<AnswerView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    pub held: bool,
    pub by: String,
    pub at: Timestamp,
}

/// A deal's visits, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealVisits {
    pub visits: Vec<VisitView>,
    /// The partner may report one now.
    pub may_report: bool,
    /// What a report brings; 0 when nothing.
    pub points: i64,
    pub today: Day,
}

/// A visit that waits for the vendor's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    pub deal: DealId,
    pub customer: String,
    pub company: CompanyId,
    pub company_name: String,
    pub on: Day,
    pub reported_by: String,
    pub due: Timestamp,
}
