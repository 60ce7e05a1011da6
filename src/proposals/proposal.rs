use serde::{Deserialize, Serialize};

use super::honorific::honoured;
use crate::{
    lang::Lang,
    publishing::{PlaceholderName, Values},
    time::Day,
};

/// What a proposal is filled in with; each text may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalFacts {
    pub customer: String,
    pub contact: String,
    pub industry: String,
    pub employees: String,
    pub product: String,
    pub amount: String,
    pub partner: String,
    pub rep: String,
    pub date: Day,
    /// The partner's own, beside the vendor's.
    pub own: Vec<OwnProduct>,
}

/// Something the partner sells of its own. Nothing is checked of its price: it may be a range, or a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProduct {
    pub name: String,
    pub line: String,
    pub price: String,
}

/// What the vendor brings; its price is the amount that the proposal is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorProduct {
    pub vendor: String,
    pub name: String,
    pub line: String,
}

impl ProposalFacts {
    pub fn values(&self, date: &str) -> Values {
        Values::default()
            .with(PlaceholderName::Customer, &self.customer)
            .with(PlaceholderName::Contact, &self.contact)
            .with(PlaceholderName::Industry, &self.industry)
            .with(PlaceholderName::Employees, &self.employees)
            .with(PlaceholderName::Product, &self.product)
            .with(PlaceholderName::Amount, &self.amount)
            .with(PlaceholderName::Partner, &self.partner)
            .with(PlaceholderName::Rep, &self.rep)
            .with(PlaceholderName::Date, date)
    }

    /// To whom, as the head of a letter says it.
    pub fn addressee(&self, lang: Lang) -> Vec<String> {
        let lines = match lang {
            Lang::Ja => [honoured(&self.customer, "御中"), honoured(&self.contact, "様")],
            Lang::En => [&self.customer, &self.contact].map(|name| name.trim().to_owned()),
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}
