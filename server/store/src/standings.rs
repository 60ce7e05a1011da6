//! What is derived from the activities: a company's standing, and who set the partners going.

use jiso::{
    id::CompanyId,
    phases::{Origins, Standing},
    time::Day,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

sql! {
    STANDING = "SELECT data FROM standings WHERE company_id = $1";
    // Written to be held: of two changes at once the second begins where the first ended.
    HOLD_STANDING = "INSERT INTO standings AS s (company_id, data, version) VALUES ($1, $2, 0)
        ON CONFLICT (company_id) DO UPDATE SET version = s.version";
    SAVE_STANDING = "INSERT INTO standings AS s (company_id, data, version) VALUES ($1, $2, 1)
        ON CONFLICT (company_id) DO UPDATE SET data = excluded.data, version = s.version + 1";
    STANDINGS = "SELECT company_id, data FROM standings";
    STANDING_VERSIONS = "SELECT company_id, version FROM standings";
    ORIGIN_DAYS = "SELECT day, CAST(SUM(self_started) AS BIGINT), CAST(SUM(nudged) AS BIGINT), CAST(SUM(requested) AS BIGINT)
        FROM origin_days WHERE day >= $1 GROUP BY day ORDER BY day";
}

pub(crate) fn standing(data: &str) -> Result<Standing, StoreError> {
    serde_json::from_str(data).map_err(|e| StoreError::broken("standings", "data", e.to_string()))
}

pub(crate) fn data(standing: &Standing) -> Result<String, StoreError> {
    serde_json::to_string(standing).map_err(|e| StoreError::broken("standings", "data", e.to_string()))
}

/// Which of a day's rows a company counts into.
pub(crate) fn shard(company: CompanyId) -> i64 {
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

    /// Keeps everybody else from a company's standing until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn hold_standing(&mut self, company: CompanyId) -> Result<(), StoreError> {
        execute!(self, q::HOLD_STANDING, company.uuid(), data(&Standing::default())?).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_standing(&mut self, company: CompanyId, standing: &Standing) -> Result<(), StoreError> {
        execute!(self, q::SAVE_STANDING, company.uuid(), data(standing)?).map(drop)
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
