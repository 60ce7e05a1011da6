use serde::{Deserialize, Serialize};

use crate::{deals::Industry, lang::Bilingual, partners::PartnerType};

/// Who runs the programme, as partners know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    pub name: Bilingual,
    /// The product family the partners sell.
    pub product: Bilingual,
    /// Where partners write when the portal has no answer.
    pub desk_email: String,
    /// Whose turn an overdue review becomes; without one, the first administrator's.
    #[serde(default)]
    pub escalation_email: Option<String>,
}

/// Something a deal may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub key: String,
    pub name: Bilingual,
    /// Products of one family are one thing to a customer, so that two partners cannot both sell them to the same one. Without a
    /// family a product stands alone.
    #[serde(default)]
    pub family: Option<String>,
    /// List price for a user and month, in yen without tax.
    pub user_month_yen: i64,
    pub min_users: u32,
    /// How rules with `by_product` weigh it; 100 is neutral.
    #[serde(default = "neutral")]
    pub points_percent: u32,
}

impl Product {
    /// Both belong to one family.
    pub fn shares_family(&self, other: &Self) -> bool {
        self.family.is_some() && self.family == other.family
    }
}

const fn neutral() -> u32 {
    100
}

/// A line of business that the vendor names in its forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndustryName {
    pub key: Industry,
    pub name: Bilingual,
}

/// What a kind of partner earns by contract, apart from points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerTerms {
    pub kind: PartnerType,
    pub name: Bilingual,
    /// Of the first year's fee for referrals, off list for those who resell; a tier may add to it.
    pub margin_percent: u8,
    /// The tier's addition counts.
    #[serde(default)]
    pub tier_adds: bool,
}
