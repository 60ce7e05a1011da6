use crate::{
    id::{ActivityId, CompanyId, DealId, UserId},
    time::{Day, Timestamp},
};

/// A visit to a customer that partner and vendor made together, as the partner reported it and the vendor answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointVisit {
    /// Of the activity that reported it.
    pub id: ActivityId,
    pub deal: DealId,
    pub company: CompanyId,
    pub on: Day,
    pub note: Option<String>,
    pub reported_by: UserId,
    pub reported_at: Timestamp,
    pub answer: Option<VisitAnswer>,
}

/// Whether it took place, by the vendor's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitAnswer {
    pub held: bool,
    pub by: UserId,
    pub at: Timestamp,
}

impl JointVisit {
    /// Waits for the vendor, or took place: either way there is no other to report.
    pub fn stands(&self) -> bool {
        self.answer.is_none_or(|answer| answer.held)
    }
}
