//! Where the partner stands with the customer, and why deals end. The vendor's side is the registration status: two clocks, two
//! owners, never mixed.

use serde::{Deserialize, Serialize};

use crate::activity::{ActivityKind, closed_set};

/// The partner's own progress with the customer (商談フェーズ).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealStage {
    #[default]
    Registered,
    FirstContact,
    Meeting,
    Proposal,
    Quote,
    Contract,
    Won,
    Lost,
    OnHold,
}

closed_set!(DealStage {
    Registered = "registered",
    FirstContact = "first_contact",
    Meeting = "meeting",
    Proposal = "proposal",
    Quote = "quote",
    Contract = "contract",
    Won = "won",
    Lost = "lost",
    OnHold = "on_hold",
});

impl DealStage {
    /// Percent, for weighted totals.
    pub const fn probability(self) -> u8 {
        match self {
            Self::Lost => 0,
            Self::OnHold => 5,
            Self::Registered => 10,
            Self::FirstContact => 20,
            Self::Meeting => 30,
            Self::Proposal => 50,
            Self::Quote => 70,
            Self::Contract => 90,
            Self::Won => 100,
        }
    }

    /// What a deal that comes this far has done.
    const fn milestone(self) -> Option<ActivityKind> {
        match self {
            Self::Meeting => Some(ActivityKind::MeetingHeld),
            Self::Proposal => Some(ActivityKind::ProposalMade),
            _ => None,
        }
    }

    /// What a deal at this stage has done on its way, also where it skipped stages; nothing of it once it is lost or on hold.
    pub fn milestones(self) -> impl Iterator<Item = ActivityKind> {
        let on_the_way = Self::ALL.iter().filter(move |stage| self <= Self::Won && **stage <= self);
        on_the_way.filter_map(|stage| stage.milestone())
    }

    /// Won and lost are outcomes with facts of their own; one does not simply move there.
    pub const fn is_outcome(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }
}

/// Why the vendor says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionReason {
    ExistingCustomer,
    AlreadyRegistered,
    DirectSalesActive,
    Incomplete,
    NotEligibleProduct,
    NotEligibleTerritory,
    InsufficientEvidence,
    DuplicateSelf,
    Other,
}

closed_set!(RejectionReason {
    ExistingCustomer = "existing_customer",
    AlreadyRegistered = "already_registered",
    DirectSalesActive = "direct_sales_active",
    Incomplete = "incomplete",
    NotEligibleProduct = "not_eligible_product",
    NotEligibleTerritory = "not_eligible_territory",
    InsufficientEvidence = "insufficient_evidence",
    DuplicateSelf = "duplicate_self",
    Other = "other",
});

/// Why the customer said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossReason {
    Price,
    Competitor,
    NoBudget,
    TimingPostponed,
    NoNeed,
    FeatureGap,
    SecurityCompliance,
    ExistingContract,
    NoDecisionMaker,
    PartnerCapacity,
    NoResponse,
    Other,
}

closed_set!(LossReason {
    Price = "price",
    Competitor = "competitor",
    NoBudget = "no_budget",
    TimingPostponed = "timing_postponed",
    NoNeed = "no_need",
    FeatureGap = "feature_gap",
    SecurityCompliance = "security_compliance",
    ExistingContract = "existing_contract",
    NoDecisionMaker = "no_decision_maker",
    PartnerCapacity = "partner_capacity",
    NoResponse = "no_response",
    Other = "other",
});
