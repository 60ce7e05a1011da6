//! Partner companies.

use jiso::{
    id::{CompanyId, UserId},
    points::Balance,
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A partner company as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    /// How the name is read, in katakana.
    pub kana: Option<String>,
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
    kana: Option<String>,
    corporate_number: Option<String>,
    partner_type: String,
    industry: String,
    contract_day: i64,
    manager_id: Option<Uuid>,
    named_on_boards: bool,
    created_at: i64,
}

#[derive(sqlx::FromRow)]
struct CompanyWithPointsRow {
    #[sqlx(flatten)]
    company: CompanyRow,
    provisional: i64,
    confirmed: i64,
}

impl TryFrom<CompanyRow> for Company {
    type Error = StoreError;
    fn try_from(row: CompanyRow) -> Result<Self, StoreError> {
        let day = i32::try_from(row.contract_day)
            .map_err(|_| StoreError::broken("companies", "contract_day", row.contract_day.to_string()))?;
        Ok(Self {
            id: CompanyId::from_uuid(row.id),
            name: row.name,
            kana: row.kana,
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
    INSERT_COMPANY = "INSERT INTO companies (id, name, kana, corporate_number, partner_type, industry, contract_day, manager_id, named_on_boards, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    COMPANY = "SELECT id, name, kana, corporate_number, partner_type, industry, contract_day, manager_id, named_on_boards, created_at
        FROM companies WHERE id = $1";
    COMPANIES = "SELECT c.id, c.name, c.kana, c.corporate_number, c.partner_type, c.industry, c.contract_day, c.manager_id, c.named_on_boards, c.created_at,
        COALESCE(t.provisional, 0) AS provisional, COALESCE(t.confirmed, 0) AS confirmed
        FROM companies c LEFT JOIN board_totals t ON t.measure = 'overall' AND t.span = 'all_time' AND t.starts = 0 AND t.company_id = c.id";
    COMPANY_POINTS = "SELECT provisional, confirmed FROM board_totals WHERE measure = 'overall' AND span = 'all_time' AND starts = 0 AND company_id = $1";
    COMPANY_BY_NAME = "SELECT id FROM companies WHERE name = $1 ORDER BY id LIMIT 2";
    NAME_ON_BOARDS = "UPDATE companies SET named_on_boards = $2 WHERE id = $1";
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
            company.kana.as_deref(),
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

    /// The company of this name; none where two have it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn company_by_name(&mut self, name: &str) -> Result<Option<CompanyId>, StoreError> {
        let found = fetch_all!(self, (Uuid,), q::COMPANY_BY_NAME, name)?;
        Ok(if let [(id,)] = found[..] { Some(CompanyId::from_uuid(id)) } else { None })
    }

    /// Every company, with all its points.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn companies(&mut self) -> Result<Vec<(Company, Balance)>, StoreError> {
        let rows = fetch_all!(self, CompanyWithPointsRow, q::COMPANIES)?;
        let points = |row: &CompanyWithPointsRow| Balance { provisional: row.provisional, confirmed: row.confirmed };
        rows.into_iter().map(|row| (points(&row), row)).map(|(points, row)| Ok((row.company.try_into()?, points))).collect()
    }

    /// All points of a company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn company_points(&mut self, id: CompanyId) -> Result<Balance, StoreError> {
        let sums = fetch_optional!(self, (i64, i64), q::COMPANY_POINTS, id.uuid())?;
        Ok(sums.map_or_else(Balance::default, |(provisional, confirmed)| Balance { provisional, confirmed }))
    }

    /// Whether others see the company's name on the boards.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn name_company_on_boards(&mut self, id: CompanyId, named: bool) -> Result<(), StoreError> {
        execute!(self, q::NAME_ON_BOARDS, id.uuid(), named).map(drop)
    }
}
