//! Server-side sessions, shared by all nodes.

use jiso::{id::UserId, time::Timestamp};
use uuid::Uuid;

use crate::{StoreError, Tx};

sql! {
    SAVE_SESSION = "INSERT INTO sessions (id, user_id, data, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, data = excluded.data, expires_at = excluded.expires_at";
    SESSION = "SELECT data, expires_at FROM sessions WHERE id = $1 AND expires_at > $2";
    DELETE_SESSION = "DELETE FROM sessions WHERE id = $1";
    DELETE_SESSIONS_OF = "DELETE FROM sessions WHERE user_id = $1";
    DELETE_EXPIRED_SESSIONS = "DELETE FROM sessions WHERE expires_at <= $1";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn save_session(
        &mut self,
        id: &str,
        user: Option<UserId>,
        data: &str,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(self, q::SAVE_SESSION, id, user.map(UserId::uuid), data, expires_at.micros()).map(drop)
    }

    /// The data and expiry of a session that is still open at `now`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn session(&mut self, id: &str, now: Timestamp) -> Result<Option<(String, Timestamp)>, StoreError> {
        let row = fetch_optional!(self, (String, i64), q::SESSION, id, now.micros())?;
        Ok(row.map(|(data, expires_at)| (data, Timestamp::from_micros(expires_at))))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_session(&mut self, id: &str) -> Result<(), StoreError> {
        execute!(self, q::DELETE_SESSION, id).map(drop)
    }

    /// Writes a session that nobody can have and that has ended, larger than what fits into space that is free by chance.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn write_what_nobody_reads(&mut self) -> Result<(), StoreError> {
        self.save_session("health", None, &" ".repeat(16_384), Timestamp::from_micros(0)).await
    }

    /// Signs a person out everywhere.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_sessions_of(&mut self, user: UserId) -> Result<(), StoreError> {
        execute!(self, q::DELETE_SESSIONS_OF, user.uuid() as Uuid).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        execute!(self, q::DELETE_EXPIRED_SESSIONS, now.micros())
    }
}
