use super::AxisBalance;
use crate::{
    activity::{Activity, ActivityKind},
    id::{ActivityId, CompanyId},
    lang::Bilingual,
    phases::{Duty, Evidence, PhaseVerdict},
    points::Entry,
    tiers::{CriterionProgress, NextTier, TierDecision, TierName, TierStanding},
    time::{Day, Timestamp},
};

/// What a company was on a day, each part of it with the events that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub company: CompanyId,
    pub name: String,
    /// The last day that is looked at.
    pub on: Day,
    /// How many events there were until its end.
    pub events: usize,
    /// Version of the programme in force.
    pub version: i64,
    /// None before the company's first tier was decided.
    pub tier: Option<ExplainedTier>,
    pub axes: Vec<AxisBalance>,
    /// The ledger, the newest line first.
    pub lines: Vec<ExplainedLine>,
    pub phase: PhaseVerdict,
    /// The vendor's side of a stop.
    pub duty: Option<Duty>,
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedTier {
    pub held: TierStanding,
    pub name: TierName,
    /// The decision that the standing ends with.
    pub decision: ExplainedDecision,
    /// What it takes to keep the tier, on the day.
    pub keeps: Vec<CriterionProgress>,
    pub next: Option<NextTier>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedDecision {
    pub event: ActivityId,
    pub decision: TierDecision,
    /// What the tier asked for by the rules of that day, and how much of it was there.
    pub criteria: Vec<CriterionProgress>,
    /// Decided again from the events, it comes out the same.
    pub same: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedLine {
    pub entry: Entry,
    /// As its version of the programme calls it; none when that version does not know it.
    pub rule: Option<Bilingual>,
    pub event: Activity,
    /// The customer of a deal, the title of a text.
    pub about: Option<String>,
}

/// A fact behind the phase, with events that show it, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub evidence: Evidence,
    pub events: Vec<Activity>,
}

/// So many events show that something happens.
const SHOWN: usize = 3;

impl Reason {
    /// Finds the events behind a fact; `events` are a company's until `now`, the oldest first, `late` those that began what the
    /// vendor has not answered in time.
    pub fn behind(evidence: Evidence, verdict: &PhaseVerdict, events: &[Activity], late: &[Activity], now: Timestamp) -> Self {
        let newest = events.iter().rev();
        let of_kind = |kind: ActivityKind| newest.clone().filter(move |event| event.kind == kind).take(SHOWN).cloned().collect();
        let events = match evidence {
            Evidence::Happened { kind, .. } => of_kind(kind),
            Evidence::JoinedDaysAgo { .. } => of_kind(ActivityKind::CompanyJoined),
            Evidence::OwnRhythm { .. } | Evidence::ChampionSilent { .. } => of_kind(ActivityKind::DealRegistered),
            Evidence::ChampionGone => of_kind(ActivityKind::PersonLeft),
            Evidence::OrdersInReach { .. } => of_kind(ActivityKind::DealWon),
            Evidence::NeverHappened { .. } | Evidence::SelfStarted { .. } | Evidence::KitsRunOut { .. } => Vec::new(),
            Evidence::InPhase { .. } => newest.filter(|event| event.at == verdict.since).take(1).cloned().collect(),
            Evidence::QuietFor { .. } => newest.filter(|event| event.is_partners_own()).take(1).cloned().collect(),
            Evidence::ActivePeople { within_days, .. } => {
                let since = now.plus_days(-i64::from(within_days));
                let mut last: Vec<Activity> = Vec::new();
                for event in newest.filter(|event| event.is_partners_own() && event.user.is_some() && event.at >= since) {
                    if last.iter().all(|known| known.user != event.user) {
                        last.push(event.clone());
                    }
                }
                last
            }
            Evidence::OverdueAtVendor { .. } => late.iter().rev().cloned().collect(),
        };
        Self { evidence, events }
    }
}
