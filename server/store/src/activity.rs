//! What happened.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    id::{ActivityId, CompanyId, DealId, DocumentId, UserId},
    phases::{Origins, Standing},
    points::{Reviewed, Reviews},
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    standings::{data, shard},
};

/// How often a company's standing has changed, and the programme published last: as long as both are the same, what was read of the
/// company's standing and ledger still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    pub(crate) standing: i64,
    pub(crate) programme: i64,
}

/// What is so before an activity is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub basis: Basis,
    /// The company's standing; nobody else changes it until this transaction ends.
    pub standing: Standing,
    /// Recorded before, so that it must not be recorded again.
    pub known: bool,
    /// Number of the programme that judges it; none while the database has no programme.
    pub programme: Option<i64>,
    /// How the company's registrations had been reviewed by then, where that was asked for.
    pub reviewed: Option<Reviewed>,
}

/// By the moment of an activity, as far as it comes before it.
pub(crate) fn reviewed_before(activity: &Activity, mut events: Vec<Activity>) -> Reviewed {
    events.retain(|event| event.order() < activity.order());
    reviews(events).seen_by(activity)
}

fn reviews(mut events: Vec<Activity>) -> Reviews {
    events.sort_unstable_by_key(Activity::order);
    let mut reviews = Reviews::default();
    for event in &events {
        reviews.absorb(event);
    }
    reviews
}

#[derive(sqlx::FromRow)]
pub(crate) struct ActivityRow {
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
    ACTIVITIES_ABOUT = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE subject_id = $1 AND company_id = $2 ORDER BY at, id";
    ACTIVITIES_OF_COMPANY = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE company_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    EVENTS_OF_KIND = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE company_id = $1 AND kind = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, id DESC LIMIT $5";
    HAPPENED_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM
        (SELECT 1 FROM activities WHERE subject_id = $1 AND user_id = $2 AND kind = $3 AND at >= $4 LIMIT 1) one";
    ACTS_SINCE = "SELECT at, kind, origin FROM activities WHERE company_id = $1 AND at >= $2 ORDER BY at";
    ACTIVITIES_OF_KIND = "SELECT id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount FROM activities
        WHERE company_id = $1 AND kind = $2 ORDER BY at DESC, id DESC LIMIT $3";
    // A registration that was returned was for a while the partner's turn.
    DECISION_TIMES = "SELECT r.at, d.at FROM activities d JOIN activities r
        ON r.subject_id = d.subject_id AND r.company_id = d.company_id AND r.kind = 'deal_registered'
        WHERE d.company_id = $1 AND d.kind IN ('deal_approved', 'deal_rejected') AND NOT EXISTS
        (SELECT 1 FROM activities x WHERE x.subject_id = d.subject_id AND x.kind IN ('deal_returned', 'deal_resubmitted'))
        ORDER BY d.at DESC LIMIT $2";
}

together! {
    INSERT_ACTIVITY = {
        activity: "INSERT INTO activities (id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        standing: "INSERT INTO standings AS s (company_id, data, version) VALUES ($3, $10, 1)
            ON CONFLICT (company_id) DO UPDATE SET data = excluded.data, version = s.version + 1";
        // Only the partners' own activities are counted.
        origin: "INSERT INTO origin_days AS t (day, shard, self_started, nudged, requested)
            SELECT CAST($11 AS BIGINT), CAST($12 AS BIGINT), CAST($13 AS BIGINT), CAST($14 AS BIGINT), CAST($15 AS BIGINT)
            WHERE $13 + $14 + $15 > 0
            ON CONFLICT (day, shard) DO UPDATE SET self_started = t.self_started + excluded.self_started,
            nudged = t.nudged + excluded.nudged, requested = t.requested + excluded.requested";
    };
}

impl Tx {
    /// Adds an activity, and saves the standing that it is counted into.
    ///
    /// # Errors
    /// [`StoreError::is_taken`] when it is there already.
    pub async fn insert_activity(&mut self, activity: &Activity, standing: &Standing) -> Result<(), StoreError> {
        let (subject_kind, subject_id) = columns(activity.subject);
        let mut one = Origins::default();
        if activity.is_partners_own() {
            one.note(activity.origin);
        }
        let count = |n: u64| i64::try_from(n).unwrap_or(0);
        execute_together!(
            self,
            together::INSERT_ACTIVITY,
            activity.id.uuid(),
            activity.at.micros(),
            activity.company.uuid(),
            activity.user.map(UserId::uuid),
            activity.kind.as_str(),
            activity.origin.as_str(),
            subject_kind,
            subject_id,
            activity.amount,
            data(standing)?,
            i64::from(activity.at.day().0),
            shard(activity.company),
            count(one.self_started),
            count(one.nudged),
            count(one.requested),
        )
    }

    /// What happened to one thing of a company, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn activities_about(&mut self, company: CompanyId, subject: Uuid) -> Result<Vec<Activity>, StoreError> {
        let rows = fetch_all!(self, ActivityRow, q::ACTIVITIES_ABOUT, subject, company.uuid())?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    /// How a company's registrations had been reviewed by the moment of an activity, as far as comes before it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn reviewed_before(&mut self, activity: &Activity) -> Result<Reviewed, StoreError> {
        Ok(reviewed_before(activity, self.reviewing(activity.company, activity.at).await?))
    }

    /// How a company's registrations have been reviewed by a moment, for what a person does then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn reviewed(&mut self, company: CompanyId, user: Option<UserId>, now: Timestamp) -> Result<Reviewed, StoreError> {
        Ok(reviews(self.reviewing(company, now).await?).seen(user, now.day()))
    }

    /// The newest of one kind at a company, from one moment on and before another.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn events_of_kind(
        &mut self,
        company: CompanyId,
        kind: ActivityKind,
        from: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Activity>, StoreError> {
        let (company, kind) = (company.uuid(), kind.as_str());
        let rows = fetch_all!(self, ActivityRow, q::EVENTS_OF_KIND, company, kind, from.micros(), until.micros(), limit)?;
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

    /// The newest of one kind at a company, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn activities_of_kind(
        &mut self,
        company: CompanyId,
        kind: ActivityKind,
        limit: i64,
    ) -> Result<Vec<Activity>, StoreError> {
        let rows = fetch_all!(self, ActivityRow, q::ACTIVITIES_OF_KIND, company.uuid(), kind.as_str(), limit)?;
        rows.into_iter().map(Activity::try_from).collect()
    }

    /// Of a company's last decided registrations, when they came and when they were decided, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn decision_times(&mut self, company: CompanyId, limit: i64) -> Result<Vec<(Timestamp, Timestamp)>, StoreError> {
        let rows = fetch_all!(self, (i64, i64), q::DECISION_TIMES, company.uuid(), limit)?;
        Ok(rows.into_iter().map(|(from, to)| (Timestamp::from_micros(from), Timestamp::from_micros(to))).collect())
    }

    /// Who set a company's own activities going since then, by day, the oldest first; days without any are left out.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn origin_days_of(&mut self, company: CompanyId, since: Timestamp) -> Result<Vec<(Day, Origins)>, StoreError> {
        let mut days: Vec<(Day, Origins)> = Vec::new();
        for (at, kind, origin) in fetch_all!(self, (i64, String, String), q::ACTS_SINCE, company.uuid(), since.micros())? {
            let kind = ActivityKind::try_from(kind).map_err(|v| StoreError::broken("activities", "kind", v))?;
            let origin = Origin::try_from(origin).map_err(|v| StoreError::broken("activities", "origin", v))?;
            if !kind.is_partners() || origin == Origin::Vendor {
                continue;
            }
            let today = Timestamp::from_micros(at).day();
            match days.last_mut() {
                Some((day, origins)) if *day == today => origins.note(origin),
                _ => {
                    let mut origins = Origins::default();
                    origins.note(origin);
                    days.push((today, origins));
                }
            }
        }
        Ok(days)
    }
}
