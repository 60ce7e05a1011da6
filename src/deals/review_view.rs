//! What the pages of a reviewer show. Only here may a partner's deal stand beside another partner's name.

use serde::{Deserialize, Serialize};

use super::{
    AftercareLine, Appeal, Asking, DealAction, DealCard, DealNumber, DealPath, DealStage, Due, ProductLabel, Sameness, StatusKey,
    TimelineEntry, VendorsWord, Verdict,
};
use crate::{
    deal_files::FileSheet,
    home::Clock,
    id::{CompanyId, DealId},
    money::Money,
    page::Page,
    proposals::DealProposals,
    time::{Day, Timestamp},
    visits::{DealVisits, VisitLine},
};

/// A row of the review desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
    pub company_name: String,
    pub customer: String,
    pub amount: Money,
    pub status: StatusKey,
    pub submitted_at: Timestamp,
    /// What the vendor owes, while it has the ball.
    pub due: Option<Due>,
    /// How far that promise's time has run.
    pub clock: Option<Clock>,
    pub reviewer: Option<String>,
    pub appealed: bool,
    /// So many people have said yes, where one is not enough.
    pub given: u32,
    /// When it last changed, of those where nothing happens.
    pub still_since: Option<Day>,
}

/// Somebody who asked about unusually many customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManyQuestions {
    pub name: String,
    pub company: CompanyId,
    pub company_name: String,
    pub day: Day,
    pub customers: u32,
}

/// `/console/deals`, what is due first on top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDesk {
    pub lines: Page<ReviewLine>,
    /// All that wait for the vendor, whatever the filter shows.
    pub waiting: u32,
    pub overdue: u32,
    /// Joint visits that wait for the vendor's word.
    pub visits: Vec<VisitLine>,
    /// Who might be listing other partners' customers.
    pub questions: Vec<ManyQuestions>,
}

/// A registration that may mean the same customer, beside the one under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RivalLine {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
    pub company_name: String,
    pub customer: String,
    pub corporate_number: Option<String>,
    pub domain: Option<String>,
    pub status: StatusKey,
    pub stage: DealStage,
    pub submitted_at: Timestamp,
    pub protected_until: Option<Day>,
    pub sameness: Sameness,
}

/// What may be taken out of a registration into one of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitOffer {
    /// Comes with the page, so that a form that is sent twice splits once.
    pub key: String,
    /// Those that are not one thing with what stays.
    pub products: Vec<ProductLabel>,
}

/// `/console/deals/:id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSheet {
    pub card: DealCard,
    pub company: CompanyId,
    pub company_name: String,
    pub path: DealPath,
    pub word: VendorsWord,
    pub appeal: Option<Appeal>,
    pub verdict: Verdict,
    /// Strongest first.
    pub rivals: Vec<RivalLine>,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
    pub actions: Vec<DealAction>,
    /// While the deal may be split.
    pub split: Option<SplitOffer>,
    pub visits: DealVisits,
    /// One of the company's first deals, whose steps stand on a board.
    pub board: bool,
    /// What may be noted of the customer since the order.
    pub aftercare: Vec<AftercareLine>,
    pub today: Day,
    /// More protection that was asked for, and the days a yes adds.
    pub asking: Option<Asking>,
    pub extension_days: u16,
    /// Who has said yes so far, and how many must.
    pub given: Vec<String>,
    pub people: u8,
    /// How long an approval would protect.
    pub protection_days: u16,
    pub version: i64,
    pub proposals: DealProposals,
    /// What the partner shows the vendor.
    pub files: FileSheet,
}
