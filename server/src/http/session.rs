//! Server-side sessions in the store.

use std::{collections::HashMap, fmt};

use async_trait::async_trait;
use jiso::{id::UserId, time::Timestamp};
use jiso_store::{Store, StoreError};
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::office::Clock;

/// The key of the signed-in person in a session.
pub const USER: &str = "user";

/// Sessions live for thirty days after their last use.
pub const SESSION_DAYS: i64 = 30;

#[derive(Clone)]
pub struct SessionRows {
    pub store: Store,
    pub clock: Clock,
}

impl fmt::Debug for SessionRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionRows")
    }
}

#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn backend(error: StoreError) -> Error {
    tracing::error!(%error, "sessions");
    Error::Backend("sessions".into())
}

fn expiry(record: &Record) -> Timestamp {
    Timestamp::from_seconds(record.expiry_date.unix_timestamp())
}

#[async_trait]
impl SessionStore for SessionRows {
    /// As saving: an id is 128 bits of chance, so none is there before.
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let user: Option<UserId> = record.data.get(USER).and_then(|user| serde_json::from_value(user.clone()).ok());
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.save_session(&record.id.to_string(), user, &data, expiry(record)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut tx = self.store.glance().await.map_err(backend)?;
        let Some((data, expires_at)) = tx.session(&id.to_string(), self.clock.now()).await.map_err(backend)? else {
            return Ok(None);
        };
        let data: HashMap<String, Value> = serde_json::from_str(&data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date =
            time::OffsetDateTime::from_unix_timestamp(expires_at.seconds()).map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.delete_session(&id.to_string()).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
