use serde::{Deserialize, Serialize};

use super::PartnerType;
use crate::{
    activity::{ActivityKind, Origin},
    caller::Role,
    deals::{CorporateNumber, DealStage, Industry, StatusKey},
    goals::GoalsSheet,
    home::WaitingLine,
    id::{ActivityId, CompanyId, DealId, UserId},
    lang::Bilingual,
    page::Page,
    phases::{Duty, Evidence, Gap, HealthBand, HealthScore, NextAction, PhaseName, PhaseVerdict, ReasonName, SelfStart},
    points::Balance,
    programme::{IndustryName, PartnerTerms},
    progress::{SubjectLink, TierSnapshot},
    tiers::{CustomMeasure, Entitlement, TierName},
    time::{Day, Timestamp},
};

/// `/console/partners`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerList {
    pub partners: Page<PartnerLine>,
    /// All partners, whatever the filter: an empty programme and an empty result are different things.
    pub companies: u32,
    pub today: Day,
    /// What may be filtered by.
    pub phases: Vec<PhaseName>,
    pub reasons: Vec<ReasonName>,
    pub tiers: Vec<TierName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerLine {
    pub id: CompanyId,
    pub name: String,
    pub partner_type: PartnerType,
    pub contract_date: Day,
    pub phase: PhaseVerdict,
    pub tier: TierName,
    /// The last day of its grace.
    pub tier_grace: Option<Day>,
    pub points: Balance,
    pub open_deals: u32,
    pub last_partner_activity_at: Option<Timestamp>,
    /// None where the programme has no score.
    pub health: Option<HealthMark>,
}

/// A partner's health in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthMark {
    pub score: u8,
    pub band: HealthBand,
}

impl From<HealthScore> for HealthMark {
    fn from(health: HealthScore) -> Self {
        Self { score: health.score, band: health.band }
    }
}

/// `/console/partners/:id`: the hand-over on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerSheet {
    pub id: CompanyId,
    pub name: String,
    pub kana: Option<String>,
    pub corporate_number: Option<CorporateNumber>,
    pub partner_type: PartnerType,
    pub industry: Industry,
    pub contract_date: Day,
    pub phase: PhaseVerdict,
    /// None while the company is on its way.
    pub duty: Option<Duty>,
    /// What the vendor lacks for this company, the most telling first.
    pub gaps: Vec<Gap>,
    /// The verdict's facts with the events behind each.
    pub proofs: Vec<Proof>,
    pub health: Option<HealthScore>,
    pub tier: TierSnapshot,
    pub entitlements: Vec<Entitlement>,
    /// For the form that notes a use.
    pub benefit_key: String,
    /// Uses of the last year, the newest first.
    pub uses: Vec<BenefitUseLine>,
    /// The programme's measures, and what was noted for them.
    pub measures: Vec<MeasureLine>,
    /// For the form that notes a number.
    pub measure_key: String,
    pub points: Balance,
    pub self_start: SelfStart,
    pub ask: AskSheet,
    pub goals: GoalsSheet,
    /// What we owe, with its clocks.
    pub owed: Vec<WaitingLine>,
    pub people: Vec<PersonLine>,
    pub invitations: Vec<PendingInvitation>,
    /// Open ones, those that wait on the vendor first.
    pub deals: Vec<PartnerDealLine>,
    /// The newest first.
    pub activities: Vec<ActivityLine>,
    /// Who looks may write texts.
    pub edits: bool,
    pub today: Day,
}

/// A fact of a verdict, and its newest events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub evidence: Evidence,
    pub events: Vec<ActivityLine>,
}

/// What the lead can be asked for (お願い), and how often that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskSheet {
    /// None while nobody has joined.
    pub lead: Option<String>,
    /// The lead's next action.
    pub step: Option<NextAction>,
    pub asked: u64,
    pub last: Option<Timestamp>,
    /// Once a day is enough.
    pub asked_today: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitUseLine {
    /// The activity that noted it.
    pub used: ActivityId,
    pub name: Bilingual,
    pub day: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureLine {
    pub measure: CustomMeasure,
    /// What holds now, and since when.
    pub last: Option<(i64, Day)>,
    /// Who noted it.
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub joined_at: Timestamp,
    pub last_active_at: Option<Timestamp>,
    pub lessons: u64,
    pub modules: u64,
    pub deals: u64,
    /// Has finished the whole curriculum.
    pub certified: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingInvitation {
    pub email: String,
    pub role: Role,
    pub invited_by: String,
    pub expires_at: Timestamp,
}

/// A deal in a line; its own page tells the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerDealLine {
    pub deal: DealId,
    pub customer: String,
    pub status: StatusKey,
    pub stage: DealStage,
    pub yen: Option<i64>,
    pub owner: String,
    pub last_step_at: Timestamp,
    /// When the vendor must have acted.
    pub due: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    pub at: Timestamp,
    pub kind: ActivityKind,
    pub origin: Origin,
    pub person: Option<String>,
    pub subject: Option<SubjectLink>,
}

/// `/company`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCompanySheet {
    pub name: String,
    pub partner_type: PartnerType,
    /// As the programme calls it.
    pub terms: Option<Bilingual>,
    /// The margin of the contract with the tier's addition, in percent.
    pub margin_percent: Option<u8>,
    pub industry: Industry,
    pub contract_date: Day,
    pub phase: PhaseVerdict,
    pub self_start: SelfStart,
    pub tier: TierName,
    pub people: Vec<PersonLine>,
    pub invitations: Vec<PendingInvitation>,
    /// Others see the name on the boards.
    pub named_on_boards: bool,
    pub accepts_gifts: bool,
    /// A lead: invites, and decides about the name.
    pub leads: bool,
    pub today: Day,
}

/// `/console/partners/new`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPartnerSheet {
    pub idempotency_key: String,
    pub partner_types: Vec<PartnerTerms>,
    pub industries: Vec<IndustryName>,
    pub today: Day,
}
