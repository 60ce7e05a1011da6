//! Where a partner company is on its way, why it has stopped, and the one thing its person does next.
//!
//! All of it is a function of the company's [`Standing`] (what happened, summed up) and the programme: both sides see the
//! same phase for the same reason, and can replay it.

mod choice;
mod duty;
mod evidence;
mod gaps;
mod health;
mod home_facts;
mod judge;
mod leaving;
mod next_action;
mod phase;
mod reason;
mod self_start;
mod standing;
mod verdict;

pub use choice::next_action;
pub use duty::Duty;
pub use evidence::Evidence;
pub use gaps::{Gap, GapFacts, KitFact, gaps};
pub use health::{HealthBand, HealthLine, HealthPart, HealthRule, HealthRules, HealthScore, health};
pub use home_facts::{DealMoment, HomeFacts, LessonsDone, OpenDeal, TargetAhead};
pub use judge::judge;
pub use leaving::{Leaving, Milestone};
pub use next_action::{Act, Bonus, LessonLink, NextAction, ScriptLink, WhyNow};
pub use phase::{Phase, PhaseName, PhaseRule, PhaseRules};
pub use reason::{Limit, ReasonName, StallReason, StallRule};
pub use self_start::{MONTHS, MonthRate, SelfStart};
pub use standing::{MOST_TIMES, Origins, PersonTrace, Standing, Tally};
pub use verdict::{KitsRunOut, PhaseFacts, PhaseVerdict, Stall};
