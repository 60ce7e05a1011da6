use serde::{Deserialize, Serialize};

use super::{AwardRule, GiftRules};
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{ActivityId, CompanyId, NominationId},
};

const TEXT_MAX: u32 = 600;

/// A company is named for an award.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NominationForm {
    /// The nomination's id-to-be.
    pub idempotency_key: String,
    /// Empty where a partner names itself.
    pub company: String,
    pub category: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNomination {
    pub id: NominationId,
    pub category: String,
    pub text: String,
}

impl NominationForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::Malformed`] without a key, which no person types.
    pub fn read(&self, categories: &[AwardRule]) -> Answer<NewNomination> {
        let id = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let category = reading.choice("category", &self.category, |key| known(categories, key));
        let text = reading.required("text", &self.text, TEXT_MAX);
        reading.errors.or(category.map(|category| NewNomination { id, category, text }))
    }
}

fn known(categories: &[AwardRule], key: &str) -> Option<String> {
    categories.iter().find(|one| one.key == key).map(|one| one.key.clone())
}

/// Who gets an award, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AwardForm {
    pub year: String,
    pub category: String,
    pub company: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardChoice {
    pub year: i32,
    pub category: String,
    pub company: CompanyId,
    pub reason: String,
}

impl AwardForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::NotFound`] for what is no year or no category.
    pub fn read(&self, categories: &[AwardRule]) -> Answer<AwardChoice> {
        let year = self.year.parse().map_err(|_| Failure::NotFound)?;
        let category = known(categories, &self.category).ok_or(Failure::NotFound)?;
        let mut reading = Reading::default();
        let company = reading.choice("company", &self.company, |text| text.parse().ok());
        let reason = reading.required("reason", &self.reason, TEXT_MAX);
        reading.errors.or(company.map(|company| AwardChoice { year, category, company, reason }))
    }
}

/// A gift's note and worth, kept or sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GiftForm {
    pub gift: String,
    pub note: String,
    pub yen: String,
    /// What the pressed button stands for: `send`, or else it is only kept.
    pub decision: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftChange {
    pub gift: ActivityId,
    pub note: String,
    pub yen: i64,
    pub send: bool,
}

impl GiftForm {
    pub const SEND: &str = "send";

    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::NotFound`] for what is no gift.
    pub fn read(&self, rules: GiftRules) -> Answer<GiftChange> {
        let gift = self.gift.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let note = reading.required("note", &self.note, TEXT_MAX);
        let most = i64::from(rules.most_yen);
        let yen = self.yen.trim().replace([',', '，'], "");
        let yen = if yen.is_empty() { Some(0) } else { reading.or("yen", yen.parse::<i64>().ok(), Problem::NotANumber) };
        let fits = yen.filter(|yen| (0..=most).contains(yen));
        if yen.is_some() && fits.is_none() {
            reading.errors.add("yen", Problem::OutOfRange { min: 0, max: most });
        }
        let send = self.decision == Self::SEND;
        reading.errors.or(fits.map(|yen| GiftChange { gift, note, yen, send }))
    }
}

/// Whether the company may take gifts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GiftPolicyForm {
    pub accepts_gifts: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    #[test]
    fn a_gift_needs_a_note_and_keeps_to_its_limit() {
        let gift: ActivityId = Id::new(Timestamp::EPOCH, [1; 10]);
        let read = |note: &str, yen: &str, decision: &str| {
            let form = GiftForm { gift: gift.to_string(), note: note.into(), yen: yen.into(), decision: decision.into() };
            form.read(GiftRules::default())
        };
        let change = |yen, send| Ok(GiftChange { gift, note: "ありがとうございます".into(), yen, send });
        assert_eq!(read("ありがとうございます", "3,000", "send"), change(3_000, true));
        assert_eq!(read("ありがとうございます", "", ""), change(0, false));
        assert_eq!(read("", "3000", "send"), Err(Failure::invalid("note", Problem::Required)));
        let range = Problem::OutOfRange { min: 0, max: 10_000 };
        assert_eq!(read("x", "10001", ""), Err(Failure::invalid("yen", range.clone())));
        assert_eq!(read("x", "-1", ""), Err(Failure::invalid("yen", range)));
        assert_eq!(read("x", "many", ""), Err(Failure::invalid("yen", Problem::NotANumber)));
    }
}
