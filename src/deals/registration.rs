//! A deal registration (案件登録): what a partner asks the vendor to protect, and where that stands.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Approval, Claim, CompanySize, CustomerCard, DealAction, DealStage, ExtensionAsked, Industry, Promise, RegistrationStatus,
    StatusKey, Territory, Transition,
};
use crate::{
    activity::{ActivityKind, closed_set},
    id::{CompanyId, DealId, UserId},
    money::Money,
    time::{Day, Timestamp},
};

/// A registration as it is kept. It changes only by its transitions, each of which swallows the old one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRegistration {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
    pub owner: UserId,
    pub facts: DealFacts,
    /// The partner's side; the vendor's is `status`.
    pub stage: DealStage,
    pub status: RegistrationStatus,
    /// Spent once used: one appeal a registration.
    pub appeal: Option<Appeal>,
    pub submitted_at: Timestamp,
    pub deadlines: Deadlines,
    /// Nobody, when the clock did it.
    pub changed_by: Option<UserId>,
    pub changed_at: Timestamp,
    /// Grows with every change, so that whoever decides on an old sheet is told.
    pub version: i64,
}

/// What the partner says about the deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealFacts {
    pub customer: CustomerCard,
    pub industry: Industry,
    pub size: CompanySize,
    pub territory: Option<Territory>,
    /// A product's key in the programme.
    pub product: String,
    pub amount: Money,
    pub expected_close: Day,
    pub need: String,
    pub next_step: Option<NextStep>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub text: String,
    pub on: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub text: String,
    pub at: Timestamp,
}

/// By when the vendor has promised to answer and to decide; computed on the business calendar by whoever knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlines {
    pub respond_by: Timestamp,
    pub decide_by: Timestamp,
}

/// The name people call a deal by: `DR-1042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DealNumber(pub i64);

impl fmt::Display for DealNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DR-{}", self.0)
    }
}

/// A part of [`DealFacts`] that a reviewer may ask to be corrected; its name is the form field's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealField {
    Customer,
    CorporateNumber,
    Domain,
    Industry,
    Size,
    Territory,
    Product,
    Amount,
    ExpectedClose,
    Need,
    NextStep,
}

closed_set!(DealField {
    Customer = "customer",
    CorporateNumber = "corporate_number",
    Domain = "domain",
    Industry = "industry",
    Size = "size",
    Territory = "territory",
    Product = "product",
    Amount = "amount",
    ExpectedClose = "expected_close",
    Need = "need",
    NextStep = "next_step",
});

impl DealFacts {
    /// The fields in which `other` says something else.
    pub fn differences(&self, other: &Self) -> Vec<DealField> {
        let same = |field: &DealField| match field {
            DealField::Customer => self.customer.name == other.customer.name,
            DealField::CorporateNumber => self.customer.identity.corporate_number == other.customer.identity.corporate_number,
            DealField::Domain => self.customer.identity.domain == other.customer.identity.domain,
            DealField::Industry => self.industry == other.industry,
            DealField::Size => self.size == other.size,
            DealField::Territory => self.territory == other.territory,
            DealField::Product => self.product == other.product,
            DealField::Amount => self.amount == other.amount,
            DealField::ExpectedClose => self.expected_close == other.expected_close,
            DealField::Need => self.need == other.need,
            DealField::NextStep => self.next_step == other.next_step,
        };
        DealField::ALL.iter().copied().filter(|field| !same(field)).collect()
    }
}

/// What only the portal can give a new registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registering {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
    pub owner: UserId,
    pub at: Timestamp,
    pub deadlines: Deadlines,
}

impl DealRegistration {
    /// First to register: from here on the vendor's clock runs.
    pub fn submit(new: Registering, facts: DealFacts) -> Transition {
        let Registering { id, number, company, owner, at, deadlines } = new;
        let deal = Self {
            id,
            number,
            company,
            owner,
            facts,
            stage: DealStage::Registered,
            status: RegistrationStatus::Submitted,
            appeal: None,
            submitted_at: at,
            deadlines,
            changed_by: Some(owner),
            changed_at: at,
            version: 1,
        };
        Transition { deal, happened: Some(ActivityKind::DealRegistered) }
    }

    /// What it is worth: as ordered once it is won, as expected before.
    pub const fn amount(&self) -> &Money {
        match &self.status {
            RegistrationStatus::Won { amount, .. } => amount,
            _ => &self.facts.amount,
        }
    }

    /// What this registration claims against others; `family` are the products that are one thing with its own.
    pub fn claim(&self, family: Vec<String>) -> Claim {
        let customer = self.facts.customer.identity.clone();
        Claim { deal: Some(self.id), company: self.company, customer, products: Some(family) }
    }

    /// The further extension that waits for an answer.
    pub const fn asked(&self) -> Option<&ExtensionAsked> {
        match &self.status {
            RegistrationStatus::Approved { approval } => approval.asked.as_ref(),
            _ => None,
        }
    }

    /// Protected, and for `days` nobody has taken a step or named the next one.
    pub fn is_stale(&self, today: Day, days: u16) -> bool {
        let planned = self.facts.next_step.as_ref().and_then(|step| step.on).is_some_and(|on| on >= today);
        let quiet = self.changed_at.day().plus(i32::from(days)) <= today;
        self.status.key() == StatusKey::Approved && quiet && !planned && self.asked().is_none()
    }

    /// The fields that are open for correction now.
    pub fn open_fields(&self) -> &[DealField] {
        match &self.status {
            RegistrationStatus::NeedsInfo { fields, .. } => fields,
            _ => &[],
        }
    }

    /// What the vendor has promised next, while it has the ball.
    pub fn promise(&self) -> Option<(Promise, Timestamp)> {
        match self.status.key() {
            StatusKey::Submitted => Some((Promise::FirstResponse, self.deadlines.respond_by)),
            StatusKey::InReview => Some((Promise::Decision, self.deadlines.decide_by)),
            _ => self.asked().map(|asked| (Promise::Extension, asked.decide_by)),
        }
    }

    /// Since when the vendor's present promise runs.
    pub fn promised_since(&self) -> Timestamp {
        match &self.status {
            RegistrationStatus::InReview { since, .. } => *since,
            RegistrationStatus::Approved { approval: Approval { asked: Some(asked), .. } } => asked.at,
            _ => self.appeal.as_ref().map_or(self.submitted_at, |appeal| appeal.at),
        }
    }

    /// The promise the vendor has broken, for which the partner is compensated.
    pub fn broken_promise(&self, now: Timestamp) -> Option<Promise> {
        self.promise().filter(|(_, due)| *due < now).map(|(promise, _)| promise)
    }

    /// What the people of one side may do with it now, in the order of the buttons.
    pub fn actions(&self, partners_side: bool) -> Vec<DealAction> {
        let own = |action: &DealAction| action.is_partners() == partners_side && *action != DealAction::Expire;
        DealAction::ALL.iter().copied().filter(|action| own(action) && self.allows(*action)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_its_mark() {
        assert_eq!(DealNumber(1042).to_string(), "DR-1042");
    }
}
