use serde::{Deserialize, Serialize};

use super::{Evidence, Phase, StallReason, StallRule};
use crate::{
    lang::Bilingual,
    time::{Day, Timestamp},
};

/// What a verdict looks at besides the company's standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhaseFacts {
    /// Registrations that the vendor has not answered in time.
    pub overdue: u32,
    /// Key of the tier that is held.
    pub tier: Option<String>,
    /// Of the kits for the company's industry.
    pub run_out: Option<KitsRunOut>,
    /// The named champion has left, and there is no other.
    pub champion_left: bool,
}

/// Kits that may no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitsRunOut {
    pub count: u32,
    /// The first day of the one that ran out first.
    pub since: Day,
}

/// Where a company stands: the same for both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseVerdict {
    pub phase: Phase,
    /// As the programme calls it.
    pub name: Bilingual,
    pub since: Timestamp,
    /// None: on its way.
    pub stall: Option<Stall>,
    pub evidence: Vec<Evidence>,
}

/// Why it has stopped, in the programme's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stall {
    pub reason: StallReason,
    pub name: Bilingual,
    /// To the partner, in friendly words.
    pub partner: Bilingual,
}

impl From<&StallRule> for Stall {
    fn from(rule: &StallRule) -> Self {
        Self { reason: rule.key, name: rule.name.clone(), partner: rule.partner.clone() }
    }
}

impl PhaseVerdict {
    pub fn reason(&self) -> Option<StallReason> {
        self.stall.as_ref().map(|stall| stall.reason)
    }
}

/// Whole days from `earlier` to `later`, by the calendar.
pub(super) fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    i64::from(later.day().0) - i64::from(earlier.day().0)
}
