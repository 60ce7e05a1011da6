//! Partner companies.

use jiso::{
    id::{CompanyId, UserId},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A partner company as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    pub corporate_number: Option<String>,
    /// Key of `jiso::partners::PartnerType`.
    pub partner_type: String,
    pub industry: String,
    pub contract_day: Day,
    pub manager: Option<UserId>,
    pub named_on_boards: bool,
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct CompanyRow {
    id: Uuid,
    name: String,
    corporate_number: Option<String>,
    partner_type: String,
    industry: String,
    contract_day: i64,
    manager_id: Option<Uuid>,
    named_on_boards: bool,
    created_at: i64,
}

impl TryFrom<CompanyRow> for Company {
    type Error = StoreError;
    fn try_from(row: CompanyRow) -> Result<Self, StoreError> {
        let day = i32::try_from(row.contract_day)
            .map_err(|_| StoreError::broken("companies", "contract_day", row.contract_day.to_string()))?;
        Ok(Self {
            id: CompanyId::from_uuid(row.id),
            name: row.name,
            corporate_number: row.corporate_number,
            partner_type: row.partner_type,
            industry: row.industry,
            contract_day: Day(day),
            manager: row.manager_id.map(UserId::from_uuid),
            named_on_boards: row.named_on_boards,
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

sql! {
    INSERT_COMPANY = "INSERT INTO companies (id, name, corporate_number, partner_type, industry, contract_day, manager_id, named_on_boards, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    COMPANY = "SELECT id, name, corporate_number, partner_type, industry, contract_day, manager_id, named_on_boards, created_at
        FROM companies WHERE id = $1";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when the corporate number is in use.
    pub async fn insert_company(&mut self, company: &Company) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_COMPANY,
            company.id.uuid(),
            &company.name,
            company.corporate_number.as_deref(),
            &company.partner_type,
            &company.industry,
            i64::from(company.contract_day.0),
            company.manager.map(UserId::uuid),
            company.named_on_boards,
            company.created_at.micros(),
        )
        .map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn company(&mut self, id: CompanyId) -> Result<Option<Company>, StoreError> {
        fetch_optional!(self, CompanyRow, q::COMPANY, id.uuid())?.map(Company::try_from).transpose()
    }
}
