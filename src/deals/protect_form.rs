//! What is typed about a protection that lasts longer, and about who goes on with a deal.

use serde::{Deserialize, Serialize};

use super::{Seen, work_form::required_words};
use crate::{
    failure::{Answer, Problem, Reading},
    id::UserId,
};

/// A reason shorter than this says nothing.
pub const REASON_MIN: u32 = 5;
const NAME_MAX: u32 = 120;

/// The partner asks for more time than it may take by its own hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtensionForm {
    pub deal: String,
    pub version: String,
    pub reason: String,
}

impl ExtensionForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, String)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let reason = required_words(&mut reading, "reason", &self.reason, REASON_MIN);
        reading.errors.or(Some((seen, reason)))
    }
}

/// The vendor's no to it, with the word that goes to the partner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    pub deal: String,
    pub version: String,
    pub text: String,
}

impl DeclineForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, String)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let text = required_words(&mut reading, "text", &self.text, REASON_MIN);
        reading.errors.or(Some((seen, text)))
    }
}

/// Another person of the company is to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOverForm {
    pub deal: String,
    pub version: String,
    /// The person's id.
    pub owner: String,
}

impl HandOverForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, UserId)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let owner = reading.choice("owner", &self.owner, |text| text.parse().ok());
        reading.errors.or(owner.map(|owner| (seen, owner)))
    }
}

/// The vendor moves a deal to another company, and says to both why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    pub deal: String,
    pub version: String,
    /// Its name, as it is registered.
    pub company: String,
    pub reason: String,
}

impl TransferForm {
    /// The company's name and the reason.
    ///
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, String, String)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let company = reading.required("company", &self.company, NAME_MAX);
        let reason = required_words(&mut reading, "reason", &self.reason, REASON_MIN);
        reading.errors.or(Some((seen, company, reason)))
    }

    /// No other company has this name.
    pub fn unknown() -> crate::failure::Failure {
        crate::failure::Failure::invalid("company", Problem::NotOffered)
    }
}
