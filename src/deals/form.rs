//! What a partner types to register and correct a deal, and what it means. The same reading runs in the browser and on the server.

use serde::{Deserialize, Serialize};

use super::{
    Claim, CompanySize, CorporateNumber, CustomerCard, DealFacts, DealField, DealRegistration, Domain, Industry, NextStep,
    Territory,
};
use crate::{
    failure::{Answer, Conflict, Failure, Problem, Reading},
    id::{CompanyId, DealId},
    money::Money,
    time::Day,
};

const CUSTOMER_MAX: u32 = 120;
const TERRITORY_MAX: u32 = 20;
const DOMAIN_MAX: u32 = 300;
pub const NEED_MIN: u32 = 10;
pub const NEED_MAX: u32 = 2_000;
const STEP_MAX: u32 = 200;
/// Far more than any field takes, so that a text is still kept while it is being cut down.
const DRAFT_MAX: u32 = 10 * NEED_MAX;
pub const AMOUNT_MAX: i64 = 10_000_000_000;
const YEARS_AHEAD: u32 = 3;
/// Three years hold one leap day.
const DAYS_AHEAD: i32 = 3 * 365 + 1;

/// `/deals/new`, and the draft of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// Made with the page, so that sending it twice registers once.
    pub idempotency_key: String,
    pub customer: String,
    pub corporate_number: String,
    pub domain: String,
    pub industry: String,
    pub size: String,
    /// Empty where it is not said.
    pub territory: String,
    pub product: String,
    pub amount: String,
    pub expected_close: String,
    pub need: String,
    pub next_step: String,
    pub next_step_on: String,
}

impl RegistrationForm {
    /// `products`: the keys the programme offers.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, today: Day, products: &[&str]) -> Answer<DealFacts> {
        let mut reading = Reading::default();
        let facts = self.facts(&mut reading, today, products);
        reading.errors.or(facts)
    }

    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<&str> {
        let key = self.idempotency_key.as_str();
        let right = (16..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if right { Ok(key) } else { Err(Failure::Malformed) }
    }

    /// # Errors
    /// [`Failure::Invalid`] for what is too long even for a draft.
    pub fn fits_a_draft(&self) -> Answer<()> {
        let Self {
            idempotency_key: _,
            customer,
            corporate_number,
            domain,
            industry,
            size,
            territory,
            product,
            amount,
            expected_close,
            need,
            next_step,
            next_step_on,
        } = self;
        let mut reading = Reading::default();
        for (field, text) in [
            ("customer", customer),
            ("corporate_number", corporate_number),
            ("domain", domain),
            ("industry", industry),
            ("size", size),
            ("territory", territory),
            ("product", product),
            ("amount", amount),
            ("expected_close", expected_close),
            ("need", need),
            ("next_step", next_step),
            ("next_step_on", next_step_on),
        ] {
            reading.optional(field, text, DRAFT_MAX);
        }
        reading.errors.or(Some(()))
    }

    /// What is asked about its customer.
    pub fn verdict_query(&self) -> VerdictQuery {
        VerdictQuery {
            customer: self.customer.clone(),
            corporate_number: self.corporate_number.clone(),
            domain: self.domain.clone(),
            product: self.product.clone(),
        }
    }

    /// Nothing is typed or chosen.
    pub fn is_blank(&self) -> bool {
        Self { idempotency_key: String::new(), ..self.clone() } == Self::default()
    }

    /// As a person would have typed `facts`.
    pub fn of(facts: &DealFacts) -> Self {
        let identity = &facts.customer.identity;
        let next_step = facts.next_step.as_ref();
        Self {
            idempotency_key: String::new(),
            customer: facts.customer.name.clone(),
            corporate_number: identity.corporate_number.as_ref().map(ToString::to_string).unwrap_or_default(),
            domain: identity.domain.as_ref().map(ToString::to_string).unwrap_or_default(),
            industry: facts.industry.as_str().into(),
            size: facts.size.as_str().into(),
            territory: facts.territory.map(Territory::as_str).unwrap_or_default().into(),
            product: facts.product.clone(),
            amount: facts.amount.minor.to_string(),
            expected_close: facts.expected_close.to_string(),
            need: facts.need.clone(),
            next_step: next_step.map(|step| step.text.clone()).unwrap_or_default(),
            next_step_on: next_step.and_then(|step| step.on).map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// As a person would begin to register the same customer anew: what was planned then is left open.
    pub fn anew(facts: &DealFacts, today: Day) -> Self {
        let expected_close = if facts.expected_close < today { String::new() } else { facts.expected_close.to_string() };
        Self { expected_close, next_step: String::new(), next_step_on: String::new(), ..Self::of(facts) }
    }

    fn facts(&self, reading: &mut Reading, earliest: Day, products: &[&str]) -> Option<DealFacts> {
        let customer = self.customer(reading);
        let industry = reading.choice("industry", &self.industry, Industry::parse);
        let size = reading.choice("size", &self.size, CompanySize::parse);
        let territory = reading
            .optional("territory", &self.territory, TERRITORY_MAX)
            .and_then(|text| reading.or("territory", Territory::parse(&text), Problem::NotOffered));
        let product = reading.choice("product", &self.product, |key| products.contains(&key).then(|| key.to_owned()));
        let amount = read_amount(reading, &self.amount);
        let expected_close = read_close(reading, &self.expected_close, earliest);
        let need = reading.required("need", &self.need, NEED_MAX);
        if (1..NEED_MIN as usize).contains(&need.chars().count()) {
            reading.errors.add("need", Problem::TooShort { min: NEED_MIN });
        }
        let next_step = read_next_step(reading, &self.next_step, &self.next_step_on);
        Some(DealFacts {
            customer,
            industry: industry?,
            size: size?,
            territory,
            product: product?,
            amount: amount?,
            expected_close: expected_close?,
            need,
            next_step,
        })
    }

    fn customer(&self, reading: &mut Reading) -> CustomerCard {
        let name = reading.required("customer", &self.customer, CUSTOMER_MAX);
        let number = reading
            .optional("corporate_number", &self.corporate_number, 40)
            .and_then(|text| reading.or("corporate_number", CorporateNumber::parse(&text), Problem::NotACorporateNumber));
        let domain = reading
            .optional("domain", &self.domain, DOMAIN_MAX)
            .and_then(|text| reading.or("domain", Domain::parse(&text), Problem::NotADomain));
        let card = CustomerCard::new(name, number, domain);
        // Punctuation is no name; nothing could be compared with it.
        if card.identity.key.is_empty() && reading.errors.of("customer").is_none() {
            reading.errors.add("customer", Problem::Required);
        }
        card
    }
}

pub(super) fn read_amount(reading: &mut Reading, text: &str) -> Option<Money> {
    let outside = Problem::OutOfRange { min: 1, max: AMOUNT_MAX };
    let problem = match text.trim() {
        "" => Problem::Required,
        text if is_below_zero(text) => outside.clone(),
        _ => Problem::NotANumber,
    };
    let amount = reading.or("amount", Money::parse_yen(text), problem)?;
    let fits = (1..=AMOUNT_MAX).contains(&amount.minor);
    reading.or("amount", fits.then_some(amount), outside)
}

/// A whole amount with a minus before it, which is a number all the same.
fn is_below_zero(text: &str) -> bool {
    text.strip_prefix(['-', '－', '−']).is_some_and(|rest| Money::parse_yen(rest).is_some())
}

pub(super) fn read_close(reading: &mut Reading, text: &str, earliest: Day) -> Option<Day> {
    let problem = if text.trim().is_empty() { Problem::Required } else { Problem::NotADate };
    let day = reading.or("expected_close", text.parse::<Day>().ok(), problem)?;
    if day < earliest {
        reading.errors.add("expected_close", Problem::DateInPast);
    } else if day > earliest.plus(DAYS_AHEAD) {
        reading.errors.add("expected_close", Problem::DateTooFar { years: YEARS_AHEAD });
    }
    Some(day)
}

/// A day alone is no step. A step of the past is left as it is: it shows that nothing is planned.
pub(super) fn read_next_step(reading: &mut Reading, text: &str, on: &str) -> Option<NextStep> {
    let text = reading.optional("next_step", text, STEP_MAX);
    let on = reading
        .optional("next_step_on", on, 20)
        .and_then(|day| reading.or("next_step_on", day.parse::<Day>().ok(), Problem::NotADate));
    if text.is_none() && on.is_some() {
        reading.errors.add("next_step", Problem::Required);
    }
    text.map(|text| NextStep { text, on })
}

/// The deal a form is about, and the version of it the person was looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub deal: DealId,
    pub version: i64,
}

impl Seen {
    /// # Errors
    /// [`Failure::Malformed`]: both come with the page.
    pub fn read(deal: &str, version: &str) -> Answer<Self> {
        let (Ok(deal), Ok(version)) = (deal.parse(), version.parse()) else { return Err(Failure::Malformed) };
        Ok(Self { deal, version })
    }
}

/// The partner's answer to a return. Fields that are not open may be left out; they stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    pub deal: String,
    pub version: String,
    pub customer: String,
    pub corporate_number: String,
    pub domain: String,
    pub industry: String,
    pub size: String,
    /// Empty where it is not said.
    pub territory: String,
    pub product: String,
    pub amount: String,
    pub expected_close: String,
    pub need: String,
    pub next_step: String,
    pub next_step_on: String,
}

impl CorrectionForm {
    /// # Errors
    /// [`Failure::Malformed`]
    pub fn seen(&self) -> Answer<Seen> {
        Seen::read(&self.deal, &self.version)
    }

    /// As a person finds it, before anything is corrected.
    pub fn of(deal: &DealRegistration) -> Self {
        let now = RegistrationForm::of(&deal.facts);
        Self {
            deal: deal.id.to_string(),
            version: deal.version.to_string(),
            customer: now.customer,
            corporate_number: now.corporate_number,
            domain: now.domain,
            industry: now.industry,
            size: now.size,
            territory: now.territory,
            product: now.product,
            amount: now.amount,
            expected_close: now.expected_close,
            need: now.need,
            next_step: now.next_step,
            next_step_on: now.next_step_on,
        }
    }

    /// The facts of `deal` with the open fields as typed here.
    ///
    /// # Errors
    /// [`Failure::Invalid`] about open fields only; [`Failure::Conflict`] when nothing is open.
    pub fn read(&self, deal: &DealRegistration, today: Day, products: &[&str]) -> Answer<DealFacts> {
        let open = deal.open_fields();
        if open.is_empty() {
            let status = deal.status.key().as_str().into();
            return Err(Failure::Conflict { conflict: Conflict::NotInThisStatus { status } });
        }
        // What was right when it was sent stays right: a locked date may have passed, a locked product been dropped.
        let locked = |field| !open.contains(&field);
        let earliest = if locked(DealField::ExpectedClose) { today.min(deal.facts.expected_close) } else { today };
        let mut offered = products.to_vec();
        if locked(DealField::Product) {
            offered.push(&deal.facts.product);
        }
        let mut reading = Reading::default();
        let facts = self.over(deal).facts(&mut reading, earliest, &offered);
        reading.errors.or(facts)
    }

    fn over(&self, deal: &DealRegistration) -> RegistrationForm {
        let mut form = RegistrationForm::of(&deal.facts);
        for field in deal.open_fields() {
            match field {
                DealField::Customer => form.customer.clone_from(&self.customer),
                DealField::CorporateNumber => form.corporate_number.clone_from(&self.corporate_number),
                DealField::Domain => form.domain.clone_from(&self.domain),
                DealField::Industry => form.industry.clone_from(&self.industry),
                DealField::Size => form.size.clone_from(&self.size),
                DealField::Territory => form.territory.clone_from(&self.territory),
                DealField::Product => form.product.clone_from(&self.product),
                DealField::Amount => form.amount.clone_from(&self.amount),
                DealField::ExpectedClose => form.expected_close.clone_from(&self.expected_close),
                DealField::Need => form.need.clone_from(&self.need),
                DealField::NextStep => {
                    form.next_step.clone_from(&self.next_step);
                    form.next_step_on.clone_from(&self.next_step_on);
                }
            }
        }
        form
    }
}

/// Asked while a person types a customer, so it takes what is readable and has no errors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerdictQuery {
    pub customer: String,
    pub corporate_number: String,
    pub domain: String,
    /// A product's key, or empty while none is chosen.
    pub product: String,
}

impl VerdictQuery {
    /// Nothing is typed of the customer.
    pub fn is_blank(&self) -> bool {
        [&self.customer, &self.corporate_number, &self.domain].into_iter().all(|text| text.trim().is_empty())
    }

    /// `None` until there is enough to compare. `products`: those that are one thing with the chosen one.
    pub fn read(&self, company: CompanyId, products: Option<Vec<String>>) -> Option<Claim> {
        if [&self.customer, &self.domain].into_iter().any(|text| text.chars().count() > DOMAIN_MAX as usize) {
            return None;
        }
        let number = CorporateNumber::parse(&self.corporate_number);
        let card = CustomerCard::new(self.customer.trim().to_owned(), number, Domain::parse(&self.domain));
        let customer = card.identity;
        let enough =
            customer.key.as_str().chars().count() >= 2 || customer.corporate_number.is_some() || customer.domain.is_some();
        enough.then_some(Claim { deal: None, company, customer, products })
    }
}
