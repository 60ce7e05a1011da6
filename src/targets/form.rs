use serde::{Deserialize, Serialize};

use super::{PassReason, TargetFacts};
use crate::{
    deals::{CompanySize, CorporateNumber, CustomerCard, Domain, Industry, Territory},
    failure::{Answer, Failure, Problem, Reading},
    id::{CompanyId, TargetId, TargetListId},
};

const CUSTOMER_MAX: u32 = 120;
const DOMAIN_MAX: u32 = 300;
const NUMBER_MAX: u32 = 40;
const REASON_MIN: u32 = 10;
const REASON_MAX: u32 = 400;
const NAME_MAX: u32 = 80;
const NOTE_MAX: u32 = 400;
/// More lines than this at a time are for two uploads.
pub const UPLOAD_LINES_MAX: u32 = 500;
pub const OVERLAP_LINES_MAX: u32 = 2_000;

/// A new list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetListForm {
    /// The list's id, made with the page, so that sending it twice makes one.
    pub idempotency_key: String,
    pub name: String,
    /// Whom it is for; none: every partner.
    pub companies: Vec<String>,
}

impl TargetListForm {
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::Malformed`] for what comes with the page.
    pub fn read(&self) -> Answer<(TargetListId, String, Vec<CompanyId>)> {
        let id = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, NAME_MAX);
        let companies: Result<Vec<CompanyId>, _> = self.companies.iter().map(|id| id.parse()).collect();
        let companies = reading.or("companies", companies.ok(), Problem::NotOffered);
        reading.errors.or(companies.map(|companies| (id, name, companies)))
    }
}

/// One account, as the vendor types it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetForm {
    pub list: String,
    pub customer: String,
    pub corporate_number: String,
    pub domain: String,
    pub industry: String,
    pub size: String,
    pub territory: String,
    pub reason: String,
    pub kit: String,
}

impl TargetForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn list(&self) -> Answer<TargetListId> {
        self.list.parse().map_err(|_| Failure::NotFound)
    }

    /// `kits`: the slugs of published kits.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, kits: &[&str]) -> Answer<TargetFacts> {
        let mut reading = Reading::default();
        let customer = read_customer(&mut reading, &self.customer, &self.corporate_number, &self.domain);
        let industry = reading.choice("industry", &self.industry, Industry::parse);
        let size = reading.choice("size", &self.size, CompanySize::parse);
        let territory = read_territory(&mut reading, &self.territory);
        let reason = reading.required("reason", &self.reason, REASON_MAX);
        if (1..REASON_MIN as usize).contains(&reason.chars().count()) {
            reading.errors.add("reason", Problem::TooShort { min: REASON_MIN });
        }
        let kit = match self.kit.trim() {
            "" => None,
            slug => reading.or("kit", kits.contains(&slug).then(|| slug.to_owned()), Problem::NotOffered),
        };
        let facts = industry.zip(size).map(|(industry, size)| TargetFacts { customer, industry, size, territory, reason, kit });
        reading.errors.or(facts)
    }
}

/// A customer by name, and by what identifies it for certain.
pub(crate) fn read_customer(reading: &mut Reading, name: &str, number: &str, domain: &str) -> CustomerCard {
    let name = reading.required("customer", name, CUSTOMER_MAX);
    let number = reading
        .optional("corporate_number", number, NUMBER_MAX)
        .and_then(|text| reading.or("corporate_number", CorporateNumber::parse(&text), Problem::NotACorporateNumber));
    let domain = reading
        .optional("domain", domain, DOMAIN_MAX)
        .and_then(|text| reading.or("domain", Domain::parse(&text), Problem::NotADomain));
    let card = CustomerCard::new(name, number, domain);
    // Punctuation is no name; nothing could be compared with it.
    if card.identity.key.is_empty() && reading.errors.of("customer").is_none() {
        reading.errors.add("customer", Problem::Required);
    }
    card
}

pub(crate) fn read_territory(reading: &mut Reading, text: &str) -> Option<Territory> {
    match text.trim() {
        "" => None,
        text => reading.or("territory", Territory::parse(text), Problem::NotOffered),
    }
}

/// Many accounts at once, as a file or as pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadForm {
    pub list: String,
    pub text: String,
    /// The file's content, as the server has read it.
    pub file: String,
    /// The good lines are taken although others are not.
    pub take_good: bool,
}

impl UploadForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn list(&self) -> Answer<TargetListId> {
        self.list.parse().map_err(|_| Failure::NotFound)
    }

    pub fn content(&self) -> &str {
        if self.file.trim().is_empty() { &self.text } else { &self.file }
    }
}

/// A target that something is done with: taken off its list, or brought back by a partner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetPick {
    pub target: String,
}

impl TargetPick {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<TargetId> {
        self.target.parse().map_err(|_| Failure::NotFound)
    }
}

/// A partner says that a target is none for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PassForm {
    pub target: String,
    pub reason: String,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passing {
    pub target: TargetId,
    pub reason: PassReason,
    pub note: Option<String>,
}

impl PassForm {
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::NotFound`]
    pub fn read(&self) -> Answer<Passing> {
        let target = self.target.parse().map_err(|_| Failure::NotFound)?;
        let mut reading = Reading::default();
        let reason = reading.choice("reason", &self.reason, PassReason::parse);
        let note = reading.optional("note", &self.note, NOTE_MAX);
        reading.errors.or(reason.map(|reason| Passing { target, reason, note }))
    }
}

/// The partner's own customers, a line each: a name, a corporate number or a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverlapForm {
    pub text: String,
    pub file: String,
}

impl OverlapForm {
    pub fn content(&self) -> &str {
        if self.file.trim().is_empty() { &self.text } else { &self.file }
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self) -> Answer<Vec<&str>> {
        let lines: Vec<&str> = self.content().lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return Err(Failure::invalid("text", Problem::Required));
        }
        if lines.len() > OVERLAP_LINES_MAX as usize {
            let max = i64::from(OVERLAP_LINES_MAX);
            return Err(Failure::invalid("text", Problem::OutOfRange { min: 1, max }));
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> TargetForm {
        TargetForm {
            list: String::new(),
            customer: "株式会社北浜製作所".into(),
            corporate_number: "7000012050002".into(),
            domain: "kitahama.co.jp".into(),
            industry: "manufacturing".into(),
            size: "medium".into(),
            territory: "kinki".into(),
            reason: "拠点間の問い合わせを一つにまとめたいと話しています。".into(),
            kit: "first-meeting".into(),
        }
    }

    #[test]
    fn a_target_is_read_field_by_field() {
        type Change = fn(&mut TargetForm);
        let facts = good().read(&["first-meeting"]).unwrap();
        assert_eq!((facts.industry, facts.territory), (Industry::Manufacturing, Some(Territory::Kinki)));
        assert_eq!(facts.begun().customer, "株式会社北浜製作所");
        assert!(facts.begun().idempotency_key.is_empty());
        let cases: [(&str, Change); 8] = [
            ("customer", |form| form.customer = "！！".into()),
            ("corporate_number", |form| form.corporate_number = "8000012050002".into()),
            ("domain", |form| form.domain = "北浜".into()),
            ("industry", |form| form.industry = "moon".into()),
            ("size", |form| form.size = String::new()),
            ("territory", |form| form.territory = "moon".into()),
            ("reason", |form| form.reason = "なぜか".into()),
            ("kit", |form| form.kit = "unpublished".into()),
        ];
        for (field, change) in cases {
            let mut form = good();
            change(&mut form);
            let Err(Failure::Invalid { errors }) = form.read(&["first-meeting"]) else { panic!("{field}") };
            assert_eq!(errors.0.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), [field]);
        }
        let bare = TargetForm { corporate_number: String::new(), domain: String::new(), kit: String::new(), ..good() };
        assert!(bare.read(&[]).is_ok());
    }

    #[test]
    fn a_file_goes_before_what_was_pasted() {
        let form = OverlapForm { text: "甲".into(), file: " 乙 \n\n丙".into() };
        assert_eq!(form.read().unwrap(), ["乙", "丙"]);
        assert_eq!(OverlapForm::default().read(), Err(Failure::invalid("text", Problem::Required)));
    }
}
