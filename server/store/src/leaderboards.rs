//! What boards rank: one row a company, or the people of one company.

use jiso::{
    id::{CompanyId, UserId},
    leaderboards::Period,
    time::{Day, MonthKey},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Somebody's points in a period and in the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardScore {
    pub company: CompanyId,
    pub user: Option<UserId>,
    pub name: String,
    pub named: bool,
    pub contract_day: Day,
    pub confirmed: i64,
    pub provisional: i64,
    pub before: i64,
}

#[derive(sqlx::FromRow)]
struct ScoreRow {
    company_id: Uuid,
    user_id: Option<Uuid>,
    name: String,
    named: bool,
    contract_day: i64,
    confirmed: i64,
    provisional: i64,
    before: i64,
}

impl From<ScoreRow> for BoardScore {
    fn from(row: ScoreRow) -> Self {
        Self {
            company: CompanyId::from_uuid(row.company_id),
            user: row.user_id.map(UserId::from_uuid),
            name: row.name,
            named: row.named,
            contract_day: Day(i32::try_from(row.contract_day).unwrap_or_default()),
            confirmed: row.confirmed,
            provisional: row.provisional,
            before: row.before,
        }
    }
}

sql! {
    // All time is compared with itself before this month, so there the second row is what to take away.
    COMPANY_SCORES = "SELECT c.id AS company_id, CAST(NULL AS UUID) AS user_id, c.name, c.named_on_boards AS named, c.contract_day,
        COALESCE(n.confirmed, 0) AS confirmed, COALESCE(n.provisional, 0) AS provisional, COALESCE(b.confirmed, 0) AS before
        FROM companies c
        LEFT JOIN board_totals n ON n.span = $1 AND n.starts = $2 AND n.company_id = c.id
        LEFT JOIN board_totals b ON b.span = $3 AND b.starts = $4 AND b.company_id = c.id
        WHERE c.contract_day BETWEEN $5 AND $6 AND (n.company_id IS NOT NULL OR b.company_id IS NOT NULL)";
    PEOPLE_SCORES = "SELECT c.id AS company_id, u.id AS user_id, u.name, u.named_on_boards AS named, c.contract_day,
        CAST(SUM(CASE WHEN t.month BETWEEN $2 AND $3 THEN t.confirmed ELSE 0 END) AS BIGINT) AS confirmed,
        CAST(SUM(CASE WHEN t.month BETWEEN $2 AND $3 THEN t.provisional ELSE 0 END) AS BIGINT) AS provisional,
        CAST(SUM(CASE WHEN t.month BETWEEN $4 AND $5 THEN t.confirmed ELSE 0 END) AS BIGINT) AS before
        FROM point_totals t JOIN users u ON u.id = t.person_id JOIN companies c ON c.id = t.company_id
        WHERE t.company_id = $1 GROUP BY c.id, u.id, u.name, u.named_on_boards, c.contract_day";
}

/// The first and last month of a period and of the one before it.
fn months(period: Period, today: Day) -> [i64; 4] {
    let edges = |span: jiso::leaderboards::Span| {
        let month = |day: Day| i64::from(day.month_key().0);
        [month(span.from.day()), month(span.until.day().plus(-1))]
    };
    let ([from, to], [from_before, to_before]) = (edges(period.span(today)), edges(period.span_before(today)));
    [from, to, from_before, to_before]
}

impl Tx {
    /// The scores of the companies that have any and signed from the first to the last day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn company_scores(
        &mut self,
        period: Period,
        today: Day,
        (first, last): (Day, Day),
    ) -> Result<Vec<BoardScore>, StoreError> {
        let MonthKey(this) = today.month_key();
        let [from, _, from_before, _] = months(period, today);
        let (starts, (span_before, starts_before)) = match period {
            Period::Month | Period::Quarter => (from, (period, from_before)),
            Period::AllTime => (0, (Period::Month, i64::from(this))),
        };
        let (span, span_before) = (period.as_str(), span_before.as_str());
        let (first, last) = (i64::from(first.0), i64::from(last.0));
        let rows = fetch_all!(self, ScoreRow, q::COMPANY_SCORES, span, starts, span_before, starts_before, first, last)?;
        let score = |row: ScoreRow| {
            let before = if period == Period::AllTime { row.confirmed - row.before } else { row.before };
            BoardScore { before, ..row.into() }
        };
        Ok(rows.into_iter().map(score).collect())
    }

    /// The scores of the people of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_scores(&mut self, company: CompanyId, period: Period, today: Day) -> Result<Vec<BoardScore>, StoreError> {
        let [from, to, from_before, to_before] = months(period, today);
        let rows = fetch_all!(self, ScoreRow, q::PEOPLE_SCORES, company.uuid(), from, to, from_before, to_before)?;
        Ok(rows.into_iter().map(BoardScore::from).collect())
    }
}
