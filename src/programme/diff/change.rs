use super::{HealthChange, StallChange};
use crate::{
    deals::ApprovalRule,
    lang::Bilingual,
    phases::Leaving,
    points::{IncentiveRule, QualityRule},
    programme::Campaign,
    questions::QuestionTopic,
    recognition::AwardRule,
    tiers::{Allowance, Tier, TierCriterion},
    time::Day,
};

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    TierAdded(Tier),
    TierRemoved(Bilingual),
    Tier {
        tier: Bilingual,
        change: TierChange,
    },
    RuleAdded(IncentiveRule),
    RuleRemoved(Bilingual),
    /// Only what it pays.
    RulePoints {
        rule: Bilingual,
        from: i64,
        to: i64,
    },
    RuleChanged {
        from: IncentiveRule,
        to: IncentiveRule,
    },
    CampaignAdded(Campaign),
    CampaignRemoved(Bilingual),
    CampaignDays {
        campaign: Bilingual,
        from: (Day, Option<Day>),
        to: (Day, Option<Day>),
    },
    PhaseNumber {
        phase: Bilingual,
        number: PhaseNumber,
        from: u32,
        to: u32,
    },
    PhaseLeft {
        phase: Bilingual,
        from: Option<Leaving>,
        to: Option<Leaving>,
    },
    Stall {
        stall: Bilingual,
        change: StallChange,
    },
    Health(HealthChange),
    /// A number of the promises, of the reviews of tiers or of recognition, by its key.
    Promise {
        key: &'static str,
        from: u16,
        to: u16,
    },
    Reminders {
        from: Vec<u16>,
        to: Vec<u16>,
    },
    Hours {
        from: (u16, u16),
        to: (u16, u16),
    },
    HolidayAdded {
        day: Day,
        name: Bilingual,
    },
    HolidayRemoved {
        day: Day,
        name: Bilingual,
    },
    Renamed {
        from: Bilingual,
        to: Bilingual,
    },
    AwardAdded(AwardRule),
    AwardRemoved(Bilingual),
    /// What a category looks at.
    AwardChanged {
        from: AwardRule,
        to: AwardRule,
    },
    /// A product is now one thing with `others`, or with none.
    ProductFamily {
        product: Bilingual,
        others: Vec<Bilingual>,
    },
    ApprovalAdded(ApprovalRule),
    ApprovalRemoved(ApprovalRule),
    TopicAdded(QuestionTopic),
    TopicRemoved(Bilingual),
    /// Who answers, or how soon.
    TopicChanged {
        from: QuestionTopic,
        to: QuestionTopic,
    },
    TypicalDeal {
        from: i64,
        to: i64,
    },
    /// What rules with `quality` pay.
    Quality {
        from: QualityRule,
        to: QualityRule,
    },
    /// Something else within a section of the file.
    Section(Section),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TierChange {
    /// The same thing is asked for in another measure.
    Criterion {
        from: TierCriterion,
        to: TierCriterion,
    },
    CriterionAdded(TierCriterion),
    CriterionRemoved(TierCriterion),
    BenefitAdded(Bilingual),
    BenefitRemoved(Bilingual),
    AllowanceAdded(Allowance),
    AllowanceRemoved(Allowance),
    AllowanceChanged {
        from: Allowance,
        to: Allowance,
    },
    Margin {
        from: u8,
        to: u8,
    },
    OpenRegistrations {
        from: u32,
        to: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseNumber {
    Target,
    Quiet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Vendor,
    Products,
    Industries,
    PartnerTypes,
    Axes,
    Measures,
    Calendar,
    TierOrder,
    StallOrder,
    CampaignNews,
    Other,
}

impl Section {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Products => "products",
            Self::Industries => "industries",
            Self::PartnerTypes => "partner_types",
            Self::Axes => "axes",
            Self::Measures => "measures",
            Self::Calendar => "calendar",
            Self::TierOrder => "tier_order",
            Self::StallOrder => "stall_order",
            Self::CampaignNews => "campaign_news",
            Self::Other => "other",
        }
    }
}
