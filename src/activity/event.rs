use serde::{Deserialize, Serialize};

use crate::{
    id::{ActivityId, CompanyId, DealId, DocumentId, UserId},
    time::Timestamp,
};

/// One thing that happened at a partner company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub at: Timestamp,
    pub company: CompanyId,
    /// The partner's person who earned it; `None` when nobody of the company acted (a late review, say).
    pub user: Option<UserId>,
    pub kind: ActivityKind,
    pub origin: Origin,
    pub subject: Subject,
    /// In yen, for kinds that carry an amount (a won order).
    pub amount: Option<i64>,
}

impl Activity {
    /// As things happen: what happened at one moment comes in the order of a deal's life, as the kinds are listed.
    pub const fn order(&self) -> (Timestamp, ActivityKind, ActivityId) {
        (self.at, self.kind, self.id)
    }

    /// Done by the partner, whoever set it going: what the self-start rate counts.
    pub fn is_partners_own(&self) -> bool {
        self.kind.is_partners() && self.origin != Origin::Vendor
    }
}

/// What an activity is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    #[default]
    None,
    Deal(DealId),
    Document(DocumentId),
}

/// Who set it going: the numerator and denominator of the self-start rate (自走率).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The partner, on its own.
    #[default]
    SelfStarted,
    /// The partner, after the portal's suggestion (the next action, a reminder).
    Nudged,
    /// The partner, because a person of the vendor asked.
    Requested,
    /// The vendor or the clock; never counted as the partner's activity.
    Vendor,
}

macro_rules! closed_set {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).ok_or(text)
            }
        }
    };
}
pub(crate) use closed_set;

impl Origin {
    /// The mark on links of the portal's suggestions: `?from=next`.
    pub const NUDGE: &str = "next";
    /// The mark on links in a request by a person of the vendor: `?from=asked`.
    pub const REQUEST: &str = "asked";

    /// What set a person going who came by a link, as its `from` tells.
    pub fn of_link(from: &str) -> Self {
        match from {
            Self::NUDGE => Self::Nudged,
            Self::REQUEST => Self::Requested,
            _ => Self::SelfStarted,
        }
    }
}

closed_set!(Origin { SelfStarted = "self", Nudged = "nudged", Requested = "requested", Vendor = "vendor" });

/// The closed list of things that can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    CompanyJoined,
    PersonJoined,
    LessonOpened,
    LessonCompleted,
    ModuleCompleted,
    KitOpened,
    TemplateFilled,
    NewsRead,
    DealRegistered,
    DealReturned,
    DealResubmitted,
    DealApproved,
    DealRejected,
    DealConflicted,
    DealWithdrawn,
    DealExpired,
    StageMoved,
    DealWon,
    DealLost,
    ReviewLate,
    /// The partner says that a visit took place together; the vendor's word decides.
    JointVisitReported,
    JointVisitHeld,
    AnswerAccepted,
    CaseShared,
    /// A review of the company's tier decided something.
    TierDecided,
    /// The company used up one of what its tier grants.
    BenefitUsed,
    /// A use that was noted by mistake was taken back.
    BenefitReturned,
    /// The vendor noted a number that a tier may ask for.
    MeasureNoted,
    /// Somebody of the company thanked the vendor.
    KudosGiven,
    /// Somebody of the company was thanked.
    KudosReceived,
    /// The company is the partner of a month.
    MvpConfirmed,
    /// The time during which something might still have been taken back is over.
    HoldEnded,
    /// A person has finished the whole curriculum.
    CertificateEarned,
    JointVisitDenied,
    /// What a partner manager notes about a customer after the order, and takes back.
    LaunchDone,
    LaunchUndone,
    ContractRenewed,
    RenewalUndone,
    CustomerHealthy,
    HealthUndone,
    /// The company was named for a yearly award.
    AwardNominated,
    AwardGranted,
    GiftSent,
    /// The company takes no gifts; it was thanked with a note.
    GiftDeclined,
    /// Somebody of the company looked for the first time at what the partnership brings.
    BenefitSeen,
    /// Somebody began a registration and has not sent it yet.
    DraftBegun,
    /// A deal has come as far as a meeting with the customer.
    MeetingHeld,
    /// A deal has come as far as a proposal.
    ProposalMade,
    /// A person of the vendor asked the company for its next step.
    StepRequested,
    /// One side proposed a goal to the other.
    GoalProposed,
    GoalAgreed,
    GoalMet,
    /// A goal's day is over, or somebody took it off the table.
    GoalEnded,
    /// One of several people of the vendor said yes to a registration.
    DealPreapproved,
    /// The partner asks for more protection than it may take by its own hand.
    ExtensionAsked,
    ProtectionExtended,
    ExtensionDeclined,
    /// Another person of the company goes on with a deal.
    DealHandedOver,
    /// The vendor moved a deal to another company; at the other it is taken over.
    DealGivenAway,
    DealTakenOver,
    /// The vendor took a part out of a deal; the part is a deal of its own.
    DealSplit,
    DealSplitOff,
    /// An overdue review went to a second person.
    ReviewEscalated,
    /// The partner asked the vendor to come along.
    VisitRequested,
    /// The time of a visit is fixed, and who of the vendor comes.
    VisitAgreed,
    /// The partner wrote down what it takes home from a visit.
    VisitDebriefed,
    /// A step of a first order's board is done, by the side whose it is.
    PartnerStepDone,
    VendorStepDone,
    /// A step was ticked off by mistake.
    StepReopened,
    QuestionAsked,
    /// By a person of the vendor.
    QuestionAnswered,
    /// The promised time of an answer is over without one.
    AnswerLate,
    /// Whoever asked says that an answer solved it.
    QuestionSolved,
    /// Both sides mean a pact with a champion.
    PactAgreed,
    /// Somebody of the company has left.
    PersonLeft,
    /// The partner says that a target account is none for it.
    TargetPassed,
    /// The vendor offers a lead; the partner accepts or declines it, or lets the time pass.
    LeadOffered,
    LeadAccepted,
    LeadDeclined,
    LeadMissed,
    /// Somebody who works on a deal attached a file to it, or took one off.
    DealFiled,
    DealUnfiled,
    /// Somebody went through a talk script, tap by tap.
    ScriptPlayed,
}

closed_set!(ActivityKind {
    CompanyJoined = "company_joined",
    PersonJoined = "person_joined",
    LessonOpened = "lesson_opened",
    LessonCompleted = "lesson_completed",
    ModuleCompleted = "module_completed",
    KitOpened = "kit_opened",
    TemplateFilled = "template_filled",
    NewsRead = "news_read",
    DealRegistered = "deal_registered",
    DealReturned = "deal_returned",
    DealResubmitted = "deal_resubmitted",
    DealApproved = "deal_approved",
    DealRejected = "deal_rejected",
    DealConflicted = "deal_conflicted",
    DealWithdrawn = "deal_withdrawn",
    DealExpired = "deal_expired",
    StageMoved = "stage_moved",
    DealWon = "deal_won",
    DealLost = "deal_lost",
    ReviewLate = "review_late",
    JointVisitReported = "joint_visit_reported",
    JointVisitHeld = "joint_visit_held",
    AnswerAccepted = "answer_accepted",
    CaseShared = "case_shared",
    TierDecided = "tier_decided",
    BenefitUsed = "benefit_used",
    BenefitReturned = "benefit_returned",
    MeasureNoted = "measure_noted",
    KudosGiven = "kudos_given",
    KudosReceived = "kudos_received",
    MvpConfirmed = "mvp_confirmed",
    HoldEnded = "hold_ended",
    CertificateEarned = "certificate_earned",
    JointVisitDenied = "joint_visit_denied",
    LaunchDone = "launch_done",
    LaunchUndone = "launch_undone",
    ContractRenewed = "contract_renewed",
    RenewalUndone = "renewal_undone",
    CustomerHealthy = "customer_healthy",
    HealthUndone = "health_undone",
    AwardNominated = "award_nominated",
    AwardGranted = "award_granted",
    GiftSent = "gift_sent",
    GiftDeclined = "gift_declined",
    BenefitSeen = "benefit_seen",
    DraftBegun = "draft_begun",
    MeetingHeld = "meeting_held",
    ProposalMade = "proposal_made",
    StepRequested = "step_requested",
    GoalProposed = "goal_proposed",
    GoalAgreed = "goal_agreed",
    GoalMet = "goal_met",
    GoalEnded = "goal_ended",
    DealPreapproved = "deal_preapproved",
    ExtensionAsked = "extension_asked",
    ProtectionExtended = "protection_extended",
    ExtensionDeclined = "extension_declined",
    DealHandedOver = "deal_handed_over",
    DealGivenAway = "deal_given_away",
    DealTakenOver = "deal_taken_over",
    DealSplit = "deal_split",
    DealSplitOff = "deal_split_off",
    ReviewEscalated = "review_escalated",
    VisitRequested = "visit_requested",
    VisitAgreed = "visit_agreed",
    VisitDebriefed = "visit_debriefed",
    PartnerStepDone = "partner_step_done",
    VendorStepDone = "vendor_step_done",
    StepReopened = "step_reopened",
    QuestionAsked = "question_asked",
    QuestionAnswered = "question_answered",
    AnswerLate = "answer_late",
    QuestionSolved = "question_solved",
    PactAgreed = "pact_agreed",
    PersonLeft = "person_left",
    TargetPassed = "target_passed",
    LeadOffered = "lead_offered",
    LeadAccepted = "lead_accepted",
    LeadDeclined = "lead_declined",
    LeadMissed = "lead_missed",
    DealFiled = "deal_filed",
    DealUnfiled = "deal_unfiled",
    ScriptPlayed = "script_played",
});

/// What sort of thing an activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Nothing,
    Deal,
    Document,
    /// A text or a deal, as it comes.
    Anything,
}

impl About {
    /// An activity about one may be about the same thing as an activity about the other.
    pub const fn may_meet(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Deal | Self::Anything, Self::Deal | Self::Anything)
                | (Self::Document | Self::Anything, Self::Document | Self::Anything)
        )
    }
}

impl ActivityKind {
    pub const fn about(self) -> About {
        match self {
            Self::CompanyJoined
            | Self::PersonJoined
            | Self::TierDecided
            | Self::BenefitUsed
            | Self::BenefitReturned
            | Self::MeasureNoted
            | Self::KudosGiven
            | Self::KudosReceived
            | Self::MvpConfirmed
            | Self::HoldEnded
            | Self::CertificateEarned
            | Self::AwardNominated
            | Self::AwardGranted
            | Self::GiftSent
            | Self::GiftDeclined
            | Self::BenefitSeen
            | Self::DraftBegun
            | Self::StepRequested
            | Self::GoalProposed
            | Self::GoalAgreed
            | Self::GoalMet
            | Self::GoalEnded
            | Self::QuestionAsked
            | Self::QuestionAnswered
            | Self::AnswerLate
            | Self::QuestionSolved
            | Self::PactAgreed
            | Self::PersonLeft => About::Nothing,
            Self::LessonOpened
            | Self::LessonCompleted
            | Self::ModuleCompleted
            | Self::KitOpened
            | Self::TemplateFilled
            | Self::NewsRead
            | Self::ScriptPlayed => About::Document,
            Self::AnswerAccepted | Self::CaseShared => About::Anything,
            _ => About::Deal,
        }
    }

    /// Done by the partner, so that it counts as the company being active.
    pub const fn is_partners(self) -> bool {
        !matches!(
            self,
            Self::DealReturned
                | Self::DealApproved
                | Self::DealRejected
                | Self::DealConflicted
                | Self::DealExpired
                | Self::ReviewLate
                | Self::JointVisitHeld
                | Self::TierDecided
                | Self::BenefitUsed
                | Self::BenefitReturned
                | Self::MeasureNoted
                | Self::KudosGiven
                | Self::KudosReceived
                | Self::MvpConfirmed
                | Self::HoldEnded
                | Self::CertificateEarned
                | Self::JointVisitDenied
                | Self::LaunchDone
                | Self::LaunchUndone
                | Self::ContractRenewed
                | Self::RenewalUndone
                | Self::CustomerHealthy
                | Self::HealthUndone
                | Self::AwardNominated
                | Self::AwardGranted
                | Self::GiftSent
                | Self::GiftDeclined
                // Counted once, as the step that led there.
                | Self::MeetingHeld
                | Self::ProposalMade
                | Self::StepRequested
                | Self::GoalMet
                | Self::GoalEnded
                | Self::DealPreapproved
                | Self::ProtectionExtended
                | Self::ExtensionDeclined
                | Self::DealHandedOver
                | Self::DealGivenAway
                | Self::DealTakenOver
                | Self::DealSplit
                | Self::DealSplitOff
                | Self::ReviewEscalated
                | Self::VisitAgreed
                | Self::VendorStepDone
                | Self::StepReopened
                | Self::QuestionAnswered
                | Self::AnswerLate
                | Self::PersonLeft
                | Self::LeadOffered
                | Self::LeadMissed
                | Self::DealUnfiled
        )
    }

    /// A phase may end on more than the first of these.
    pub const fn is_milestone(self) -> bool {
        matches!(
            self,
            Self::LessonCompleted
                | Self::DealRegistered
                | Self::DealApproved
                | Self::MeetingHeld
                | Self::ProposalMade
                | Self::JointVisitHeld
                | Self::DealWon
        )
    }
}
