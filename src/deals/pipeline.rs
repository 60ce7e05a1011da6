//! A company's deals by stage, with what they are worth (`/deals`).

use serde::{Deserialize, Serialize};

use super::{Ball, DealNumber, DealPath, DealRegistration, DealStage, NextStep, RegistrationStatus, StatusKey, Whose};
use crate::{
    caller::Role,
    id::{DealId, UserId},
    money::Money,
    time::{Day, Timestamp},
};

/// A row of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealLine {
    pub id: DealId,
    pub number: DealNumber,
    pub customer: String,
    pub status: StatusKey,
    pub stage: DealStage,
    pub amount: Money,
    pub expected_close: Day,
    pub next_step: Option<NextStep>,
    pub owner_name: String,
    pub mine: bool,
    pub ball: Option<Ball>,
    pub due: Option<Timestamp>,
    pub protected_until: Option<Day>,
    /// Nothing has happened for long, and nothing is planned.
    pub stale: bool,
}

impl DealLine {
    /// `stale_days`: after so many days without a step a deal is stale.
    pub fn of(deal: &DealRegistration, owner_name: String, reader: UserId, now: Timestamp, stale_days: u16) -> Self {
        let path = DealPath::of(deal, now, 0, 1);
        let protected_until = match &deal.status {
            RegistrationStatus::Approved { approval } => Some(approval.protection.last_day),
            _ => None,
        };
        Self {
            id: deal.id,
            number: deal.number,
            customer: deal.facts.customer.name.clone(),
            status: deal.status.key(),
            stage: deal.stage,
            amount: deal.amount().clone(),
            expected_close: deal.facts.expected_close,
            next_step: deal.facts.next_step.clone(),
            owner_name,
            mine: deal.owner == reader,
            ball: path.ball,
            due: path.due.map(|due| due.at),
            protected_until,
            stale: deal.is_stale(now.day(), stale_days),
        }
    }

    fn weighted(&self) -> i64 {
        // Yen times percent stays far inside 64 bits: the largest amount is 10 digits long.
        self.amount.minor * i64::from(self.stage.probability()) / 100
    }
}

/// `/deals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Stages that have deals, in the order of the stages; by expected close within.
    pub groups: Vec<StageGroup>,
    pub totals: Totals,
    /// Only the reader's own.
    pub mine: bool,
    pub draft: Option<DraftLine>,
}

/// A form that was begun and not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// As typed so far, perhaps empty.
    pub customer: String,
    pub saved_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageGroup {
    pub stage: DealStage,
    pub totals: Totals,
    pub lines: Vec<DealLine>,
}

/// Sums in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub count: u32,
    pub amount: i64,
    /// By each stage's probability.
    pub weighted: i64,
}

impl Totals {
    fn of(lines: &[DealLine]) -> Self {
        lines.iter().fold(Self::default(), |sum, line| Self {
            count: sum.count + 1,
            amount: sum.amount + line.amount.minor,
            weighted: sum.weighted + line.weighted(),
        })
    }
}

impl Pipeline {
    /// `lines` are the company's.
    pub fn of(mut lines: Vec<DealLine>, whose: Whose, reader: Role, draft: Option<DraftLine>) -> Self {
        let mine = match whose {
            Whose::Mine => true,
            Whose::All => false,
            Whose::Usual => reader == Role::PartnerRep && lines.iter().any(|line| line.mine),
        };
        lines.retain(|line| line.mine || !mine);
        lines.sort_by_key(|line| (line.expected_close, line.number));
        let totals = Totals::of(&lines);
        let group = |stage: DealStage| {
            let lines: Vec<DealLine> = lines.iter().filter(|line| line.stage == stage).cloned().collect();
            (!lines.is_empty()).then(|| StageGroup { stage, totals: Totals::of(&lines), lines })
        };
        Self { groups: DealStage::ALL.iter().copied().filter_map(group).collect(), totals, mine, draft }
    }
}
