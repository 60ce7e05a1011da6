use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    deals::{CompanySize, CustomerCard, Industry, RegistrationForm, Territory},
    id::{CompanyId, LeadId, UserId},
    time::Timestamp,
};

/// What is known of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadFacts {
    pub customer: CustomerCard,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    /// What they want; whoever is asked reads it.
    pub note: String,
    /// Whom to ask for, for the eyes of who accepts.
    pub contact: String,
}

impl LeadFacts {
    /// How the registration of this customer begins.
    pub fn begun(&self) -> RegistrationForm {
        let identity = &self.customer.identity;
        RegistrationForm {
            customer: self.customer.name.clone(),
            corporate_number: identity.corporate_number.as_ref().map(ToString::to_string).unwrap_or_default(),
            domain: identity.domain.as_ref().map(ToString::to_string).unwrap_or_default(),
            industry: self.industry.as_str().into(),
            size: self.size.as_str().into(),
            territory: self.territory.map(Territory::as_str).unwrap_or_default().into(),
            need: self.note.clone(),
            ..RegistrationForm::default()
        }
    }
}

/// Where a lead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadState {
    Offered,
    Accepted,
    /// Nobody is left to ask.
    Exhausted,
    Withdrawn,
}

closed_set!(LeadState { Offered = "offered", Accepted = "accepted", Exhausted = "exhausted", Withdrawn = "withdrawn" });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    Waiting,
    Accepted,
    Declined,
    TimedOut,
    Withdrawn,
}

closed_set!(OfferState {
    Waiting = "waiting",
    Accepted = "accepted",
    Declined = "declined",
    TimedOut = "timed_out",
    Withdrawn = "withdrawn",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    NoTime,
    NotOurTrade,
    TooFar,
    KnownAlready,
    Other,
}

closed_set!(DeclineReason {
    NoTime = "no_time",
    NotOurTrade = "not_our_trade",
    TooFar = "too_far",
    KnownAlready = "known_already",
    Other = "other",
});

/// A named account that wants to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub id: LeadId,
    pub facts: LeadFacts,
    pub state: LeadState,
    pub made_by: UserId,
    pub made_at: Timestamp,
}

/// That it was a company's turn, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub lead: LeadId,
    /// From 1.
    pub place: u32,
    pub company: CompanyId,
    pub at: Timestamp,
    pub due: Timestamp,
    pub state: OfferState,
    /// What decided: the company's weight and credit, among how many, and whether trade and area had to stand aside.
    pub weight: u32,
    pub credit: i64,
    pub among: u32,
    pub widened: bool,
    pub answered_by: Option<UserId>,
    pub answered_at: Option<Timestamp>,
    pub reason: Option<DeclineReason>,
    pub note: Option<String>,
}

/// What people are told of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadNews {
    Offered,
    Accepted,
    Exhausted,
}

closed_set!(LeadNews { Offered = "offered", Accepted = "accepted", Exhausted = "exhausted" });
