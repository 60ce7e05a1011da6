use serde::{Deserialize, Serialize};

use super::{
    StallReason, StallRule,
    judge::{Champion, Judging},
};
use crate::{
    activity::ActivityKind,
    time::{Day, Timestamp},
};

/// A fact a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// It happened so often, last then.
    Happened {
        kind: ActivityKind,
        count: u64,
        last: Timestamp,
    },
    NeverHappened {
        kind: ActivityKind,
    },
    JoinedDaysAgo {
        days: i64,
        at: Timestamp,
    },
    /// Days in the phase, against the programme's target.
    InPhase {
        days: i64,
        target_days: u32,
    },
    /// Days since the partner last did anything.
    QuietFor {
        days: i64,
        since: Timestamp,
    },
    ActivePeople {
        active: u32,
        known: u32,
        within_days: u32,
    },
    OverdueAtVendor {
        count: u32,
    },
    /// Of the acts of three months.
    SelfStarted {
        own: u64,
        all: u64,
    },
    /// So many days between two registrations so far, and so many since the last.
    OwnRhythm {
        usual_days: i64,
        days: i64,
        last: Timestamp,
    },
    /// One person registered so many of all deals, and was last active then.
    ChampionSilent {
        deals: u64,
        all: u64,
        last: Timestamp,
    },
    /// The named champion has left, and nobody is one since.
    ChampionGone,
    /// At the pace so far so many orders come in the window of the next tier, which asks for `needed`.
    OrdersInReach {
        expected: u64,
        needed: u64,
        months: u32,
    },
    /// Kits for the company's industry that may no longer be used, the first since then.
    KitsRunOut {
        count: u32,
        since: Day,
    },
}

impl Evidence {
    /// The kind of activity that it counts; its events are the proof.
    pub const fn kind(&self) -> Option<ActivityKind> {
        match self {
            Self::Happened { kind, .. } => Some(*kind),
            Self::JoinedDaysAgo { .. } => Some(ActivityKind::CompanyJoined),
            Self::ChampionSilent { .. } | Self::OwnRhythm { .. } => Some(ActivityKind::DealRegistered),
            Self::OrdersInReach { .. } => Some(ActivityKind::DealWon),
            _ => None,
        }
    }
}

impl Judging<'_> {
    /// What a verdict rests on; `rule` is the reason's, none while nothing has stopped.
    pub(super) fn evidence(&self, rule: Option<&StallRule>) -> Vec<Evidence> {
        use ActivityKind as K;
        use StallReason as R;
        let fact = |kind| self.fact(kind);
        let in_phase = Evidence::InPhase { days: self.days_in_phase(), target_days: self.rule.target_days };
        let Some(rule) = rule else { return vec![in_phase] };
        match rule.key {
            R::WaitingForVendor => vec![Evidence::OverdueAtVendor { count: self.facts.overdue }],
            R::NotStarted => vec![self.joined(), fact(K::LessonOpened), fact(K::KitOpened)],
            R::FirstStepHeavy => vec![fact(K::DraftBegun), fact(K::DealRegistered)],
            R::BenefitUnseen => vec![in_phase, fact(K::BenefitSeen), fact(K::LessonCompleted)],
            R::NoGoal => vec![in_phase, fact(K::GoalProposed), fact(K::GoalAgreed)],
            R::ProductUnclear => vec![in_phase, fact(K::LessonCompleted), fact(K::LessonOpened)],
            R::BuyerUnclear => vec![in_phase, fact(K::LessonCompleted), fact(K::KitOpened), fact(K::DealRegistered)],
            R::CustomerUnclear => vec![fact(K::DealRejected), fact(K::DealConflicted), fact(K::DealApproved)],
            R::NoFirstMeeting => vec![fact(K::DealApproved), fact(K::MeetingHeld)],
            R::MeetingWithoutProposal => vec![fact(K::MeetingHeld), fact(K::ProposalMade)],
            R::ProposalWithoutOrder => vec![fact(K::ProposalMade), fact(K::StageMoved), fact(K::DealWon)],
            R::NoFirstSuccess => vec![in_phase, fact(K::DealLost), fact(K::DealWon)],
            R::OnePersonOnly => vec![self.active(rule.days.unwrap_or_default())],
            R::ChampionLeft if self.facts.champion_left => {
                vec![Evidence::ChampionGone, self.active(rule.days.unwrap_or_default())]
            }
            R::ChampionLeft => {
                self.champion().map(Champion::evidence).into_iter().chain([self.active(rule.days.unwrap_or_default())]).collect()
            }
            R::SupportGone => std::iter::once(self.quiet()).chain(rule.support.iter().map(|kind| fact(*kind))).collect(),
            R::TierUnreachable => self.reach().into_iter().chain([fact(K::DealWon), fact(K::DealRegistered)]).collect(),
            R::MaterialOutdated => {
                let run_out = self.facts.run_out.map(|kits| Evidence::KitsRunOut { count: kits.count, since: kits.since });
                run_out.into_iter().chain([fact(K::KitOpened), fact(K::DealRegistered)]).collect()
            }
            R::PriorityDropped => self.rhythm().into_iter().chain([fact(K::DealRegistered), fact(K::DealWon)]).collect(),
            R::ContactLost => vec![self.quiet()],
        }
    }

    fn joined(&self) -> Evidence {
        Evidence::JoinedDaysAgo { days: self.days_in_phase(), at: self.since }
    }

    pub(super) fn quiet(&self) -> Evidence {
        Evidence::QuietFor { days: self.days_since_last_sign(), since: self.last_sign() }
    }

    pub(super) fn active(&self, within_days: u32) -> Evidence {
        Evidence::ActivePeople {
            active: u32::try_from(self.active_people(within_days)).unwrap_or(u32::MAX),
            known: u32::try_from(self.standing.people.len()).unwrap_or(u32::MAX),
            within_days,
        }
    }

    pub(super) fn fact(&self, kind: ActivityKind) -> Evidence {
        match self.standing.tallies.get(&kind) {
            Some(tally) => Evidence::Happened { kind, count: tally.count, last: tally.last },
            None => Evidence::NeverHappened { kind },
        }
    }
}
