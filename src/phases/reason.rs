use serde::{Deserialize, Serialize};

use super::Phase;
use crate::{
    activity::{ActivityKind, closed_set},
    lang::Bilingual,
};

/// Why a company has stopped. Each names a mechanism that is missing on the vendor's side, not a fault of the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StallReason {
    /// The partner waits for an answer that is overdue: nothing else matters before that.
    WaitingForVendor,
    /// Signed, and nobody has opened anything: the way in is not marked.
    NotStarted,
    /// A registration was begun and left: the first step is too heavy.
    FirstStepHeavy,
    /// Nobody has looked at what the partnership brings.
    BenefitUnseen,
    /// Both sides have agreed on nothing to reach.
    NoGoal,
    /// Too little was learnt to speak about the product.
    ProductUnclear,
    /// Prepared, but to whom and how to sell is unclear (誰にどう売るか).
    BuyerUnclear,
    /// Registers, but all was refused so far: the picture of the customer is missing.
    CustomerUnclear,
    /// Approved, and no customer was met.
    NoFirstMeeting,
    /// Customers were met, and nothing was proposed.
    MeetingWithoutProposal,
    /// Proposed, and no order came.
    ProposalWithoutOrder,
    /// No success yet after all this time (この商材は売れる、の実感がない).
    NoFirstSuccess,
    /// Everything hangs on one person.
    OnePersonOnly,
    /// Who carried the product in the company is silent, while others go on.
    ChampionLeft,
    /// Silence, and the vendor has not supported anything for long either.
    SupportGone,
    /// At the company's own pace the next tier is out of reach, and it has slowed down.
    TierUnreachable,
    /// What the vendor gives to sell with has run out, and the company has slowed down.
    MaterialOutdated,
    /// Far behind its own rhythm: the product has lost its priority.
    PriorityDropped,
    /// Silence: contact is missing.
    ContactLost,
}

closed_set!(StallReason {
    WaitingForVendor = "waiting_for_vendor",
    NotStarted = "not_started",
    FirstStepHeavy = "first_step_heavy",
    BenefitUnseen = "benefit_unseen",
    NoGoal = "no_goal",
    ProductUnclear = "product_unclear",
    BuyerUnclear = "buyer_unclear",
    CustomerUnclear = "customer_unclear",
    NoFirstMeeting = "no_first_meeting",
    MeetingWithoutProposal = "meeting_without_proposal",
    ProposalWithoutOrder = "proposal_without_order",
    NoFirstSuccess = "no_first_success",
    OnePersonOnly = "one_person_only",
    ChampionLeft = "champion_left",
    SupportGone = "support_gone",
    TierUnreachable = "tier_unreachable",
    MaterialOutdated = "material_outdated",
    PriorityDropped = "priority_dropped",
    ContactLost = "contact_lost",
});

/// A number that the programme sets for a reason; what it means is told by the reason's sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Days,
    Count,
    Percent,
}

impl Limit {
    pub const ALL: [Self; 3] = [Self::Days, Self::Count, Self::Percent];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Count => "count",
            Self::Percent => "percent",
        }
    }
}

impl StallReason {
    /// The numbers it is judged by, all of which the programme has to set; others it may not.
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::WaitingForVendor | Self::BuyerUnclear | Self::CustomerUnclear | Self::NoFirstSuccess | Self::ContactLost => &[],
            Self::NotStarted
            | Self::FirstStepHeavy
            | Self::BenefitUnseen
            | Self::NoGoal
            | Self::NoFirstMeeting
            | Self::MeetingWithoutProposal
            | Self::ProposalWithoutOrder
            | Self::OnePersonOnly
            | Self::SupportGone
            | Self::MaterialOutdated => &[Limit::Days],
            Self::ProductUnclear | Self::PriorityDropped => &[Limit::Days, Limit::Count],
            Self::ChampionLeft | Self::TierUnreachable => &[Limit::Days, Limit::Percent],
        }
    }

    /// The phases in which it can be judged.
    pub const fn phases(self) -> &'static [Phase] {
        match self {
            Self::WaitingForVendor | Self::ContactLost => Phase::ALL,
            Self::NotStarted
            | Self::FirstStepHeavy
            | Self::BenefitUnseen
            | Self::NoGoal
            | Self::ProductUnclear
            | Self::BuyerUnclear => &[Phase::Onboarding],
            Self::CustomerUnclear
            | Self::NoFirstMeeting
            | Self::MeetingWithoutProposal
            | Self::ProposalWithoutOrder
            | Self::NoFirstSuccess => &[Phase::Activation],
            Self::OnePersonOnly => &[Phase::Activation, Phase::Retention],
            Self::ChampionLeft | Self::SupportGone | Self::TierUnreachable | Self::MaterialOutdated | Self::PriorityDropped => {
                &[Phase::Retention]
            }
        }
    }
}

/// A reason as the programme describes it. Reasons that it does not list are not judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StallRule {
    pub key: StallReason,
    pub name: Bilingual,
    /// To the vendor: the mechanism that is missing on its side.
    pub missing: Bilingual,
    /// To the vendor: what to do next.
    pub remedy: Bilingual,
    /// To the partner, in friendly words.
    pub partner: Bilingual,
    #[serde(default)]
    pub days: Option<u32>,
    #[serde(default)]
    pub count: Option<u32>,
    #[serde(default)]
    pub percent: Option<u32>,
    /// What counts as support by the vendor.
    #[serde(default)]
    pub support: Vec<ActivityKind>,
}

impl StallRule {
    pub const fn limit(&self, limit: Limit) -> Option<u32> {
        match limit {
            Limit::Days => self.days,
            Limit::Count => self.count,
            Limit::Percent => self.percent,
        }
    }
}

/// A reason as the programme calls it, with what the vendor does about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonName {
    pub reason: StallReason,
    pub name: Bilingual,
    pub remedy: Bilingual,
}

impl From<&StallRule> for ReasonName {
    fn from(rule: &StallRule) -> Self {
        Self { reason: rule.key, name: rule.name.clone(), remedy: rule.remedy.clone() }
    }
}
