//! What the pages of a partner show about deals.

use serde::{Deserialize, Serialize};

use super::{
    AftercareLine, Appeal, ApprovalRule, CompanySize, CorrectionForm, DealAction, DealField, DealNumber, DealPath,
    DealRegistration, DealStage, Explanation, ExtensionDeclined, Industry, LossReason, NextStep, RegistrationForm,
    RegistrationStatus, RejectionReason, SplitLine, StatusKey, Territory, Verdict,
};
use crate::{
    activity::ActivityKind,
    deal_files::{FileName, FileSheet},
    id::{DealId, LeadId, TargetId, UserId},
    lang::Bilingual,
    money::Money,
    points::{Entry, EntryState, QualityCut},
    proposals::DealProposals,
    time::{Day, MonthKey, Timestamp},
    visits::DealVisits,
};

/// A product of the programme, as it is chosen and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductLabel {
    pub key: String,
    pub name: Bilingual,
}

/// The facts of a deal, readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealCard {
    pub id: DealId,
    pub number: DealNumber,
    pub customer: String,
    pub corporate_number: Option<String>,
    pub domain: Option<String>,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    pub product: ProductLabel,
    pub amount: Money,
    pub expected_close: Day,
    pub need: String,
    pub next_step: Option<NextStep>,
    pub stage: DealStage,
    pub status: StatusKey,
    pub owner_name: String,
    pub submitted_at: Timestamp,
}

impl DealCard {
    pub fn of(deal: &DealRegistration, owner_name: String, product: ProductLabel) -> Self {
        let identity = &deal.facts.customer.identity;
        Self {
            id: deal.id,
            number: deal.number,
            customer: deal.facts.customer.name.clone(),
            corporate_number: identity.corporate_number.as_ref().map(ToString::to_string),
            domain: identity.domain.as_ref().map(ToString::to_string),
            industry: deal.facts.industry,
            size: deal.facts.size,
            territory: deal.facts.territory,
            product,
            amount: deal.amount().clone(),
            expected_close: deal.facts.expected_close,
            need: deal.facts.need.clone(),
            next_step: deal.facts.next_step.clone(),
            stage: deal.stage,
            status: deal.status.key(),
            owner_name,
            submitted_at: deal.submitted_at,
        }
    }
}

/// The vendor's word, with names in place of ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorsWord {
    Waiting,
    InReview {
        reviewer: String,
    },
    NeedsInfo {
        fields: Vec<DealField>,
        note: String,
        by: String,
    },
    /// `by` is absent when the programme's rule let the portal approve at once.
    Protected {
        by: Option<String>,
        last_day: Day,
        extended: bool,
    },
    Rejected {
        reason: RejectionReason,
        explanation: Explanation,
        by: String,
    },
    /// `explanation` and `by` are absent when the portal found it.
    Conflicted {
        until: Option<MonthKey>,
        explanation: Option<Explanation>,
        by: Option<String>,
    },
    Won,
    Lost {
        reason: LossReason,
        note: Option<String>,
    },
    Expired {
        last_day: Day,
    },
    Withdrawn,
    /// `moved`: why it went on at another company.
    Released {
        by: String,
        moved: Option<String>,
    },
}

impl VendorsWord {
    pub fn of(status: &RegistrationStatus, name: impl Fn(UserId) -> String) -> Self {
        use RegistrationStatus as S;
        match status {
            S::Submitted => Self::Waiting,
            S::InReview { reviewer, .. } => Self::InReview { reviewer: name(*reviewer) },
            S::NeedsInfo { fields, note, by, .. } => {
                Self::NeedsInfo { fields: fields.clone(), note: note.clone(), by: name(*by) }
            }
            S::Approved { approval } => Self::Protected {
                by: approval.by.map(name),
                last_day: approval.protection.last_day,
                extended: approval.protection.extended,
            },
            S::Rejected { reason, explanation, by, .. } => {
                Self::Rejected { reason: *reason, explanation: explanation.clone(), by: name(*by) }
            }
            S::Conflicted { until, explanation, by, .. } => {
                Self::Conflicted { until: *until, explanation: explanation.clone(), by: by.map(name) }
            }
            S::Won { .. } => Self::Won,
            S::Lost { reason, note, .. } => Self::Lost { reason: *reason, note: note.clone() },
            S::Expired { approval, .. } => Self::Expired { last_day: approval.protection.last_day },
            S::Withdrawn { .. } => Self::Withdrawn,
            S::Released { by, moved, .. } => Self::Released { by: name(*by), moved: moved.clone() },
        }
    }
}

/// What happened to a deal, was noted of it or filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// Of the deal, a joint visit or its board.
    Deed(ActivityKind),
    /// By one of those who work on it.
    Note(String),
    /// A file was attached, of this name.
    Filed(FileName),
    Unfiled(FileName),
    /// A part was taken out of it, or it was taken out of another.
    Split(SplitLine),
}

/// One thing of a deal's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Timestamp,
    pub what: Happening,
    /// The partner's person; `None` when the vendor, the portal or the clock did it.
    pub who: Option<String>,
    /// In yen, of an order.
    pub amount: Option<i64>,
    pub points: Vec<PointsHere>,
}

/// What an event did to points, by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsHere {
    /// Negative when they were taken back.
    pub points: i64,
    pub state: EntryState,
    pub rule: Bilingual,
}

impl PointsHere {
    /// `rule`: the name of the entry's rule in the programme.
    pub fn of(entry: &Entry, rule: Bilingual) -> Self {
        let points = match entry.state {
            EntryState::Provisional | EntryState::Expired => entry.provisional,
            EntryState::Confirmed => entry.confirmed,
            EntryState::Reversed => entry.provisional.saturating_add(entry.confirmed),
        };
        Self { points, state: entry.state, rule }
    }
}

/// `/deals/:id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealSheet {
    pub card: DealCard,
    pub path: DealPath,
    pub word: VendorsWord,
    /// Newest first.
    pub timeline: Vec<TimelineEntry>,
    pub actions: Vec<DealAction>,
    pub version: i64,
    /// Filled in when the vendor asks.
    pub correction: Option<CorrectionForm>,
    pub appeal: Option<Appeal>,
    /// Near the end, while the one extension by the partner's own hand is unspent.
    pub extension: Option<ExtensionOffer>,
    pub visits: DealVisits,
    /// One of the company's first deals, whose steps stand on a board.
    pub board: bool,
    /// What is noted of the customer since the order.
    pub aftercare: Vec<AftercareLine>,
    pub products: Vec<ProductLabel>,
    /// More time may be asked for.
    pub may_ask: bool,
    /// What was asked for and waits.
    pub asking: Option<Asking>,
    /// The vendor's no to what was asked for last.
    pub declined: Option<ExtensionDeclined>,
    /// So many days nothing has happened and nothing is planned.
    pub stale_days: Option<u16>,
    /// Who else could go on with it, for those who may say so.
    pub colleagues: Vec<Colleague>,
    pub team: DealTeam,
    pub proposals: DealProposals,
    /// For those who work on it.
    pub files: Option<FileSheet>,
}

/// Who of the company works on a deal, for a reader of the company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealTeam {
    /// Beside the owner.
    pub colleagues: Vec<Colleague>,
    /// Who else could, for those who may say so.
    pub others: Vec<Colleague>,
    /// The reader may say who works on it.
    pub may_choose: bool,
    /// The key of the reader's next note; none for who does not work on it.
    pub note_key: Option<String>,
}

/// More protection was asked for, and the vendor has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub reason: String,
    pub at: Timestamp,
    pub decide_by: Timestamp,
}

impl Asking {
    pub fn of(deal: &DealRegistration) -> Option<Self> {
        let asked = deal.asked()?;
        Some(Self { reason: asked.reason.clone(), at: asked.at, decide_by: asked.decide_by })
    }
}

/// Somebody who could go on with a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: UserId,
    pub name: String,
}

/// The extension of a protection that the partner may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionOffer {
    pub days: u16,
    /// Something has happened with the deal in these last days, as an extension asks for.
    pub active: bool,
    pub within_days: u16,
}

/// What a registration begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    Blank,
    /// A deal of one's own that has ended.
    Again(DealId),
    Target(TargetId),
    /// One that the company has accepted.
    Lead(LeadId),
}

/// `/deals/new`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDealSheet {
    /// The draft, or empty but for its idempotency key.
    pub form: RegistrationForm,
    pub draft_saved_at: Option<Timestamp>,
    /// The customer that was asked for, while the draft of another stands in its place.
    pub waits: Option<String>,
    /// On the draft's customer.
    pub verdict: Option<Verdict>,
    pub products: Vec<ProductLabel>,
    /// What registering, and what follows, earns this company now.
    pub earns: Vec<PointsAhead>,
    pub eligibility: Eligibility,
    /// The rules of approval that may be about what this company registers.
    pub approvals: Vec<ApprovalRule>,
    pub today: Day,
}

/// Points that an activity would bring, by the rule that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsAhead {
    pub what: ActivityKind,
    pub points: i64,
    pub rule: Bilingual,
    /// Confirmed only by a later event, or after so many days.
    pub provisional: bool,
    pub hold_days: u16,
    /// Why it is less than the rule promises.
    pub cut: Option<QualityCut>,
    /// The last day on which it is paid.
    pub until: Option<Day>,
    /// Days that this countdown stood still because the vendor was late.
    pub added: u32,
}

/// What stands beside the form: the vendor's promises and the company's room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligibility {
    pub open_registrations: u32,
    /// `None`: no limit.
    pub capacity: Option<u32>,
    pub protection_days: u16,
    /// In business days.
    pub respond_within: u16,
    /// In business days.
    pub decide_within: u16,
}

impl Eligibility {
    pub fn has_room(&self) -> bool {
        self.capacity.is_none_or(|capacity| self.open_registrations < capacity)
    }
}
