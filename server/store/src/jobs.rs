//! Slow or fallible work, enqueued in the transaction that causes it. A job runs at least once, so jobs are idempotent.

use jiso::{id::JobId, time::Timestamp};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A job in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    /// JSON, in the shape its kind knows.
    pub payload: String,
    /// How often it has been begun, this time included.
    pub attempts: i64,
}

#[derive(sqlx::FromRow)]
struct JobRow {
    id: Uuid,
    kind: String,
    payload: String,
    attempts: i64,
}

sql! {
    INSERT_JOB = "INSERT INTO jobs (id, kind, payload, run_at, attempts) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (id) DO NOTHING";
    FINISH_JOB = "UPDATE jobs SET done_at = $2, lease_until = NULL, error = NULL WHERE id = $1";
    RETRY_JOB = "UPDATE jobs SET run_at = $2, lease_until = NULL, error = $3 WHERE id = $1";
    GIVE_UP_JOB = "UPDATE jobs SET failed_at = $2, lease_until = NULL, error = $3 WHERE id = $1";
    COUNT_JOBS = "SELECT CAST(COALESCE(SUM(CASE WHEN done_at IS NULL AND failed_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN failed_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) FROM jobs WHERE done_at IS NULL";
    DELETE_JOBS_DUE_BEFORE = "DELETE FROM jobs WHERE run_at < $1";
    DELETE_DONE_JOBS = "DELETE FROM jobs WHERE done_at IS NOT NULL AND done_at < $1";
}

pairs! {
    // PostgreSQL has many writers, so a claimed row is skipped by the others; SQLite has one writer and no such clause.
    CLAIM_JOB = {
        sqlite: "UPDATE jobs SET attempts = attempts + 1, lease_until = $2 WHERE id = (
            SELECT id FROM jobs WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= $1 AND (lease_until IS NULL OR lease_until < $1)
            ORDER BY run_at LIMIT 1) RETURNING id, kind, payload, attempts",
        postgres: "UPDATE jobs SET attempts = attempts + 1, lease_until = $2 WHERE id = (
            SELECT id FROM jobs WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= $1 AND (lease_until IS NULL OR lease_until < $1)
            ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, kind, payload, attempts"
    };
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn enqueue(&mut self, id: JobId, kind: &str, payload: &str, run_at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::INSERT_JOB, id.uuid(), kind, payload, run_at.micros())?;
        self.enqueued = true;
        Ok(())
    }

    /// Takes the next due job and keeps others from it until `lease_until`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn claim_job(&mut self, now: Timestamp, lease_until: Timestamp) -> Result<Option<Job>, StoreError> {
        let claim = self.own(pairs::CLAIM_JOB);
        let row = fetch_optional!(self, JobRow, claim, now.micros(), lease_until.micros())?;
        Ok(row.map(|r| Job { id: JobId::from_uuid(r.id), kind: r.kind, payload: r.payload, attempts: r.attempts }))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn finish_job(&mut self, id: JobId, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::FINISH_JOB, id.uuid(), at.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn retry_job(&mut self, id: JobId, at: Timestamp, error: &str) -> Result<(), StoreError> {
        execute!(self, q::RETRY_JOB, id.uuid(), at.micros(), error).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn give_up_job(&mut self, id: JobId, at: Timestamp, error: &str) -> Result<(), StoreError> {
        execute!(self, q::GIVE_UP_JOB, id.uuid(), at.micros(), error).map(drop)
    }

    /// (waiting, failed)
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_jobs(&mut self) -> Result<(i64, i64), StoreError> {
        fetch_one!(self, (i64, i64), q::COUNT_JOBS)
    }

    /// Done or not.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_jobs_due_before(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        execute!(self, q::DELETE_JOBS_DUE_BEFORE, before.micros())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_done_jobs(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        execute!(self, q::DELETE_DONE_JOBS, before.micros())
    }
}
