//! Yearly awards: who was named, what each company's year looks like, and what was decided.

use jiso::{
    activity::ActivityKind,
    id::{ActivityId, CompanyId, NominationId, UserId},
    points::Axis,
    recognition::AwardLine,
    time::{Day, MonthKey, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A company named for an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nomination {
    pub id: NominationId,
    pub year: i32,
    /// Key of a category.
    pub category: String,
    pub company: CompanyId,
    pub by: UserId,
    /// The company named itself.
    pub by_partner: bool,
    pub text: String,
    pub at: Timestamp,
}

/// A nomination as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NominationRow {
    pub category: String,
    pub company_id: Uuid,
    pub company_name: String,
    pub by_name: String,
    pub by_partner: bool,
    pub text: String,
}

/// An award that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAward {
    pub year: i32,
    pub category: String,
    pub company: CompanyId,
    pub company_name: String,
    pub named: bool,
    pub by: String,
    pub at: Timestamp,
    pub reason: String,
    pub facts: AwardLine,
}

#[derive(sqlx::FromRow)]
struct AwardRow {
    year: i64,
    category: String,
    company_id: Uuid,
    company_name: String,
    named: bool,
    by_name: String,
    at: i64,
    reason: String,
    facts: String,
}

impl TryFrom<AwardRow> for StoredAward {
    type Error = StoreError;
    fn try_from(row: AwardRow) -> Result<Self, StoreError> {
        Ok(Self {
            year: i32::try_from(row.year).unwrap_or_default(),
            category: row.category,
            company: CompanyId::from_uuid(row.company_id),
            company_name: row.company_name,
            named: row.named,
            by: row.by_name,
            at: Timestamp::from_micros(row.at),
            reason: row.reason,
            facts: serde_json::from_str(&row.facts).map_err(|e| StoreError::broken("awards", "facts", e.to_string()))?,
        })
    }
}

sql! {
    INSERT_NOMINATION = "INSERT INTO award_nominations (id, year, category, company_id, by_user, by_partner, text, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (year, category, company_id, by_partner) DO NOTHING";
    NOMINATIONS = "SELECT n.category, n.company_id, c.name AS company_name, u.name AS by_name, n.by_partner, n.text
        FROM award_nominations n JOIN companies c ON c.id = n.company_id JOIN users u ON u.id = n.by_user
        WHERE n.year = $1 ORDER BY n.at, n.id";
    OWN_NOMINATIONS = "SELECT category FROM award_nominations WHERE year = $1 AND company_id = $2 AND by_partner = TRUE";
    INSERT_AWARD = "INSERT INTO awards (activity_id, year, category, company_id, decided_by, reason, facts) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AWARDS = "SELECT w.year, w.category, w.company_id, c.name AS company_name, c.named_on_boards AS named, u.name AS by_name, a.at, w.reason, w.facts
        FROM awards w JOIN activities a ON a.id = w.activity_id JOIN companies c ON c.id = w.company_id JOIN users u ON u.id = w.decided_by
        WHERE w.year >= $1 AND w.year <= $2 ORDER BY w.year DESC, a.at, w.category";
    CONTRACTS = "SELECT id, name, contract_day FROM companies WHERE contract_day <= $1";
    YEAR_POINTS = "SELECT company_id, CAST(SUM(confirmed) AS BIGINT) FROM point_totals
        WHERE axis = $1 AND month BETWEEN $2 AND $3 GROUP BY company_id";
    // By company, and read from an index alone: a year of a large portal is millions of rows.
    YEAR_COUNTS = "SELECT c.id, CAST(COUNT(*) AS BIGINT)
        FROM companies c JOIN activities a ON a.company_id = c.id AND a.kind = $1 AND a.at >= $2 AND a.at < $3 GROUP BY c.id";
    YEAR_AMOUNTS = "SELECT c.id, CAST(COALESCE(SUM(a.amount), 0) AS BIGINT)
        FROM companies c JOIN activities a ON a.company_id = c.id AND a.kind = $1 AND a.at >= $2 AND a.at < $3 AND a.amount IS NOT NULL GROUP BY c.id";
}

impl Tx {
    /// `false` when the company is named for this already.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_nomination(&mut self, one: &Nomination) -> Result<bool, StoreError> {
        let rows = execute!(
            self,
            q::INSERT_NOMINATION,
            one.id.uuid(),
            i64::from(one.year),
            &one.category,
            one.company.uuid(),
            one.by.uuid(),
            one.by_partner,
            &one.text,
            one.at.micros(),
        )?;
        Ok(rows == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn nominations(&mut self, year: i32) -> Result<Vec<NominationRow>, StoreError> {
        fetch_all!(self, NominationRow, q::NOMINATIONS, i64::from(year))
    }

    /// The categories for which a company has named itself.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn own_nominations(&mut self, year: i32, company: CompanyId) -> Result<Vec<String>, StoreError> {
        let rows = fetch_all!(self, (String,), q::OWN_NOMINATIONS, i64::from(year), company.uuid())?;
        Ok(rows.into_iter().map(|(category,)| category).collect())
    }

    /// # Errors
    /// [`StoreError::is_taken`] when the category has its award.
    pub async fn insert_award(
        &mut self,
        activity: ActivityId,
        year: i32,
        category: &str,
        by: UserId,
        reason: &str,
        facts: &AwardLine,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(facts).map_err(|e| StoreError::broken("awards", "facts", e.to_string()))?;
        let company = facts.company.uuid();
        execute!(self, q::INSERT_AWARD, activity.uuid(), i64::from(year), category, company, by.uuid(), reason, text).map(drop)
    }

    /// The awards of some years, the newest year first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn awards(&mut self, first: i32, last: i32) -> Result<Vec<StoredAward>, StoreError> {
        let rows = fetch_all!(self, AwardRow, q::AWARDS, i64::from(first), i64::from(last))?;
        rows.into_iter().map(StoredAward::try_from).collect()
    }

    /// Companies that had signed by a day: name and day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn companies_signed_by(&mut self, last: Day) -> Result<Vec<(CompanyId, String, Day)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String, i64), q::CONTRACTS, i64::from(last.0))?;
        let day = |days: i64| Day(i32::try_from(days).unwrap_or_default());
        Ok(rows.into_iter().map(|(id, name, signed)| (CompanyId::from_uuid(id), name, day(signed))).collect())
    }

    /// Confirmed points of an axis between two months, by company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn points_by_company(
        &mut self,
        axis: Axis,
        (first, last): (MonthKey, MonthKey),
    ) -> Result<Vec<(CompanyId, i64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::YEAR_POINTS, axis.as_str(), i64::from(first.0), i64::from(last.0))?;
        Ok(rows.into_iter().map(|(id, points)| (CompanyId::from_uuid(id), points)).collect())
    }

    /// How often something happened from one moment on and before another, by company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn counts_by_company(
        &mut self,
        kind: ActivityKind,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(CompanyId, i64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::YEAR_COUNTS, kind.as_str(), from.micros(), until.micros())?;
        Ok(rows.into_iter().map(|(id, count)| (CompanyId::from_uuid(id), count)).collect())
    }

    /// Its yen.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn amounts_by_company(
        &mut self,
        kind: ActivityKind,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(CompanyId, i64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::YEAR_AMOUNTS, kind.as_str(), from.micros(), until.micros())?;
        Ok(rows.into_iter().map(|(id, yen)| (CompanyId::from_uuid(id), yen)).collect())
    }
}
