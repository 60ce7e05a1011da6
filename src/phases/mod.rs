//! Where a partner company is on its way, why it has stopped, and the one thing its person does next.
//!
//! All of it is a function of the company's [`Standing`] (what happened, summed up) and the programme: both sides see the
//! same phase for the same reason, and can replay it.

mod choice;
mod home_facts;
mod next_action;
mod phase;
mod stall;
mod standing;

pub use choice::next_action;
pub use home_facts::{DealMoment, HomeFacts, LessonsDone, OpenDeal};
pub use next_action::{Act, Bonus, LessonLink, NextAction, ScriptLink, WhyNow};
pub use phase::{Phase, PhaseName, PhaseRule, PhaseRules};
pub use stall::{Evidence, PhaseVerdict, StallReason, judge};
pub use standing::{Origins, PersonTrace, Standing, Tally};
