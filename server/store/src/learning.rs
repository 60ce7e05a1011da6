//! How far people are with their lessons.

use jiso::{
    id::UserId,
    learning::{Attempt, LessonKey, ProgressRecord},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct ProgressRow {
    user_id: Uuid,
    module: String,
    lesson: String,
    begun_at: i64,
    seen_at: i64,
    position_percent: i64,
    read_at: Option<i64>,
    best_score: Option<i64>,
    passed_at: Option<i64>,
    completed_at: Option<i64>,
    attempt: Option<String>,
}

fn percent(column: &'static str, value: i64) -> Result<u8, StoreError> {
    u8::try_from(value).map_err(|_| StoreError::broken("lesson_progress", column, value.to_string()))
}

fn broken_attempt(error: &serde_json::Error) -> StoreError {
    StoreError::broken("lesson_progress", "attempt", error.to_string())
}

impl TryFrom<ProgressRow> for ProgressRecord {
    type Error = StoreError;
    fn try_from(row: ProgressRow) -> Result<Self, StoreError> {
        let attempt = row.attempt.map(|text| serde_json::from_str::<Attempt>(&text)).transpose();
        Ok(Self {
            user: UserId::from_uuid(row.user_id),
            lesson: LessonKey { module: row.module, lesson: row.lesson },
            begun_at: Timestamp::from_micros(row.begun_at),
            seen_at: Timestamp::from_micros(row.seen_at),
            position_percent: percent("position_percent", row.position_percent)?,
            read_at: row.read_at.map(Timestamp::from_micros),
            best_score: row.best_score.map(|score| percent("best_score", score)).transpose()?,
            passed_at: row.passed_at.map(Timestamp::from_micros),
            completed_at: row.completed_at.map(Timestamp::from_micros),
            attempt: attempt.map_err(|e| broken_attempt(&e))?,
        })
    }
}

sql! {
    PROGRESS_OF = "SELECT user_id, module, lesson, begun_at, seen_at, position_percent, read_at, best_score, passed_at, completed_at, attempt
        FROM lesson_progress WHERE user_id = $1";
    // Writing the row takes its lock: what follows in this transaction is the only change under way.
    HOLD_PROGRESS = "INSERT INTO lesson_progress (user_id, module, lesson, begun_at, seen_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (user_id, module, lesson) DO UPDATE SET seen_at = excluded.seen_at
        RETURNING user_id, module, lesson, begun_at, seen_at, position_percent, read_at, best_score, passed_at, completed_at, attempt";
    SAVE_PROGRESS = "UPDATE lesson_progress SET position_percent = $4, read_at = $5, best_score = $6, passed_at = $7, completed_at = $8, attempt = $9
        WHERE user_id = $1 AND module = $2 AND lesson = $3";
}

impl Tx {
    /// Every lesson a person has begun.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn lesson_progress_of(&mut self, user: UserId) -> Result<Vec<ProgressRecord>, StoreError> {
        let rows = fetch_all!(self, ProgressRow, q::PROGRESS_OF, user.uuid())?;
        rows.into_iter().map(ProgressRecord::try_from).collect()
    }

    /// A person's record of a lesson to be changed in this transaction, begun now where there was none.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn hold_lesson_progress(
        &mut self,
        user: UserId,
        lesson: &LessonKey,
        now: Timestamp,
    ) -> Result<ProgressRecord, StoreError> {
        fetch_one!(self, ProgressRow, q::HOLD_PROGRESS, user.uuid(), &lesson.module, &lesson.lesson, now.micros())?.try_into()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn save_lesson_progress(&mut self, record: &ProgressRecord) -> Result<(), StoreError> {
        let attempt = record.attempt.as_ref().map(serde_json::to_string).transpose().map_err(|e| broken_attempt(&e))?;
        execute!(
            self,
            q::SAVE_PROGRESS,
            record.user.uuid(),
            &record.lesson.module,
            &record.lesson.lesson,
            i64::from(record.position_percent),
            record.read_at.map(Timestamp::micros),
            record.best_score.map(i64::from),
            record.passed_at.map(Timestamp::micros),
            record.completed_at.map(Timestamp::micros),
            attempt,
        )
        .map(drop)
    }
}
