//! Joint visits.

use jiso::{
    id::{ActivityId, CompanyId, DealId, UserId},
    time::{Day, Timestamp},
    visits::{JointVisit, VisitAnswer},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct VisitRow {
    activity_id: Uuid,
    deal_id: Uuid,
    company_id: Uuid,
    visited_on: i64,
    note: Option<String>,
    reported_by: Uuid,
    reported_at: i64,
    held: Option<bool>,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
}

impl From<VisitRow> for JointVisit {
    fn from(row: VisitRow) -> Self {
        let answer = |held| {
            let (by, at) = (UserId::from_uuid(row.answered_by?), Timestamp::from_micros(row.answered_at?));
            Some(VisitAnswer { held, by, at })
        };
        Self {
            id: ActivityId::from_uuid(row.activity_id),
            deal: DealId::from_uuid(row.deal_id),
            company: CompanyId::from_uuid(row.company_id),
            on: Day(i32::try_from(row.visited_on).unwrap_or_default()),
            answer: row.held.and_then(answer),
            note: row.note,
            reported_by: UserId::from_uuid(row.reported_by),
            reported_at: Timestamp::from_micros(row.reported_at),
        }
    }
}

sql! {
    INSERT_VISIT = "INSERT INTO joint_visits (activity_id, deal_id, company_id, visited_on, note, reported_by, reported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ANSWER_VISIT = "UPDATE joint_visits SET held = $2, answered_by = $3, answered_at = $4 WHERE activity_id = $1 AND held IS NULL";
    VISIT = "SELECT activity_id, deal_id, company_id, visited_on, note, reported_by, reported_at, held, answered_by, answered_at
        FROM joint_visits WHERE activity_id = $1";
    VISITS_OF_DEAL = "SELECT activity_id, deal_id, company_id, visited_on, note, reported_by, reported_at, held, answered_by, answered_at
        FROM joint_visits WHERE deal_id = $1 ORDER BY reported_at DESC, activity_id DESC";
    VISITS_WAITING = "SELECT activity_id, deal_id, company_id, visited_on, note, reported_by, reported_at, held, answered_by, answered_at
        FROM joint_visits WHERE held IS NULL ORDER BY reported_at, activity_id LIMIT $1";
    VISITS_WAITING_OF = "SELECT activity_id, deal_id, company_id, visited_on, note, reported_by, reported_at, held, answered_by,
        answered_at FROM joint_visits WHERE held IS NULL AND company_id = $1 ORDER BY reported_at, activity_id";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_visit(&mut self, visit: &JointVisit) -> Result<(), StoreError> {
        let on = i64::from(visit.on.0);
        execute!(
            self,
            q::INSERT_VISIT,
            visit.id.uuid(),
            visit.deal.uuid(),
            visit.company.uuid(),
            on,
            visit.note.as_deref(),
            visit.reported_by.uuid(),
            visit.reported_at.micros(),
        )
        .map(drop)
    }

    /// `false` when it had been answered before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn answer_visit(&mut self, visit: ActivityId, answer: VisitAnswer) -> Result<bool, StoreError> {
        let VisitAnswer { held, by, at } = answer;
        Ok(execute!(self, q::ANSWER_VISIT, visit.uuid(), held, by.uuid(), at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn visit(&mut self, id: ActivityId) -> Result<Option<JointVisit>, StoreError> {
        Ok(fetch_optional!(self, VisitRow, q::VISIT, id.uuid())?.map(JointVisit::from))
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_of_deal(&mut self, deal: DealId) -> Result<Vec<JointVisit>, StoreError> {
        Ok(fetch_all!(self, VisitRow, q::VISITS_OF_DEAL, deal.uuid())?.into_iter().map(JointVisit::from).collect())
    }

    /// Those without an answer, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_waiting(&mut self, limit: i64) -> Result<Vec<JointVisit>, StoreError> {
        Ok(fetch_all!(self, VisitRow, q::VISITS_WAITING, limit)?.into_iter().map(JointVisit::from).collect())
    }

    /// [`Tx::visits_waiting`] of one company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn visits_waiting_of(&mut self, company: CompanyId) -> Result<Vec<JointVisit>, StoreError> {
        Ok(fetch_all!(self, VisitRow, q::VISITS_WAITING_OF, company.uuid())?.into_iter().map(JointVisit::from).collect())
    }
}
