use serde::{Deserialize, Serialize};

/// What the vendor holds itself to, and the periods both sides live by. Days are calendar days unless named otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promises {
    pub first_response_business_days: u16,
    pub decision_business_days: u16,
    pub answer_business_days: u16,
    /// How far ahead a joint visit is booked, and for how many of a company's first deals it is promised.
    pub joint_visit_business_days: u16,
    pub joint_visit_deals: u16,
    /// Exclusivity from the day of approval.
    pub protection_days: u16,
    /// What the partner may add once by itself, provided there was activity in the last `extension_activity_days`.
    pub extension_days: u16,
    pub extension_activity_days: u16,
    /// Days before the protection ends on which the partner is reminded, most first.
    pub reminder_days: Vec<u16>,
    /// How far back an earlier registration of the same customer matters.
    pub lookback_days: u16,
    /// An open deal without a step for this long is stale.
    pub stale_days: u16,
    /// After this long without a first contact, an approved deal becomes the partner's next action.
    pub contact_days: u16,
    pub invitation_days: u16,
    /// Up to this many months since its contract a company is a rookie.
    pub rookie_months: u16,
    /// So many months after the order a customer can be noted as healthy.
    #[serde(default = "half_a_year")]
    pub healthy_months: u16,
    /// So long after a promised time of a review it goes to a second person; 0: never.
    #[serde(default)]
    pub escalate_after_business_days: u16,
    /// For so many of a company's first deals both sides' steps stand on a board.
    #[serde(default = "first_deals")]
    pub board_deals: u16,
    /// So long an offered lead waits for its answer.
    #[serde(default = "two_days")]
    pub lead_answer_business_days: u16,
}

const fn two_days() -> u16 {
    2
}

const fn first_deals() -> u16 {
    3
}

const fn half_a_year() -> u16 {
    6
}

impl Promises {
    /// Every single number with its key in the file.
    pub const fn numbers(&self) -> [(&'static str, u16); 17] {
        [
            ("first_response_business_days", self.first_response_business_days),
            ("decision_business_days", self.decision_business_days),
            ("answer_business_days", self.answer_business_days),
            ("joint_visit_business_days", self.joint_visit_business_days),
            ("joint_visit_deals", self.joint_visit_deals),
            ("protection_days", self.protection_days),
            ("extension_days", self.extension_days),
            ("extension_activity_days", self.extension_activity_days),
            ("lookback_days", self.lookback_days),
            ("stale_days", self.stale_days),
            ("contact_days", self.contact_days),
            ("invitation_days", self.invitation_days),
            ("rookie_months", self.rookie_months),
            ("healthy_months", self.healthy_months),
            ("escalate_after_business_days", self.escalate_after_business_days),
            ("board_deals", self.board_deals),
            ("lead_answer_business_days", self.lead_answer_business_days),
        ]
    }
}
