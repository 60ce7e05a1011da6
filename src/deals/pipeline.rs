//! A company's deals by stage, with what they are worth (`/deals`).

use serde::{Deserialize, Serialize};

use super::{
    Ball, DealAction, DealNumber, DealPart, DealPath, DealRegistration, DealStage, DealWork, Forecast, NextStep,
    RegistrationStatus, StatusKey, Tally, Whose,
};
use crate::{
    caller::Role,
    id::DealId,
    money::Money,
    page::Page,
    time::{Day, Timestamp},
};

/// Deals of each stage that are shown at once; one stage alone has pages.
pub const SHOWN_OF_A_STAGE: u32 = 20;

/// A row of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealLine {
    pub id: DealId,
    pub number: DealNumber,
    pub version: i64,
    pub customer: String,
    pub status: StatusKey,
    pub stage: DealStage,
    pub amount: Money,
    pub expected_close: Day,
    pub next_step: Option<NextStep>,
    pub owner_name: String,
    /// The reader owns it or works on it.
    pub mine: bool,
    /// The reader may move it to another stage now.
    pub may_move: bool,
    pub ball: Option<Ball>,
    pub due: Option<Timestamp>,
    pub protected_until: Option<Day>,
    pub attention: Vec<Attention>,
}

/// What calls for somebody's hand, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// The day of the next step has passed.
    StepPassed,
    /// The day of the expected order has passed.
    ClosePassed,
    /// Nothing has happened for long, and nothing is planned.
    Stale,
}

impl DealLine {
    /// `stale_days`: after so many days without a step a deal is stale.
    pub fn of(deal: &DealRegistration, owner_name: String, part: DealPart, now: Timestamp, stale_days: u16) -> Self {
        let path = DealPath::of(deal, now, 0, 1);
        let protected_until = match &deal.status {
            RegistrationStatus::Approved { approval } => Some(approval.protection.last_day),
            _ => None,
        };
        let (today, open) = (now.day(), deal.status.key().is_open());
        let passed = |day: Day| open && day < today;
        let calls = [
            (deal.facts.next_step.as_ref().and_then(|step| step.on).is_some_and(passed), Attention::StepPassed),
            (passed(deal.facts.expected_close), Attention::ClosePassed),
            (deal.is_stale(today, stale_days), Attention::Stale),
        ];
        Self {
            id: deal.id,
            number: deal.number,
            version: deal.version,
            customer: deal.facts.customer.name.clone(),
            status: deal.status.key(),
            stage: deal.stage,
            amount: deal.amount().clone(),
            expected_close: deal.facts.expected_close,
            next_step: deal.facts.next_step.clone(),
            owner_name,
            mine: part.works_on_it(),
            may_move: deal.allows(DealAction::MoveStage) && part.may(DealWork::Advance),
            ball: path.ball,
            due: path.due.map(|due| due.at),
            protected_until,
            attention: calls.into_iter().filter(|(calls, _)| *calls).map(|(_, what)| what).collect(),
        }
    }
}

/// `/deals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Open deals in the order of the stages that have any, by expected close within.
    pub groups: Vec<StageGroup>,
    /// What has ended, the last change first; of open deals, none.
    pub ended: Vec<DealLine>,
    /// Of all that fits the filter, shown or not.
    pub totals: Totals,
    /// Only the reader's own.
    pub mine: bool,
    pub draft: Option<DraftLine>,
    /// Of open deals.
    pub forecast: Option<Forecast>,
    /// From 1.
    pub page: u32,
    pub has_more: bool,
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
    /// Of all, shown or not.
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
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            amount: self.amount.saturating_add(other.amount),
            weighted: self.weighted.saturating_add(other.weighted),
        }
    }

    pub fn of(tallies: impl IntoIterator<Item = Tally>) -> Self {
        tallies.into_iter().fold(Self::default(), |sum, tally| sum.plus(tally.totals()))
    }
}

impl Whose {
    /// Whether a reader is shown only their own.
    pub fn is_mine(self, reader: Role, has_any: bool) -> bool {
        match self {
            Self::Mine => true,
            Self::All => false,
            Self::Usual => reader == Role::PartnerRep && has_any,
        }
    }
}

impl Pipeline {
    /// `tallies` are of all open deals that fit, `lines` those of them that are shown.
    pub fn open(tallies: &[Tally], lines: Page<DealLine>, mine: bool, draft: Option<DraftLine>, today: Day) -> Self {
        let Page { items: mut lines, number, has_more } = lines;
        lines.sort_by_key(|line| (line.expected_close, line.number));
        let group = |stage: DealStage| {
            let totals = Totals::of(tallies.iter().filter(|tally| tally.stage == stage).copied());
            let lines = lines.iter().filter(|line| line.stage == stage).cloned().collect();
            (totals.count > 0).then_some(StageGroup { stage, totals, lines })
        };
        Self {
            groups: DealStage::ALL.iter().copied().filter_map(group).collect(),
            ended: Vec::new(),
            totals: Totals::of(tallies.iter().copied()),
            mine,
            draft,
            forecast: Some(Forecast::of(tallies, today)),
            page: number,
            has_more,
        }
    }

    /// `count`: of all that has ended.
    pub fn ended(lines: Page<DealLine>, count: u32, mine: bool, draft: Option<DraftLine>) -> Self {
        Self {
            groups: Vec::new(),
            ended: lines.items,
            totals: Totals { count, ..Totals::default() },
            mine,
            draft,
            forecast: None,
            page: lines.number,
            has_more: lines.has_more,
        }
    }
}
