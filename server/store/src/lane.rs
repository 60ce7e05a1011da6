//! The connections to an SQLite file. sqlx's own pool asks a connection that comes back whether it is alive, in a task of its own, so
//! that whoever waits for the only writer there is would wait for that as well; here it goes from hand to hand.

use std::{
    mem,
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use sqlx::{
    ConnectOptions, Connection, SqlStr, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteTransactionManager},
};
use sqlx_core::transaction::TransactionManager;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// How long one waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// So many connections, made when they are needed, each for one at a time; who asked first is served first.
pub struct Lane {
    options: SqliteConnectOptions,
    connections: u32,
    places: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
}

/// A connection, for as long as one holds it. What was begun and not committed when it is given back, never happened.
pub struct Held {
    /// None only when it has been given back.
    connection: Option<SqliteConnection>,
    begun: bool,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
    _place: OwnedSemaphorePermit,
}

impl Lane {
    /// Makes the first connection at once.
    pub async fn open(options: SqliteConnectOptions, connections: u32) -> Result<Self, sqlx::Error> {
        let idle = Arc::new(Mutex::new(vec![options.connect().await?]));
        let places = usize::try_from(connections).unwrap_or(Semaphore::MAX_PERMITS);
        Ok(Self { options, connections, places: Arc::new(Semaphore::new(places)), idle })
    }

    /// A connection on which each statement is a transaction of its own.
    pub async fn take(&self) -> Result<Held, sqlx::Error> {
        timeout(PATIENCE, self.take_patiently()).await.map_err(|_| sqlx::Error::PoolTimedOut)?
    }

    /// The same, however long it takes.
    pub async fn take_patiently(&self) -> Result<Held, sqlx::Error> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.idle.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.options.connect().await?,
        };
        Ok(Held { connection: Some(connection), begun: false, idle: self.idle.clone(), _place: place })
    }

    /// Begins with a statement, or without one inside of what is begun.
    pub async fn begin(&self, held: &mut Held, statement: Option<&'static str>) -> Result<(), sqlx::Error> {
        let mut begun = SqliteTransactionManager::begin(held, statement.map(SqlStr::from_static)).await;
        // A full disk makes SQLite end a transaction by itself, and the connection then believes for ever to be inside it.
        if let Err(sqlx::Error::InvalidSavePointStatement) = begun {
            self.renew(held).await?;
            begun = SqliteTransactionManager::begin(held, statement.map(SqlStr::from_static)).await;
        }
        begun?;
        held.begun = true;
        Ok(())
    }

    pub async fn commit(&self, held: &mut Held) -> Result<(), sqlx::Error> {
        SqliteTransactionManager::commit(held).await?;
        held.begun = false;
        Ok(())
    }

    /// Another connection in place of one that can no longer be trusted. What that had begun never happened.
    pub async fn renew(&self, held: &mut Held) -> Result<(), sqlx::Error> {
        held.connection = Some(self.options.connect().await?);
        Ok(())
    }

    /// Waits for those who hold one, as long as anybody waits for one.
    pub async fn close(&self) {
        _ = timeout(PATIENCE, self.places.acquire_many(self.connections)).await;
        self.places.close();
        let idle = mem::take(&mut *self.idle.lock());
        for connection in idle {
            _ = connection.close().await;
        }
    }
}

impl Held {
    pub const fn is_begun(&self) -> bool {
        self.begun
    }

    /// What was begun stays when the connection is given back, for the next who holds it.
    pub const fn keep(&mut self) {
        self.begun = false;
    }
}

impl Deref for Held {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        let Some(connection) = &self.connection else { unreachable!("it is given back when it is dropped") };
        connection
    }
}

impl DerefMut for Held {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        let Some(connection) = &mut self.connection else { unreachable!("it is given back when it is dropped") };
        connection
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.begun {
            SqliteTransactionManager::start_rollback(self);
        }
        self.idle.lock().extend(self.connection.take());
    }
}
