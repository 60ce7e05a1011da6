use serde::{Deserialize, Serialize};

use super::{Funnel, TraceQuery};
use crate::{
    deals::{CompanySize, DealNumber, Industry},
    id::DealId,
    lang::Lang,
    page::Page,
    time::{Day, MonthKey},
};

/// `/console/trace`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceSheet {
    pub query: TraceQuery,
    /// All deals of the period, whatever was used.
    pub all: Funnel,
    /// The highest rate first; then those of which none is said, the one with the most deals first.
    pub rows: Vec<TraceRow>,
    /// Only so many talks were looked at, the newest.
    pub talks_cut: Option<u32>,
    /// The deals behind one number.
    pub behind: Option<Behind>,
}

/// One lesson, branch or version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceRow {
    pub key: String,
    /// What it belongs to: a module, a script and its step, a template.
    pub group: String,
    pub title: String,
    pub lang: Lang,
    /// Number of a template's version.
    pub version: Option<u32>,
    /// The text itself.
    pub href: String,
    /// People who finished it, talks that took it, proposals that were made from it; those that count for a deal of the period.
    pub uses: u32,
    /// The same, whatever they count for.
    pub ever: u32,
    pub funnel: Funnel,
}

/// The deals behind a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    pub total: u32,
    pub deals: Page<BehindDeal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindDeal {
    /// For who may see partners' deals.
    pub named: Option<NamedDeal>,
    pub industry: Industry,
    pub size: CompanySize,
    pub registered: MonthKey,
    /// Came to a meeting, to a proposal.
    pub meeting: bool,
    pub proposal: bool,
    /// Ended on this day, won or lost.
    pub ended: Option<(Day, bool)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDeal {
    pub id: DealId,
    pub number: DealNumber,
    pub customer: String,
    pub company: String,
}
