//! What boards rank: one row a company, or the people of one company.

use jiso::{
    id::{CompanyId, UserId},
    leaderboards::{GrowthSpans, Measure, Period},
    points::Axis,
    time::{Day, MonthKey, Timestamp},
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

/// Somebody's points beside those of the periods before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrowthScore {
    pub company: CompanyId,
    pub user: Option<UserId>,
    pub name: String,
    pub named: bool,
    pub contract_day: Day,
    /// Since when there can have been points.
    pub began: Day,
    pub confirmed: i64,
    pub provisional: i64,
    /// The sum of the periods that the average is of.
    pub rhythm: i64,
    pub before: i64,
    pub rhythm_before: i64,
}

#[derive(sqlx::FromRow)]
struct GrowthRow {
    company_id: Uuid,
    user_id: Option<Uuid>,
    name: String,
    named: bool,
    contract_day: i64,
    began: i64,
    confirmed: i64,
    provisional: i64,
    rhythm: i64,
    before: i64,
    rhythm_before: i64,
}

impl GrowthRow {
    fn score(self, began: Day) -> GrowthScore {
        GrowthScore {
            company: CompanyId::from_uuid(self.company_id),
            user: self.user_id.map(UserId::from_uuid),
            name: self.name,
            named: self.named,
            contract_day: Day(i32::try_from(self.contract_day).unwrap_or_default()),
            began,
            confirmed: self.confirmed,
            provisional: self.provisional,
            rhythm: self.rhythm,
            before: self.before,
            rhythm_before: self.rhythm_before,
        }
    }
}

sql! {
    // All time is compared with itself before this month, so there the second row is what to take away.
    COMPANY_SCORES = "SELECT c.id AS company_id, CAST(NULL AS UUID) AS user_id, c.name, c.named_on_boards AS named, c.contract_day,
        COALESCE(n.confirmed, 0) AS confirmed, COALESCE(n.provisional, 0) AS provisional, COALESCE(b.confirmed, 0) AS before
        FROM companies c
        LEFT JOIN board_totals n ON n.measure = $7 AND n.span = $1 AND n.starts = $2 AND n.company_id = c.id
        LEFT JOIN board_totals b ON b.measure = $7 AND b.span = $3 AND b.starts = $4 AND b.company_id = c.id
        WHERE c.contract_day BETWEEN $5 AND $6 AND (n.company_id IS NOT NULL OR b.company_id IS NOT NULL)";
    COMPANY_GROWTH = "SELECT c.id AS company_id, CAST(NULL AS UUID) AS user_id, c.name, c.named_on_boards AS named, c.contract_day,
        c.contract_day AS began, g.confirmed, g.provisional, g.rhythm, g.before, g.rhythm_before
        FROM companies c JOIN (SELECT company_id,
            CAST(SUM(CASE WHEN starts = $2 THEN confirmed ELSE 0 END) AS BIGINT) AS confirmed,
            CAST(SUM(CASE WHEN starts = $2 THEN provisional ELSE 0 END) AS BIGINT) AS provisional,
            CAST(SUM(CASE WHEN starts BETWEEN $3 AND $4 THEN confirmed ELSE 0 END) AS BIGINT) AS rhythm,
            CAST(SUM(CASE WHEN starts = $4 THEN confirmed ELSE 0 END) AS BIGINT) AS before,
            CAST(SUM(CASE WHEN starts BETWEEN $5 AND $6 THEN confirmed ELSE 0 END) AS BIGINT) AS rhythm_before
            FROM board_totals WHERE measure = 'overall' AND span = $1 AND starts BETWEEN $5 AND $2 GROUP BY company_id) g
        ON g.company_id = c.id WHERE c.contract_day BETWEEN $7 AND $8";
    PEOPLE_SCORES = "SELECT c.id AS company_id, u.id AS user_id, u.name, u.named_on_boards AS named, c.contract_day,
        CAST(SUM(CASE WHEN t.month BETWEEN $2 AND $3 THEN t.confirmed ELSE 0 END) AS BIGINT) AS confirmed,
        CAST(SUM(CASE WHEN t.month BETWEEN $2 AND $3 THEN t.provisional ELSE 0 END) AS BIGINT) AS provisional,
        CAST(SUM(CASE WHEN t.month BETWEEN $4 AND $5 THEN t.confirmed ELSE 0 END) AS BIGINT) AS before
        FROM point_totals t JOIN users u ON u.id = t.person_id JOIN companies c ON c.id = t.company_id
        WHERE t.company_id = $1 AND (CAST($6 AS TEXT) IS NULL OR t.axis = $6)
        GROUP BY c.id, u.id, u.name, u.named_on_boards, c.contract_day";
    PEOPLE_GROWTH = "SELECT c.id AS company_id, u.id AS user_id, u.name, u.named_on_boards AS named, c.contract_day, u.created_at AS began,
        CAST(SUM(CASE WHEN t.month >= $2 THEN t.confirmed ELSE 0 END) AS BIGINT) AS confirmed,
        CAST(SUM(CASE WHEN t.month >= $2 THEN t.provisional ELSE 0 END) AS BIGINT) AS provisional,
        CAST(SUM(CASE WHEN t.month >= $3 AND t.month < $2 THEN t.confirmed ELSE 0 END) AS BIGINT) AS rhythm,
        CAST(SUM(CASE WHEN t.month >= $4 AND t.month < $2 THEN t.confirmed ELSE 0 END) AS BIGINT) AS before,
        CAST(SUM(CASE WHEN t.month >= $5 AND t.month < $4 THEN t.confirmed ELSE 0 END) AS BIGINT) AS rhythm_before
        FROM point_totals t JOIN users u ON u.id = t.person_id JOIN companies c ON c.id = t.company_id
        WHERE t.company_id = $1 GROUP BY c.id, u.id, u.name, u.named_on_boards, c.contract_day, u.created_at";
    // What finished lessons and modules brought stands in no sum of people.
    PEOPLE_LEARNING = "SELECT c.id AS company_id, u.id AS user_id, u.name, u.named_on_boards AS named, c.contract_day,
        CAST(SUM(CASE WHEN e.at >= $2 AND e.at < $3 THEN e.confirmed ELSE 0 END) AS BIGINT) AS confirmed,
        CAST(SUM(CASE WHEN e.at >= $2 AND e.at < $3 THEN e.provisional ELSE 0 END) AS BIGINT) AS provisional,
        CAST(SUM(CASE WHEN e.at >= $4 AND e.at < $5 THEN e.confirmed ELSE 0 END) AS BIGINT) AS before
        FROM point_entries e LEFT JOIN point_entries g ON g.id = e.settles JOIN activities a ON a.id = COALESCE(g.activity_id, e.activity_id)
        JOIN users u ON u.id = e.user_id JOIN companies c ON c.id = e.company_id
        WHERE e.company_id = $1 AND e.axis = 'managed' AND a.kind IN ('lesson_completed', 'module_completed')
        GROUP BY c.id, u.id, u.name, u.named_on_boards, c.contract_day";
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
    /// The scores of the companies that have any and signed from the first to the last day. For the board of growth:
    /// [`Tx::company_growth`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn company_scores(
        &mut self,
        measure: Measure,
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
        let measure = measure.as_str();
        let rows = fetch_all!(self, ScoreRow, q::COMPANY_SCORES, span, starts, span_before, starts_before, first, last, measure)?;
        let score = |row: ScoreRow| {
            let before = if period == Period::AllTime { row.confirmed - row.before } else { row.before };
            BoardScore { before, ..row.into() }
        };
        Ok(rows.into_iter().map(score).collect())
    }

    /// What growth is measured by, of the companies that signed from the first to the last day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn company_growth(
        &mut self,
        spans: GrowthSpans,
        (first, last): (Day, Day),
    ) -> Result<Vec<GrowthScore>, StoreError> {
        let month = |month: MonthKey| i64::from(month.0);
        let ((from, to), (from_before, to_before)) = (spans.rhythm, spans.rhythm_before);
        let rows = fetch_all!(
            self,
            GrowthRow,
            q::COMPANY_GROWTH,
            spans.span.as_str(),
            month(spans.now),
            month(from),
            month(to),
            month(from_before),
            month(to_before),
            i64::from(first.0),
            i64::from(last.0),
        )?;
        let began = |row: &GrowthRow| Day(i32::try_from(row.began).unwrap_or_default());
        Ok(rows.into_iter().map(|row| (began(&row), row)).map(|(began, row)| row.score(began)).collect())
    }

    /// The scores of the people of one company. For the board of growth: [`Tx::people_growth`].
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_scores(
        &mut self,
        company: CompanyId,
        measure: Measure,
        period: Period,
        today: Day,
    ) -> Result<Vec<BoardScore>, StoreError> {
        let axis = match measure {
            Measure::Sales => Some(Axis::Sales.as_str()),
            Measure::Helping => Some(Axis::Helping.as_str()),
            Measure::Overall | Measure::Growth => None,
            Measure::Learning => return self.people_learning(company, period, today).await,
        };
        let [from, to, from_before, to_before] = months(period, today);
        let rows = fetch_all!(self, ScoreRow, q::PEOPLE_SCORES, company.uuid(), from, to, from_before, to_before, axis)?;
        Ok(rows.into_iter().map(BoardScore::from).collect())
    }

    async fn people_learning(&mut self, company: CompanyId, period: Period, today: Day) -> Result<Vec<BoardScore>, StoreError> {
        let (now, before) = (period.span(today), period.span_before(today));
        let rows = fetch_all!(
            self,
            ScoreRow,
            q::PEOPLE_LEARNING,
            company.uuid(),
            now.from.micros(),
            now.until.micros(),
            before.from.micros(),
            before.until.micros(),
        )?;
        Ok(rows.into_iter().map(BoardScore::from).collect())
    }

    /// What growth is measured by, of the people of one company; theirs begins on the day they joined.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn people_growth(&mut self, company: CompanyId, spans: GrowthSpans) -> Result<Vec<GrowthScore>, StoreError> {
        let month = |month: MonthKey| i64::from(month.0);
        let rows = fetch_all!(
            self,
            GrowthRow,
            q::PEOPLE_GROWTH,
            company.uuid(),
            month(spans.now),
            month(spans.rhythm.0),
            month(spans.before),
            month(spans.rhythm_before.0),
        )?;
        let began = |row: &GrowthRow| Timestamp::from_micros(row.began).day();
        Ok(rows.into_iter().map(|row| (began(&row), row)).map(|(began, row)| row.score(began)).collect())
    }
}
