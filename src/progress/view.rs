use serde::{Deserialize, Serialize};

use super::{MonthPoints, Simulator};
use crate::{
    activity::ActivityKind,
    id::PointEntryId,
    lang::Bilingual,
    page::Page,
    points::{Axis, Balance, EntryState, IncentiveRule},
    tiers::{TierFacts, TierRules, TierVerdict, WinsNeeded, after_wins, evaluate, wins_needed},
    time::Timestamp,
};

/// `/progress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressSheet {
    pub company_name: String,
    pub balances: Vec<AxisBalance>,
    /// The caller's own part of them.
    pub mine: Balance,
    pub tier: TierSnapshot,
    pub simulator: Simulator,
    /// Twelve months, the oldest first.
    pub months: Vec<MonthPoints>,
    /// The rules that pay now, and those behind the lines of the ledger.
    pub earning: Vec<IncentiveRule>,
    pub ledger: Page<LedgerLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AxisBalance {
    pub axis: Axis,
    pub name: Bilingual,
    pub balance: Balance,
}

/// "What two orders would do."
pub const SUPPOSED_WINS: usize = 2;

/// The tier, and how many typical orders lead to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierSnapshot {
    pub verdict: TierVerdict,
    pub wins: Option<WinsNeeded>,
    /// Where [`SUPPOSED_WINS`] typical orders more would lead on the track; as far as now, when they change nothing.
    pub reach: u16,
    /// What the present tier gives.
    pub benefits: Vec<Bilingual>,
    /// What the next one adds.
    pub next_benefits: Vec<Bilingual>,
}

impl TierSnapshot {
    pub fn of(rules: &TierRules, facts: &TierFacts) -> Self {
        let verdict = evaluate(&rules.tiers, facts);
        let benefits =
            |key: &str| rules.tiers.iter().find(|tier| tier.key == key).map(|tier| tier.benefits.clone()).unwrap_or_default();
        let supposed = after_wins(rules, facts, &[rules.typical_deal_yen; SUPPOSED_WINS]);
        Self {
            wins: wins_needed(rules, facts),
            reach: evaluate(&rules.tiers, &supposed).track.here,
            benefits: benefits(&verdict.current.key),
            next_benefits: verdict.next.as_ref().map(|next| benefits(&next.tier.key)).unwrap_or_default(),
            verdict,
        }
    }
}

/// Lines on a page of the ledger: what one looks up is among the latest, and the rest of the page stays in reach.
pub const LEDGER_LINES: u32 = 10;

/// A line of the ledger with everything that explains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    pub id: PointEntryId,
    pub at: Timestamp,
    /// Key of a rule in [`ProgressSheet::earning`], unless the programme has dropped it.
    pub rule: String,
    pub rule_version: i64,
    pub axis: Axis,
    pub state: EntryState,
    pub provisional: i64,
    pub confirmed: i64,
    /// What happened.
    pub kind: ActivityKind,
    pub person: Option<String>,
    pub subject: Option<SubjectLink>,
    /// What was provisional has been confirmed, taken back or ended since, by a line of its own.
    pub settled: bool,
    /// The line it confirms, takes back or ends.
    pub settles: Option<PointEntryId>,
}

/// What an activity was about: a name and a path of this portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectLink {
    pub label: String,
    pub path: String,
}
