//! What happened, and the standing that is derived from it.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{ActivityId, CompanyId, DealId, DocumentId, UserId},
    phases::Standing,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: Uuid,
    at: i64,
    company_id: Uuid,
    user_id: Option<Uuid>,
    kind: String,
    origin: String,
    subject_kind: String,
    subject_id: Option<Uuid>,
    amount: Option<i64>,
}

impl TryFrom<ActivityRow> for Activity {
    type Error = StoreError;
    fn try_from(row: ActivityRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ActivityId::from_uuid(row.id),
            at: Timestamp::from_micros(row.at),
            company: CompanyId::from_uuid(row.company_id),
            user: row.user_id.map(UserId::from_uuid),
            kind: ActivityKind::try_from(row.kind).map_err(|v| StoreError::broken("activities", "kind", v))?,
            origin: Origin::try_from(row.origin).map_err(|v| StoreError::broken("activities", "origin", v))?,
            subject: subject(&row.subject_kind, row.subject_id)?,
            amount: row.amount,
        })
    }
}

/// The two columns of a subject.
pub(crate) const fn columns(subject: Subject) -> (&'static str, Option<Uuid>) {
    match subject {
        Subject::None => ("none", None),
        Subject::Deal(id) => ("deal", Some(id.uuid())),
        Subject::Document(id) => ("document", Some(id.uuid())),
    }
}

pub(crate) fn subject(kind: &str, id: Option<Uuid>) -> Result<Subject, StoreError> {
    match (kind, id) {
        ("none", _) => Ok(Subject::None),
        ("deal", Some(id)) => Ok(Subject::Deal(DealId::from_uuid(id))),
        ("document", Some(id)) => Ok(Subject::Document(DocumentId::from_uuid(id))),
        _ => Err(StoreError::broken("activities", "subject_kind", kind)),
    }
}

sql! {
    INSERT_ACTIVITY = "INSERT INTO activities (id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    ACTIVITIES_ABOUT = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE subject_id = $1 AND company_id = $2 ORDER BY at, id";
    ACTIVITIES_OF_COMPANY = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE company_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    HAPPENED_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM
        (SELECT 1 FROM activities WHERE subject_id = $1 AND user_id = $2 AND kind = $3 AND at >= $4 LIMIT 1) one";
    STANDING = "SELECT data FROM standings WHERE company_id = $1";
    SAVE_STANDING = "INSERT INTO standings (company_id, data) VALUES ($1, $2) ON CONFLICT (company_id) DO UPDATE SET data = excluded.data";
    STANDINGS = "SELECT company_id, data FROM standings";
}

fn standing(data: &str) -> Result<Standing, StoreError> {
    serde_json::from_str(data).map_err(|e| StoreError::broken("standings", "data", e.to_string()))
}

impl Tx {
    /// `false` when this very activity was recorded before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_activity(&mut self, activity: &Activity) -> Result<bool, StoreError> {
        let (subject_kind, subject_id) = columns(activity.subject);
        let rows = execute!(
            self,
            q::INSERT_ACTIVITY,
            activity.id.uuid(),
            activity.at.micros(),
            activity.company.uuid(),
            activity.user.map(UserId::uuid),
            activity.kind.as_str(),
            activity.origin.as_str(),
            subject_kind,
            subject_id,
            activity.amount,
        )?;
        Ok(rows == 1)
    }

    /// What happened to one thing of a company, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn activities_about(&mut self, company: CompanyId, subject: Uuid) -> Result<Vec<Activity>, StoreError> {
        let rows = fetch_all!(self, ActivityRow, q::ACTIVITIES_ABOUT, subject, company.uuid())?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    /// Whether a person did this with one thing since a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn happened_since(
        &mut self,
        user: UserId,
        kind: ActivityKind,
        subject: Subject,
        since: Timestamp,
    ) -> Result<bool, StoreError> {
        let (_, id) = columns(subject);
        Ok(fetch_one!(self, (i64,), q::HAPPENED_SINCE, id, user.uuid(), kind.as_str(), since.micros())?.0 > 0)
    }

    /// What happened at a company, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn activities_of_company(&mut self, company: CompanyId, limit: i64) -> Result<Vec<Activity>, StoreError> {
        let rows = fetch_all!(self, ActivityRow, q::ACTIVITIES_OF_COMPANY, company.uuid(), limit)?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn standing(&mut self, company: CompanyId) -> Result<Standing, StoreError> {
        match fetch_optional!(self, (String,), q::STANDING, company.uuid())? {
            Some((data,)) => standing(&data),
            None => Ok(Standing::default()),
        }
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_standing(&mut self, company: CompanyId, standing: &Standing) -> Result<(), StoreError> {
        let data = serde_json::to_string(standing).map_err(|e| StoreError::broken("standings", "data", e.to_string()))?;
        execute!(self, q::SAVE_STANDING, company.uuid(), data).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn standings(&mut self) -> Result<Vec<(CompanyId, Standing)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String), q::STANDINGS)?;
        rows.into_iter().map(|(id, data)| Ok((CompanyId::from_uuid(id), standing(&data)?))).collect()
    }
}
