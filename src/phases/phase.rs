use serde::{Deserialize, Serialize};

use super::{Leaving, Milestone, Standing};
use crate::{
    activity::{ActivityKind, closed_set},
    lang::Bilingual,
    time::Timestamp,
};

/// The three phases of a partner's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Onboarding,
    Activation,
    Retention,
}

closed_set!(Phase { Onboarding = "onboarding", Activation = "activation", Retention = "retention" });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseRules {
    pub onboarding: PhaseRule,
    pub activation: PhaseRule,
    pub retention: PhaseRule,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseRule {
    pub name: Bilingual,
    /// What ends the phase; the last one has neither this nor `leave`, and is never left. Each of these, once, is what most
    /// phases need.
    #[serde(default)]
    pub leave_on: Vec<ActivityKind>,
    /// In place of `leave_on`, where something has to happen more than once, or one thing of several.
    #[serde(default)]
    pub leave: Option<Leaving>,
    /// How long the phase should last; in the last phase, how often it should bring a new registration.
    pub target_days: u32,
    /// Silence for this long means that contact is lost.
    pub quiet_days: u32,
}

/// A phase as the programme calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseName {
    pub phase: Phase,
    pub name: Bilingual,
}

impl PhaseRules {
    pub const fn rule(&self, phase: Phase) -> &PhaseRule {
        match phase {
            Phase::Onboarding => &self.onboarding,
            Phase::Activation => &self.activation,
            Phase::Retention => &self.retention,
        }
    }

    /// What the programme calls its phases, in their order.
    pub fn names(&self) -> Vec<PhaseName> {
        Phase::ALL.iter().map(|phase| PhaseName { phase: *phase, name: self.rule(*phase).name.clone() }).collect()
    }

    /// Each rule with its name in the file.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &PhaseRule)> {
        Phase::ALL.iter().map(|phase| (phase.as_str(), self.rule(*phase)))
    }

    /// The phase a company is in, and since when.
    pub fn phase_of(&self, standing: &Standing, now: Timestamp) -> (Phase, Timestamp) {
        let joined = standing.joined_at.unwrap_or(now);
        let Some(activated) = self.onboarding.left_at(standing) else { return (Phase::Onboarding, joined) };
        let activated = activated.max(joined);
        match self.activation.left_at(standing) {
            Some(retained) => (Phase::Retention, retained.max(activated)),
            None => (Phase::Activation, activated),
        }
    }
}

impl PhaseRule {
    /// What ends the phase, however the file writes it; none when nothing does.
    pub fn leaving(&self) -> Option<Leaving> {
        let each = || self.leave_on.iter().map(|of| Milestone { of: *of, times: 1 }).collect();
        self.leave.clone().or_else(|| (!self.leave_on.is_empty()).then(|| Leaving::All(each())))
    }

    fn left_at(&self, standing: &Standing) -> Option<Timestamp> {
        match &self.leave {
            Some(leave) => leave.met_at(standing),
            None => self.leaving()?.met_at(standing),
        }
    }
}
