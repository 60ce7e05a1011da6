use serde::{Deserialize, Serialize};

use super::{MonthPoints, Simulator};
use crate::{
    activity::ActivityKind,
    id::PointEntryId,
    lang::Bilingual,
    page::Page,
    points::{Axis, Balance, EntryState, IncentiveRule, QualityCut},
    tiers::{
        Announcement, CriterionProgress, Entitlement, Forecast, Tier, TierFacts, TierOutcome, TierRules, TierStanding,
        TierVerdict, WinsNeeded, after_wins, evaluate, verdict, wins_needed,
    },
    time::{Day, Timestamp},
};

/// `/progress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressSheet {
    pub company_name: String,
    pub balances: Vec<AxisBalance>,
    /// The caller's own part of them.
    pub mine: Balance,
    pub tier: TierSnapshot,
    /// What may be claimed for it now.
    pub entitlements: Vec<Entitlement>,
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

/// The tier that is held, what the next review would make of it, and how many typical orders lead to the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierSnapshot {
    pub verdict: TierVerdict,
    pub since: Day,
    /// The last day of a grace.
    pub grace: Option<Day>,
    /// What the tier that is held asks for.
    pub keeps: Vec<CriterionProgress>,
    /// What comes next if nothing more happens.
    pub ahead: Forecast,
    pub wins: Option<WinsNeeded>,
    /// Where [`SUPPOSED_WINS`] typical orders more would lead on the track; as far as now, when they change nothing.
    pub reach: u16,
    /// What the present tier gives.
    pub benefits: Vec<Bilingual>,
    /// What the next one adds.
    pub next_benefits: Vec<Bilingual>,
    pub grants: TierGrants,
    pub next_grants: Option<TierGrants>,
    /// A change of the last weeks, and its day.
    pub lately: Option<(Day, TierOutcome)>,
    /// What a later version of the programme will ask for beyond that.
    pub announced: Option<Announcement>,
}

/// What a tier grants in numbers, beside its benefits and allowances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierGrants {
    /// How many registrations may be open at a time.
    pub open_registrations: u32,
    /// Added to the margin of the contract, in points of percent.
    pub extra_margin_percent: u8,
}

impl From<&Tier> for TierGrants {
    fn from(tier: &Tier) -> Self {
        Self { open_registrations: tier.open_registrations, extra_margin_percent: tier.extra_margin_percent }
    }
}

impl TierSnapshot {
    /// What the rules and facts of one day tell; what was decided lately and what is announced is for whoever knows more.
    pub fn of(rules: &TierRules, standing: &TierStanding, facts: &TierFacts, ahead: Forecast) -> Self {
        let verdict = verdict(&rules.tiers, &standing.tier, facts);
        let tier = |key: &str| rules.tiers.iter().find(|tier| tier.key == key);
        let benefits = |key: &str| tier(key).map(|tier| tier.benefits.clone()).unwrap_or_default();
        let supposed = after_wins(rules, facts, &[rules.typical_deal_yen; SUPPOSED_WINS]);
        Self {
            since: standing.since,
            grace: standing.grace,
            keeps: tier(&verdict.current.key).map(|tier| tier.progress(facts)).unwrap_or_default(),
            ahead,
            wins: wins_needed(rules, &verdict, facts),
            reach: evaluate(&rules.tiers, &supposed).track.here.max(verdict.track.here),
            benefits: benefits(&verdict.current.key),
            grants: tier(&verdict.current.key).map(TierGrants::from).unwrap_or_default(),
            next_grants: verdict.next.as_ref().and_then(|next| tier(&next.tier.key)).map(TierGrants::from),
            lately: None,
            announced: None,
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
    /// It undoes a line, or is undone by one, because something became known later.
    pub corrected: bool,
    /// Until then it may be taken back.
    pub hold_until: Option<Timestamp>,
    /// Why it is less than the rule promises.
    pub cut: Option<QualityCut>,
}

/// What an activity was about: a name and a path of this portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectLink {
    pub label: String,
    pub path: String,
}
