//! What-ifs of the programme: asked for, run by one node at a time, kept for a while.

use jiso::{
    id::{UserId, WhatIfId},
    programme::{RunLine, RunState},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// One in hand, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIfJob {
    pub id: WhatIfId,
    /// The draft.
    pub text: String,
    /// The number of the version it is compared with.
    pub base: i64,
}

/// One as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIfRun {
    pub line: RunLine,
    pub owner: UserId,
    pub text: String,
    /// JSON, once it is done.
    pub result: Option<String>,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Uuid,
    by_name: String,
    base: i64,
    state: String,
    asked_at: i64,
    ended_at: Option<i64>,
    done: i64,
    total: i64,
}

#[derive(sqlx::FromRow)]
struct RunRow {
    #[sqlx(flatten)]
    line: LineRow,
    owner: Uuid,
    text: String,
    result: Option<String>,
}

impl TryFrom<LineRow> for RunLine {
    type Error = StoreError;
    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: WhatIfId::from_uuid(row.id),
            by: row.by_name,
            base: row.base,
            state: RunState::try_from(row.state).map_err(|v| StoreError::broken("what_if_runs", "state", v))?,
            asked_at: Timestamp::from_micros(row.asked_at),
            ended_at: row.ended_at.map(Timestamp::from_micros),
            done: u32::try_from(row.done).unwrap_or(u32::MAX),
            total: u32::try_from(row.total).unwrap_or(u32::MAX),
        })
    }
}

impl TryFrom<RunRow> for WhatIfRun {
    type Error = StoreError;
    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        Ok(Self { line: row.line.try_into()?, owner: UserId::from_uuid(row.owner), text: row.text, result: row.result })
    }
}

sql! {
    INSERT_WHAT_IF = "INSERT INTO what_if_runs (id, owner, by_name, text, base, state, asked_at, attempts, done, total)
        VALUES ($1, $2, $3, $4, $5, 'queued', $6, 0, 0, 0)";
    WHAT_IF = "SELECT id, by_name, base, state, asked_at, ended_at, done, total, owner, text, result FROM what_if_runs WHERE id = $1";
    WHAT_IF_LINE = "SELECT id, by_name, base, state, asked_at, ended_at, done, total FROM what_if_runs WHERE id = $1";
    WHAT_IFS = "SELECT id, by_name, base, state, asked_at, ended_at, done, total FROM what_if_runs
        ORDER BY asked_at DESC, id DESC LIMIT $1";
    OPEN_WHAT_IF = "SELECT id, by_name, base, state, asked_at, ended_at, done, total FROM what_if_runs
        WHERE owner = $1 AND state IN ('queued', 'running') ORDER BY asked_at LIMIT 1";
    WAITING_WHAT_IFS = "SELECT CAST(COUNT(*) AS BIGINT) FROM what_if_runs
        WHERE state = 'queued' OR (state = 'running' AND lease_until < $1)";
    // Asked a second time in the row itself, so that of two nodes the later one finds it taken.
    CLAIM_WHAT_IF = "UPDATE what_if_runs SET state = 'running', attempts = attempts + 1, lease_until = $2, done = 0
        WHERE id = (SELECT id FROM what_if_runs WHERE state = 'queued' OR (state = 'running' AND lease_until < $1)
            ORDER BY asked_at, id LIMIT 1)
        AND (state = 'queued' OR (state = 'running' AND lease_until < $1))
        RETURNING id, text, base";
    NOTE_WHAT_IF = "UPDATE what_if_runs SET done = $2, total = $3, lease_until = $4 WHERE id = $1 AND state = 'running'";
    FINISH_WHAT_IF = "UPDATE what_if_runs SET state = 'done', done = total, result = $2, ended_at = $3, lease_until = NULL
        WHERE id = $1 AND state = 'running'";
    CANCEL_WHAT_IF = "UPDATE what_if_runs SET state = 'cancelled', ended_at = $2, lease_until = NULL
        WHERE id = $1 AND state IN ('queued', 'running')";
    FAIL_WHAT_IF = "UPDATE what_if_runs SET state = 'failed', ended_at = $2, lease_until = NULL WHERE id = $1 AND state = 'running'";
    // A run that has ended its process so often does so again.
    GIVE_UP_WHAT_IFS = "UPDATE what_if_runs SET state = 'failed', ended_at = $1, lease_until = NULL
        WHERE state = 'running' AND lease_until < $1 AND attempts >= $2";
    PUT_BACK_WHAT_IF = "UPDATE what_if_runs SET state = 'queued', attempts = attempts - 1, lease_until = NULL, done = 0
        WHERE id = $1 AND state = 'running'";
    DELETE_WHAT_IFS = "DELETE FROM what_if_runs WHERE ended_at IS NOT NULL AND ended_at < $1";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_what_if(
        &mut self,
        job: &WhatIfJob,
        (owner, by): (UserId, &str),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let WhatIfJob { id, text, base } = job;
        execute!(self, q::INSERT_WHAT_IF, id.uuid(), owner.uuid(), by, text, *base, at.micros()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn what_if(&mut self, id: WhatIfId) -> Result<Option<WhatIfRun>, StoreError> {
        fetch_optional!(self, RunRow, q::WHAT_IF, id.uuid())?.map(WhatIfRun::try_from).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn what_if_line(&mut self, id: WhatIfId) -> Result<Option<RunLine>, StoreError> {
        fetch_optional!(self, LineRow, q::WHAT_IF_LINE, id.uuid())?.map(RunLine::try_from).transpose()
    }

    /// Everybody's, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn what_ifs(&mut self, limit: i64) -> Result<Vec<RunLine>, StoreError> {
        fetch_all!(self, LineRow, q::WHAT_IFS, limit)?.into_iter().map(RunLine::try_from).collect()
    }

    /// What a person waits for.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn open_what_if(&mut self, owner: UserId) -> Result<Option<RunLine>, StoreError> {
        fetch_optional!(self, LineRow, q::OPEN_WHAT_IF, owner.uuid())?.map(RunLine::try_from).transpose()
    }

    /// How many nobody works on.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn waiting_what_ifs(&mut self, now: Timestamp) -> Result<i64, StoreError> {
        Ok(fetch_one!(self, (i64,), q::WAITING_WHAT_IFS, now.micros())?.0)
    }

    /// Takes the next one, also from a node that has not been heard of since its lease ended, and keeps others from it.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn claim_what_if(&mut self, now: Timestamp, lease_until: Timestamp) -> Result<Option<WhatIfJob>, StoreError> {
        let row = fetch_optional!(self, (Uuid, String, i64), q::CLAIM_WHAT_IF, now.micros(), lease_until.micros())?;
        Ok(row.map(|(id, text, base)| WhatIfJob { id: WhatIfId::from_uuid(id), text, base }))
    }

    /// How far it is. `false`: it was cancelled, or is somebody else's by now.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn note_what_if(
        &mut self,
        id: WhatIfId,
        (done, total): (u32, u32),
        lease_until: Timestamp,
    ) -> Result<bool, StoreError> {
        let (done, total) = (i64::from(done), i64::from(total));
        Ok(execute!(self, q::NOTE_WHAT_IF, id.uuid(), done, total, lease_until.micros())? == 1)
    }

    /// `false`: it was cancelled.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn finish_what_if(&mut self, id: WhatIfId, result: &str, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::FINISH_WHAT_IF, id.uuid(), result, at.micros())? == 1)
    }

    /// `false`: it had ended.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn cancel_what_if(&mut self, id: WhatIfId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::CANCEL_WHAT_IF, id.uuid(), at.micros())? == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn fail_what_if(&mut self, id: WhatIfId, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::FAIL_WHAT_IF, id.uuid(), at.micros()).map(drop)
    }

    /// Marks as failed what was begun so often and never ended.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn give_up_what_ifs(&mut self, now: Timestamp, attempts: i64) -> Result<u64, StoreError> {
        execute!(self, q::GIVE_UP_WHAT_IFS, now.micros(), attempts)
    }

    /// Leaves it to the next start, or to another node.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn put_back_what_if(&mut self, id: WhatIfId) -> Result<(), StoreError> {
        execute!(self, q::PUT_BACK_WHAT_IF, id.uuid()).map(drop)
    }

    /// What ended before a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_what_ifs(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        execute!(self, q::DELETE_WHAT_IFS, before.micros())
    }
}
