use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    deals::{CompanySize, CustomerCard, Industry, RegistrationForm, Territory},
    id::{CompanyId, TargetId, TargetListId},
    time::Timestamp,
};

/// Target accounts with one purpose, for all partners or for certain ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetList {
    pub id: TargetListId,
    pub name: String,
    /// Whom it is for; empty: every partner.
    pub companies: Vec<CompanyId>,
    pub made_at: Timestamp,
}

impl TargetList {
    pub fn is_for(&self, company: CompanyId) -> bool {
        self.companies.is_empty() || self.companies.contains(&company)
    }
}

/// What the vendor says of a target account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetFacts {
    pub customer: CustomerCard,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    /// Why it should be won now.
    pub reason: String,
    /// The slug of the kit that fits.
    pub kit: Option<String>,
}

/// A customer that the vendor would like a partner to win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetAccount {
    pub id: TargetId,
    pub list: TargetListId,
    pub facts: TargetFacts,
    pub added_at: Timestamp,
}

impl TargetFacts {
    /// How the registration of this customer begins.
    pub fn begun(&self) -> RegistrationForm {
        let identity = &self.customer.identity;
        RegistrationForm {
            customer: self.customer.name.clone(),
            corporate_number: identity.corporate_number.as_ref().map(ToString::to_string).unwrap_or_default(),
            domain: identity.domain.as_ref().map(ToString::to_string).unwrap_or_default(),
            industry: self.industry.as_str().into(),
            size: self.size.as_str().into(),
            territory: self.territory.map(Territory::as_str).unwrap_or_default().into(),
            need: self.reason.clone(),
            ..RegistrationForm::default()
        }
    }
}

/// Why a target is none for a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassReason {
    NoNeed,
    NoContact,
    OtherProduct,
    WrongArea,
    NoTime,
    Other,
}

closed_set!(PassReason {
    NoNeed = "no_need",
    NoContact = "no_contact",
    OtherProduct = "other_product",
    WrongArea = "wrong_area",
    NoTime = "no_time",
    Other = "other",
});
