//! Leads: named accounts that the vendor offers to one partner after another, by a published rule.
//!
//! Invariants
//! * A lead is offered to one company at a time, and to no company twice.
//! * Whom to ask is revealed to the company that accepts, and to nobody else.
//! * An offer ends once: accepted, declined, timed out or withdrawn.

mod form;
mod lead;
mod leads;
mod queue;
mod view;

pub use form::{LeadAnswerForm, LeadForm, LeadPick};
pub use lead::{DeclineReason, Lead, LeadFacts, LeadNews, LeadState, Offer, OfferState};
pub use leads::Leads;
pub use queue::{Misfit, Reach, Seat, Turn, eligible, misfit, places, turn};
pub use view::{LeadCourse, LeadDesk, LeadOfferView, LeadsSheet, OfferLine, QueueLine, TierWeight};
