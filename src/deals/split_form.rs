use serde::{Deserialize, Serialize};

use super::{REASON_MIN, Seen, form::read_amount, read_key, work_form::required_words};
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    money::Money,
};

const NAME_MAX: u32 = 120;
const KEY_MAX: u32 = 60;

/// The vendor takes a part out of a deal, and says why. `key` comes with the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SplitForm {
    pub deal: String,
    pub version: String,
    pub key: String,
    /// The key of what goes.
    pub product: String,
    pub amount: String,
    /// The name, as it is registered, of the company that goes on with it.
    pub company: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splitting {
    pub product: String,
    pub amount: Money,
    pub company: String,
    pub reason: String,
}

impl SplitForm {
    /// # Errors
    /// [`Failure::Invalid`] for what is typed, [`Failure::Malformed`] for what comes with the page.
    pub fn read(&self) -> Answer<(Seen, &str, Splitting)> {
        let (seen, key) = (Seen::read(&self.deal, &self.version)?, read_key(&self.key)?);
        let mut reading = Reading::default();
        let product = reading.required("product", &self.product, KEY_MAX);
        let amount = read_amount(&mut reading, &self.amount);
        let company = reading.required("company", &self.company, NAME_MAX);
        let reason = required_words(&mut reading, "reason", &self.reason, REASON_MIN);
        reading.errors.or(amount.map(|amount| (seen, key, Splitting { product, amount, company, reason })))
    }

    /// No company has this name, or nobody works there.
    pub fn unknown_company() -> Failure {
        Failure::invalid("company", Problem::NotOffered)
    }

    /// The programme has no such product.
    pub fn unknown_product() -> Failure {
        Failure::invalid("product", Problem::NotOffered)
    }
}
