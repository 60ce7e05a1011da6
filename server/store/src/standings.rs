//! What is derived from the activities: a company's standing, and who set the partners going.

use jiso::{
    activity::Activity,
    id::CompanyId,
    phases::{Origins, Standing},
    time::Day,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

sql! {
    STANDING = "SELECT data FROM standings WHERE company_id = $1";
    // Written to be held: of two changes at once the second begins where the first ended. SQLite has one writer anyway.
    STANDING_TO_CHANGE = "INSERT INTO standings AS s (company_id, data, version) VALUES ($1, $2, 1)
        ON CONFLICT (company_id) DO UPDATE SET version = s.version RETURNING data";
    SAVE_STANDING = "INSERT INTO standings AS s (company_id, data, version) VALUES ($1, $2, 1)
        ON CONFLICT (company_id) DO UPDATE SET data = excluded.data, version = s.version + 1";
    STANDINGS = "SELECT company_id, data FROM standings";
    STANDING_VERSIONS = "SELECT company_id, version FROM standings";
    COUNT_ORIGIN = "INSERT INTO origin_days AS t (day, shard, self_started, nudged, requested) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (day, shard) DO UPDATE SET self_started = t.self_started + excluded.self_started,
        nudged = t.nudged + excluded.nudged, requested = t.requested + excluded.requested";
    ORIGIN_DAYS = "SELECT day, CAST(SUM(self_started) AS BIGINT), CAST(SUM(nudged) AS BIGINT), CAST(SUM(requested) AS BIGINT)
        FROM origin_days WHERE day >= $1 GROUP BY day ORDER BY day";
}

fn standing(data: &str) -> Result<Standing, StoreError> {
    serde_json::from_str(data).map_err(|e| StoreError::broken("standings", "data", e.to_string()))
}

/// Which of a day's rows a company counts into.
fn shard(company: CompanyId) -> i64 {
    i64::from(company.uuid().as_bytes()[15] & 15)
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn standing(&mut self, company: CompanyId) -> Result<Standing, StoreError> {
        match fetch_optional!(self, (String,), q::STANDING, company.uuid())? {
            Some((data,)) => standing(&data),
            None => Ok(Standing::default()),
        }
    }

    /// A standing that nobody else changes until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn standing_to_change(&mut self, company: CompanyId) -> Result<Standing, StoreError> {
        let nothing = serde_json::to_string(&Standing::default()).unwrap_or_default();
        let (data,) = fetch_one!(self, (String,), q::STANDING_TO_CHANGE, company.uuid(), nothing)?;
        standing(&data)
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

    /// How often each company's standing was saved: far quicker to read than the standings.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn standing_versions(&mut self) -> Result<Vec<(CompanyId, i64)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, i64), q::STANDING_VERSIONS)?;
        Ok(rows.into_iter().map(|(id, version)| (CompanyId::from_uuid(id), version)).collect())
    }

    /// Counts an activity into its day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_origin(&mut self, activity: &Activity) -> Result<(), StoreError> {
        let mut one = Origins::default();
        one.note(activity.origin);
        let count = |n: u64| i64::try_from(n).unwrap_or(0);
        let (day, shard) = (i64::from(activity.at.day().0), shard(activity.company));
        execute!(self, q::COUNT_ORIGIN, day, shard, count(one.self_started), count(one.nudged), count(one.requested)).map(drop)
    }

    /// Who set the partners' activities going, by day, the oldest first; days without any are left out.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn origin_days(&mut self, since: Day) -> Result<Vec<(Day, Origins)>, StoreError> {
        let rows = fetch_all!(self, (i64, i64, i64, i64), q::ORIGIN_DAYS, i64::from(since.0))?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let line = |(day, self_started, nudged, requested)| {
            let day = Day(i32::try_from(day).unwrap_or_default());
            (day, Origins { self_started: count(self_started), nudged: count(nudged), requested: count(requested) })
        };
        Ok(rows.into_iter().map(line).collect())
    }
}
