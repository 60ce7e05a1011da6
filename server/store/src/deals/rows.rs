//! Rows of registrations, and what they mean.

use jiso::{
    deals::{
        Appeal, CompanySize, CorporateNumber, CustomerCard, CustomerIdentity, CustomerKey, Deadlines, DealFacts, DealNumber,
        DealRegistration, DealStage, Domain, Industry, NextStep, RegistrationStatus, RivalClaim, RivalStanding, Territory,
    },
    id::{CompanyId, DealId, UserId},
    money::Money,
    time::{Day, Timestamp},
};
use uuid::Uuid;

use super::NamedDeal;
use crate::StoreError;

const TABLE: &str = "deal_registrations";

#[derive(sqlx::FromRow)]
pub struct DealRow {
    id: Uuid,
    number: i64,
    company_id: Uuid,
    owner_id: Uuid,
    customer: String,
    customer_key: String,
    corporate_number: Option<String>,
    domain: Option<String>,
    industry: String,
    size: String,
    territory: Option<String>,
    product: String,
    amount: i64,
    currency: String,
    expected_close: i64,
    need: String,
    next_step: Option<String>,
    next_step_on: Option<i64>,
    stage: String,
    status_data: String,
    appeal: Option<String>,
    appealed_at: Option<i64>,
    submitted_at: i64,
    respond_by: i64,
    decide_by: i64,
    changed_by: Option<Uuid>,
    changed_at: i64,
    version: i64,
}

#[derive(sqlx::FromRow)]
pub struct NamedRow {
    #[sqlx(flatten)]
    deal: DealRow,
    company_name: String,
    owner_name: String,
}

#[derive(sqlx::FromRow)]
pub struct RivalRow {
    id: Uuid,
    company_id: Uuid,
    customer_key: String,
    corporate_number: Option<String>,
    domain: Option<String>,
    product: String,
    submitted_at: i64,
    status_data: String,
}

fn day(column: &'static str, day: i64) -> Result<Day, StoreError> {
    i32::try_from(day).map(Day).map_err(|_| StoreError::broken(TABLE, column, day.to_string()))
}

fn broken(column: &'static str) -> impl Fn(String) -> StoreError {
    move |value| StoreError::broken(TABLE, column, value)
}

pub fn number(text: Option<String>) -> Result<Option<CorporateNumber>, StoreError> {
    text.map(CorporateNumber::try_from).transpose().map_err(broken("corporate_number"))
}

pub fn domain(text: Option<String>) -> Result<Option<Domain>, StoreError> {
    text.map(Domain::try_from).transpose().map_err(broken("domain"))
}

fn status(data: &str) -> Result<RegistrationStatus, StoreError> {
    serde_json::from_str(data).map_err(|e| StoreError::broken(TABLE, "status_data", e.to_string()))
}

pub fn status_data(deal: &DealRegistration) -> Result<String, StoreError> {
    serde_json::to_string(&deal.status).map_err(|e| StoreError::broken(TABLE, "status_data", e.to_string()))
}

/// The last day on which a registration stands in a rival's way.
pub fn claims_until(deal: &DealRegistration) -> Option<i64> {
    RivalStanding::of(&deal.status, deal.submitted_at.day()).map(|standing| i64::from(standing.last_day().0))
}

impl TryFrom<DealRow> for DealRegistration {
    type Error = StoreError;
    fn try_from(row: DealRow) -> Result<Self, StoreError> {
        let next_step = match row.next_step {
            Some(text) => Some(NextStep { text, on: row.next_step_on.map(|on| day("next_step_on", on)).transpose()? }),
            None => None,
        };
        let facts = DealFacts {
            customer: CustomerCard {
                name: row.customer,
                identity: CustomerIdentity {
                    key: CustomerKey::kept(row.customer_key),
                    corporate_number: number(row.corporate_number)?,
                    domain: domain(row.domain)?,
                },
            },
            industry: Industry::try_from(row.industry).map_err(broken("industry"))?,
            size: CompanySize::try_from(row.size).map_err(broken("size"))?,
            territory: row.territory.map(Territory::try_from).transpose().map_err(broken("territory"))?,
            product: row.product,
            amount: Money { minor: row.amount, currency: row.currency },
            expected_close: day("expected_close", row.expected_close)?,
            need: row.need,
            next_step,
        };
        let appeal = row.appeal.zip(row.appealed_at);
        Ok(Self {
            id: DealId::from_uuid(row.id),
            number: DealNumber(row.number),
            company: CompanyId::from_uuid(row.company_id),
            owner: UserId::from_uuid(row.owner_id),
            facts,
            stage: DealStage::try_from(row.stage).map_err(broken("stage"))?,
            status: status(&row.status_data)?,
            appeal: appeal.map(|(text, at)| Appeal { text, at: Timestamp::from_micros(at) }),
            submitted_at: Timestamp::from_micros(row.submitted_at),
            deadlines: Deadlines {
                respond_by: Timestamp::from_micros(row.respond_by),
                decide_by: Timestamp::from_micros(row.decide_by),
            },
            changed_by: row.changed_by.map(UserId::from_uuid),
            changed_at: Timestamp::from_micros(row.changed_at),
            version: row.version,
        })
    }
}

impl TryFrom<NamedRow> for NamedDeal {
    type Error = StoreError;
    fn try_from(row: NamedRow) -> Result<Self, StoreError> {
        Ok(Self { deal: row.deal.try_into()?, company_name: row.company_name, owner_name: row.owner_name })
    }
}

impl RivalRow {
    /// `None` when it stands in nobody's way.
    pub fn claim(self) -> Result<Option<RivalClaim>, StoreError> {
        let submitted = Timestamp::from_micros(self.submitted_at).day();
        let Some(standing) = RivalStanding::of(&status(&self.status_data)?, submitted) else { return Ok(None) };
        let customer = CustomerIdentity {
            key: CustomerKey::kept(self.customer_key),
            corporate_number: number(self.corporate_number)?,
            domain: domain(self.domain)?,
        };
        let (deal, company) = (DealId::from_uuid(self.id), CompanyId::from_uuid(self.company_id));
        Ok(Some(RivalClaim { deal, company, customer, product: self.product, standing }))
    }
}
