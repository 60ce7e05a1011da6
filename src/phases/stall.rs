use serde::{Deserialize, Serialize};

use super::{Phase, PhaseRule, Standing};
use crate::{
    activity::{ActivityKind, closed_set},
    lang::Bilingual,
    programme::Programme,
    time::Timestamp,
};

/// Why a company has stopped. Each names a mechanism that is missing on the vendor's side, not a fault of the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StallReason {
    /// The partner waits for an answer that is overdue: nothing else matters before that.
    WaitingForVendor,
    /// Signed, and nobody has opened anything: the way in is not marked.
    NotStarted,
    /// Prepared, but to whom and how to sell is unclear (誰にどう売るか).
    BuyerUnclear,
    /// Registers, but all was refused so far: the picture of the customer is missing.
    CustomerUnclear,
    /// Deals are approved and then rest: help with the proposal is missing.
    ProposalStuck,
    /// No success yet after all this time (この商材は売れる、の実感がない).
    NoFirstSuccess,
    /// Everything hangs on one person.
    OnePersonOnly,
    /// Active, but no new deal for long: the product has lost its priority.
    NoNewDeals,
    /// Silence: contact and support are missing.
    ContactLost,
}

closed_set!(StallReason {
    WaitingForVendor = "waiting_for_vendor",
    NotStarted = "not_started",
    BuyerUnclear = "buyer_unclear",
    CustomerUnclear = "customer_unclear",
    ProposalStuck = "proposal_stuck",
    NoFirstSuccess = "no_first_success",
    OnePersonOnly = "one_person_only",
    NoNewDeals = "no_new_deals",
    ContactLost = "contact_lost",
});

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
    },
    OverdueAtVendor {
        count: u32,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseVerdict {
    pub phase: Phase,
    /// As the programme calls it.
    pub name: Bilingual,
    pub since: Timestamp,
    /// None: on its way.
    pub stall: Option<StallReason>,
    pub evidence: Vec<Evidence>,
}

/// Whole days from `earlier` to `later`, by the calendar.
pub(super) fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    i64::from(later.day().0) - i64::from(earlier.day().0)
}

/// The phase, and the first reason in the order of its function that holds. `overdue` counts the company's questions and
/// registrations that the vendor has not answered in time.
pub fn judge(programme: &Programme, standing: &Standing, overdue: u32, now: Timestamp) -> PhaseVerdict {
    let (phase, since) = programme.phases.phase_of(standing, now);
    let case = Case { rule: programme.phases.rule(phase), standing, since, stale_days: programme.promises.stale_days, now };
    let reason = if overdue > 0 {
        Some(StallReason::WaitingForVendor)
    } else {
        match phase {
            Phase::Onboarding => case.onboarding(),
            Phase::Activation => case.activation(),
            Phase::Retention => case.retention(),
        }
    };
    let evidence = match reason {
        Some(StallReason::WaitingForVendor) => vec![Evidence::OverdueAtVendor { count: overdue }],
        reason => case.evidence(reason),
    };
    PhaseVerdict { phase, name: case.rule.name.clone(), since, stall: reason, evidence }
}

struct Case<'a> {
    rule: &'a PhaseRule,
    standing: &'a Standing,
    since: Timestamp,
    stale_days: u16,
    now: Timestamp,
}

/// What counts as having begun.
const PREPARING: [ActivityKind; 4] =
    [ActivityKind::LessonOpened, ActivityKind::LessonCompleted, ActivityKind::KitOpened, ActivityKind::TemplateFilled];
/// What counts as a deal going on.
const PROGRESS: [ActivityKind; 4] =
    [ActivityKind::DealApproved, ActivityKind::StageMoved, ActivityKind::JointVisitHeld, ActivityKind::DealWon];
/// Days without a first look that mean "not started".
const FIRST_LOOK_DAYS: i64 = 7;
/// How far back a person's last act makes the person active.
const ACTIVE_DAYS: i64 = 90;

impl Case<'_> {
    fn onboarding(&self) -> Option<StallReason> {
        if self.standing.last_of(&PREPARING).is_none() {
            return (self.days_in_phase() >= FIRST_LOOK_DAYS).then_some(StallReason::NotStarted);
        }
        if self.is_quiet() {
            return Some(StallReason::ContactLost);
        }
        self.is_past_target().then_some(StallReason::BuyerUnclear)
    }

    fn activation(&self) -> Option<StallReason> {
        let count = |kind| self.standing.count(kind);
        let refused = count(ActivityKind::DealRejected) + count(ActivityKind::DealConflicted);
        let approved = count(ActivityKind::DealApproved);
        if self.is_quiet() {
            Some(StallReason::ContactLost)
        } else if refused > 0 && approved == 0 {
            Some(StallReason::CustomerUnclear)
        } else if approved > count(ActivityKind::DealLost) && self.is_at_rest() {
            Some(StallReason::ProposalStuck)
        } else if self.is_past_target() {
            Some(if self.hangs_on_one() { StallReason::OnePersonOnly } else { StallReason::NoFirstSuccess })
        } else {
            None
        }
    }

    fn retention(&self) -> Option<StallReason> {
        let last_registered = self.standing.last(ActivityKind::DealRegistered).unwrap_or(self.since);
        if self.is_quiet() {
            Some(StallReason::ContactLost)
        } else if days_between(last_registered, self.now) >= i64::from(self.rule.target_days) {
            Some(StallReason::NoNewDeals)
        } else {
            self.hangs_on_one().then_some(StallReason::OnePersonOnly)
        }
    }

    fn days_in_phase(&self) -> i64 {
        days_between(self.since, self.now)
    }

    fn is_past_target(&self) -> bool {
        self.days_in_phase() >= i64::from(self.rule.target_days)
    }

    fn last_sign(&self) -> Timestamp {
        self.standing.last_partner_activity_at.unwrap_or(self.since)
    }

    fn is_quiet(&self) -> bool {
        days_between(self.last_sign(), self.now) >= i64::from(self.rule.quiet_days)
    }

    /// No deal has moved for the programme's stale period.
    fn is_at_rest(&self) -> bool {
        let last = self.standing.last_of(&PROGRESS);
        last.is_some_and(|last| days_between(last, self.now) >= i64::from(self.stale_days))
    }

    fn active_people(&self) -> usize {
        self.standing.active_people(self.now.plus_days(-ACTIVE_DAYS))
    }

    fn hangs_on_one(&self) -> bool {
        self.active_people() == 1
    }

    fn evidence(&self, reason: Option<StallReason>) -> Vec<Evidence> {
        use ActivityKind as K;
        let in_phase = Evidence::InPhase { days: self.days_in_phase(), target_days: self.rule.target_days };
        let fact = |kind| self.fact(kind);
        match reason {
            None => vec![in_phase],
            Some(StallReason::WaitingForVendor) => vec![],
            Some(StallReason::NotStarted) => {
                vec![
                    Evidence::JoinedDaysAgo { days: self.days_in_phase(), at: self.since },
                    fact(K::LessonOpened),
                    fact(K::KitOpened),
                ]
            }
            Some(StallReason::BuyerUnclear) => {
                vec![in_phase, fact(K::LessonCompleted), fact(K::KitOpened), fact(K::DealRegistered)]
            }
            Some(StallReason::CustomerUnclear) => vec![fact(K::DealRejected), fact(K::DealConflicted), fact(K::DealApproved)],
            Some(StallReason::ProposalStuck) => vec![fact(K::DealApproved), fact(K::StageMoved)],
            Some(StallReason::NoFirstSuccess) => vec![in_phase, fact(K::DealLost), fact(K::DealWon)],
            Some(StallReason::OnePersonOnly) => vec![Evidence::ActivePeople {
                active: u32::try_from(self.active_people()).unwrap_or(u32::MAX),
                known: u32::try_from(self.standing.people.len()).unwrap_or(u32::MAX),
            }],
            Some(StallReason::NoNewDeals) => vec![fact(K::DealRegistered), fact(K::DealWon)],
            Some(StallReason::ContactLost) => {
                vec![Evidence::QuietFor { days: days_between(self.last_sign(), self.now), since: self.last_sign() }]
            }
        }
    }

    fn fact(&self, kind: ActivityKind) -> Evidence {
        match self.standing.tallies.get(&kind) {
            Some(tally) => Evidence::Happened { kind, count: tally.count, last: tally.last },
            None => Evidence::NeverHappened { kind },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{phases::standing::tests::standing, programme::sample, time::Day};

    type Story<'a> = &'a [(ActivityKind, &'a str, u8)];

    #[test]
    fn each_reason_has_its_story() {
        use ActivityKind as K;
        use StallReason as R;
        let joined = (K::CompanyJoined, "2026-06-01", 1);
        let registered = (K::DealRegistered, "2026-06-10", 1);
        let approved = (K::DealApproved, "2026-06-12", 1);
        let won = (K::DealWon, "2026-07-10", 1);
        let cases: [(Story, &str, Phase, Option<R>); 16] = [
            (&[joined], "2026-06-07", Phase::Onboarding, None),
            (&[joined], "2026-06-08", Phase::Onboarding, Some(R::NotStarted)),
            (&[joined, (K::LessonOpened, "2026-06-02", 1)], "2026-06-08", Phase::Onboarding, None),
            (&[joined, (K::LessonOpened, "2026-06-02", 1)], "2026-06-23", Phase::Onboarding, Some(R::ContactLost)),
            (&[joined, (K::KitOpened, "2026-06-20", 1)], "2026-07-01", Phase::Onboarding, Some(R::BuyerUnclear)),
            (&[joined, registered], "2026-06-20", Phase::Activation, None),
            (
                &[joined, registered, (K::DealRejected, "2026-06-11", 1)],
                "2026-06-20",
                Phase::Activation,
                Some(R::CustomerUnclear),
            ),
            (&[joined, registered, approved], "2026-06-20", Phase::Activation, None),
            (
                &[joined, registered, approved, (K::LessonOpened, "2026-07-02", 1)],
                "2026-07-03",
                Phase::Activation,
                Some(R::ProposalStuck),
            ),
            (&[joined, registered, approved], "2026-07-10", Phase::Activation, Some(R::ContactLost)),
            (
                &[joined, registered, approved, (K::DealLost, "2026-09-01", 1), (K::KitOpened, "2026-09-02", 2)],
                "2026-09-10",
                Phase::Activation,
                Some(R::NoFirstSuccess),
            ),
            (
                &[joined, registered, approved, (K::DealLost, "2026-09-01", 1)],
                "2026-09-10",
                Phase::Activation,
                Some(R::OnePersonOnly),
            ),
            (&[joined, registered, approved, won, (K::LessonOpened, "2026-07-11", 2)], "2026-08-01", Phase::Retention, None),
            (&[joined, registered, approved, won], "2026-08-01", Phase::Retention, Some(R::OnePersonOnly)),
            (&[joined, registered, approved, won], "2026-08-24", Phase::Retention, Some(R::ContactLost)),
            (
                &[joined, registered, approved, won, (K::KitOpened, "2026-09-05", 2)],
                "2026-09-08",
                Phase::Retention,
                Some(R::NoNewDeals),
            ),
        ];
        let programme = sample::programme();
        for (story, today, phase, stall) in cases {
            let now = today.parse::<Day>().expect("day").at_minute(900);
            let verdict = judge(&programme, &standing(story), 0, now);
            assert_eq!((verdict.phase, verdict.stall), (phase, stall), "{story:?} on {today}");
            assert!(!verdict.evidence.is_empty());
            let late = judge(&programme, &standing(story), 1, now);
            assert_eq!(late.stall, Some(R::WaitingForVendor), "the vendor's own debt comes first");
        }
    }

    #[test]
    fn a_phase_begins_when_the_one_before_ends() {
        use ActivityKind as K;
        let standing = standing(&[
            (K::DealWon, "2026-07-10", 1),
            (K::DealRegistered, "2026-06-10", 1),
            (K::DealRegistered, "2026-08-10", 1),
            (K::CompanyJoined, "2026-06-01", 1),
        ]);
        let now = "2026-09-01".parse::<Day>().expect("day").start();
        let verdict = judge(&sample::programme(), &standing, 0, now);
        assert_eq!((verdict.phase, verdict.since.day().to_string().as_str()), (Phase::Retention, "2026-07-10"));
    }
}
