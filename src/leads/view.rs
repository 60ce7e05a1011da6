use serde::{Deserialize, Serialize};

use super::{DeclineReason, LeadState, OfferState};
use crate::{
    deals::{CompanySize, Industry, Territory},
    id::LeadId,
    lang::Bilingual,
    time::Timestamp,
};

/// What a tier weighs in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierWeight {
    pub tier: Bilingual,
    pub weight: u32,
    /// The reader's own.
    pub own: bool,
}

/// An offer as the company that got it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadOfferView {
    pub id: LeadId,
    pub customer: String,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    pub note: String,
    /// For who accepted.
    pub contact: Option<String>,
    pub state: OfferState,
    pub at: Timestamp,
    pub due: Timestamp,
    /// Why it was this company's turn.
    pub weight: u32,
    pub credit: i64,
    pub among: u32,
    pub widened: bool,
}

/// `/leads`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadsSheet {
    pub waiting: Vec<LeadOfferView>,
    pub accepted: Vec<LeadOfferView>,
    /// Declined, or left until its time was over.
    pub past: Vec<LeadOfferView>,
    pub weights: Vec<TierWeight>,
    /// Which turn would be the company's next, of how many companies; nothing when nobody of it could answer.
    pub place: Option<u32>,
    pub of: u32,
    /// Business days to answer in.
    pub days: u16,
}

/// An offer in the course of a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    pub company: String,
    pub state: OfferState,
    pub at: Timestamp,
    pub due: Timestamp,
    pub weight: u32,
    pub credit: i64,
    pub among: u32,
    pub widened: bool,
    pub answered_by: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub reason: Option<DeclineReason>,
    pub note: Option<String>,
}

/// A lead with all that came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadCourse {
    pub id: LeadId,
    pub customer: String,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    pub note: String,
    pub contact: String,
    pub state: LeadState,
    pub made_at: Timestamp,
    pub offers: Vec<OfferLine>,
}

/// A company in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    pub company: String,
    pub tier: Bilingual,
    pub weight: u32,
    pub credit: i64,
    pub place: Option<u32>,
}

/// `/console/leads`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadDesk {
    /// The last offered first.
    pub leads: Vec<LeadCourse>,
    /// In the order of their turns.
    pub queue: Vec<QueueLine>,
    /// For the next lead.
    pub key: String,
    pub days: u16,
}
