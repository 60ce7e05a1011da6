use serde::{Deserialize, Serialize};

use super::{DeclineReason, LeadFacts};
use crate::{
    deals::{CompanySize, Industry},
    failure::{Answer, Failure, Problem, Reading},
    id::LeadId,
    targets::{read_customer, read_territory},
};

const NOTE_MIN: u32 = 10;
const NOTE_MAX: u32 = 400;

/// `/console/leads`: a lead to offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadForm {
    /// The lead's id, made with the page, so that sending it twice offers once.
    pub idempotency_key: String,
    pub customer: String,
    pub corporate_number: String,
    pub domain: String,
    pub industry: String,
    pub size: String,
    pub territory: String,
    pub note: String,
    pub contact: String,
}

impl LeadForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::Malformed`] for what comes with the page.
    pub fn read(&self) -> Answer<(LeadId, LeadFacts)> {
        let id = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let customer = read_customer(&mut reading, &self.customer, &self.corporate_number, &self.domain);
        let industry = reading.choice("industry", &self.industry, Industry::parse);
        let size = reading.choice("size", &self.size, CompanySize::parse);
        let territory = read_territory(&mut reading, &self.territory);
        let note = reading.required("note", &self.note, NOTE_MAX);
        if (1..NOTE_MIN as usize).contains(&note.chars().count()) {
            reading.errors.add("note", Problem::TooShort { min: NOTE_MIN });
        }
        let contact = reading.required("contact", &self.contact, NOTE_MAX);
        let facts = industry.zip(size).map(|(industry, size)| LeadFacts { customer, industry, size, territory, note, contact });
        reading.errors.or(facts.map(|facts| (id, facts)))
    }
}

/// A lead that is accepted, or withdrawn by the vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadPick {
    pub lead: String,
}

impl LeadPick {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<LeadId> {
        self.lead.parse().map_err(|_| Failure::NotFound)
    }
}

/// A lead that is declined, with why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadAnswerForm {
    pub lead: String,
    pub reason: String,
    pub note: String,
}

impl LeadAnswerForm {
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(LeadId, DeclineReason, Option<String>)> {
        let lead = self.lead.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let reason = reading.choice("reason", &self.reason, DeclineReason::parse);
        let note = reading.optional("note", &self.note, NOTE_MAX);
        reading.errors.or(reason.map(|reason| (lead, reason, note)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_says_whom_to_ask_for_and_why() {
        let form = LeadForm {
            idempotency_key: "0190a5c0-0000-7000-8000-000000000001".into(),
            customer: "北浜製作所".into(),
            industry: "manufacturing".into(),
            size: "small".into(),
            note: "資料請求がありました。見積もりを急いでいます。".into(),
            contact: "総務部 北浜様".into(),
            ..LeadForm::default()
        };
        assert_eq!(form.read().unwrap().1.begun().customer, "北浜製作所");
        let Err(Failure::Invalid { errors }) = (LeadForm { note: "短い".into(), contact: String::new(), ..form }).read() else {
            panic!("taken")
        };
        assert_eq!(errors.0.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["note", "contact"]);
        assert_eq!(LeadForm::default().read(), Err(Failure::Malformed));
    }
}
