//! The one place where the two databases differ in code.

use std::{
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions, PgPool, Postgres, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::Notify;

use crate::{
    StoreError,
    changes::Change,
    lane::{Held, Lane},
    sql::Pair,
    writer::{Turn, Writer},
};

pub(crate) static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections that read an SQLite file.
const READERS: u32 = 3;

/// Where the store keeps its data.
#[derive(Clone, Debug)]
pub enum StoreOptions {
    Sqlite { file: PathBuf },
    Postgres { url: String },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Schema {
    UpToDate,
    AsItIs,
}

// There is one of it.
#[allow(clippy::large_enum_variant)]
enum Db {
    Lite { write: Writer, read: Lane, keep: Lane },
    Pg(PgPool),
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: Db,
    /// Rung after a commit that changed what is searched.
    changed: Notify,
    /// Rung after a commit that enqueued jobs.
    enqueued: Notify,
    /// Rung after a commit that told somebody something.
    noticed: Notify,
    /// Commits of this node so far.
    written: AtomicU64,
}

pub(crate) enum TxInner {
    Lite(Held),
    Turn(Turn),
    Pg(Transaction<'static, Postgres>),
}

/// One transaction. Dropped without [`Tx::commit`], it never happened.
pub struct Tx {
    pub(crate) inner: TxInner,
    store: Store,
    pub(crate) changes: Vec<Change>,
    pub(crate) enqueued: bool,
    pub(crate) noticed: bool,
    written: u64,
    snapshot: bool,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached or migrated.
    pub async fn open(options: &StoreOptions) -> Result<Self, StoreError> {
        Self::opened(options, Schema::UpToDate).await
    }

    /// Opens the database as it is, with whatever schema it has.
    ///
    /// # Errors
    /// When it cannot be reached, or when there is no database file yet.
    pub async fn open_as_is(options: &StoreOptions) -> Result<Self, StoreError> {
        Self::opened(options, Schema::AsItIs).await
    }

    async fn opened(options: &StoreOptions, schema: Schema) -> Result<Self, StoreError> {
        let db = match options {
            // NORMAL lost 12 % of acknowledged commits in imitated power cuts, FULL none.
            StoreOptions::Sqlite { file } => open_sqlite(file.clone(), schema, SqliteSynchronous::Full).await?,
            StoreOptions::Postgres { url } => open_postgres(url, schema).await?,
        };
        let store = Self::with(db);
        if schema == Schema::UpToDate {
            store.fill_name_keys().await?;
        }
        Ok(store)
    }

    /// An SQLite file that does not wait for the disk: for tests, whose disk is busy writing what was just compiled.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) async fn open_unsynced(file: PathBuf) -> Result<Self, StoreError> {
        Ok(Self::with(open_sqlite(file, Schema::UpToDate, SqliteSynchronous::Off).await?))
    }

    fn with(db: Db) -> Self {
        let (changed, enqueued, noticed) = (Notify::new(), Notify::new(), Notify::new());
        Self(Arc::new(Inner { db, changed, enqueued, noticed, written: AtomicU64::new(0) }))
    }

    /// Begins a write transaction. SQLite has one writer: never begin a second one while holding the first.
    ///
    /// # Errors
    /// When no connection can be had within five seconds.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let written = self.0.written.load(Ordering::SeqCst);
        let inner = match &self.0.db {
            Db::Lite { write, .. } => write.begin().await.map(TxInner::Turn),
            Db::Pg(pool) => pool.begin().await.map(TxInner::Pg),
        };
        self.transaction(inner, written, "begin a write transaction")
    }

    /// Begins a snapshot to read from.
    ///
    /// # Errors
    /// When no connection can be had within five seconds.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let written = self.0.written.load(Ordering::SeqCst);
        let inner = match &self.0.db {
            Db::Lite { read, .. } => begun(read).await.map(TxInner::Lite),
            Db::Pg(pool) => pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await.map(TxInner::Pg),
        };
        Ok(Tx { snapshot: true, ..self.transaction(inner, written, "begin to read")? })
    }

    /// To read with a single statement, which needs no snapshot.
    ///
    /// # Errors
    /// When no connection can be had within five seconds.
    pub async fn glance(&self) -> Result<Tx, StoreError> {
        let Db::Lite { read, .. } = &self.0.db else { return self.read().await };
        let written = self.0.written.load(Ordering::SeqCst);
        let inner = read.take().await.map(TxInner::Lite);
        self.transaction(inner, written, "have a look")
    }

    fn transaction(&self, inner: Result<TxInner, sqlx::Error>, written: u64, doing: &'static str) -> Result<Tx, StoreError> {
        let inner = inner.map_err(|source| StoreError::Connection { doing, source })?;
        Ok(Tx { inner, store: self.clone(), changes: Vec::new(), enqueued: false, noticed: false, written, snapshot: false })
    }

    /// Waits until a commit of this process changed what is searched.
    pub async fn changed(&self) {
        self.0.changed.notified().await;
    }

    /// Waits until a commit of this process enqueued jobs.
    pub async fn enqueued(&self) {
        self.0.enqueued.notified().await;
    }

    /// Waits until a commit of this process told somebody something.
    pub async fn noticed(&self) {
        self.0.noticed.notified().await;
    }

    /// Every statement that this database is sent, with its name.
    pub fn statements(&self) -> Vec<(&'static str, &'static str)> {
        let own = |pair: Pair| match self.0.db {
            Db::Lite { .. } => pair.sqlite,
            Db::Pg(_) => pair.postgres,
        };
        let pairs = crate::pairs().into_iter().map(|(name, pair)| (name, own(pair)));
        let sent = |name: &str| matches!(self.0.db, Db::Lite { .. }) || !name.ends_with("_SQLITE");
        crate::statements().into_iter().chain(pairs).filter(|(name, _)| sent(name)).collect()
    }

    pub fn kind(&self) -> &'static str {
        match self.0.db {
            Db::Lite { .. } => "sqlite",
            Db::Pg(_) => "postgres",
        }
    }

    /// Whether nobody else writes while one does, so that what a writer finds unchanged stays so until it commits.
    pub fn has_one_writer(&self) -> bool {
        matches!(self.0.db, Db::Lite { .. })
    }

    /// Prepares a statement without running it.
    ///
    /// # Errors
    /// When the database does not understand it.
    pub async fn prepare(&self, statement: &'static str) -> Result<(), StoreError> {
        use sqlx::{Executor, SqlStr};
        let result = match &self.0.db {
            Db::Lite { read, .. } => match read.take().await {
                Ok(mut held) => held.prepare(SqlStr::from_static(statement)).await.map(drop),
                Err(error) => Err(error),
            },
            Db::Pg(pool) => pool.prepare(SqlStr::from_static(statement)).await.map(drop),
        };
        result.map_err(|source| StoreError::Statement { statement, source })
    }

    /// While `yes`, commits wait for no disk, so that what can be loaded again is loaded fast; a machine that fails meanwhile may
    /// damage the whole database. Afterwards everything is on the disk. Only SQLite is hurried.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hurry(&self, yes: bool) -> Result<(), StoreError> {
        let Db::Lite { write, .. } = &self.0.db else { return Ok(()) };
        let statements: &[&'static str] = if yes {
            &["PRAGMA synchronous = OFF", "PRAGMA cache_size = -400000"]
        } else {
            &["PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)", WRITERS_CACHE_AGAIN]
        };
        for statement in statements {
            run(write.alone().await, statement).await?;
        }
        Ok(())
    }

    /// Makes SQLite's log as long as a busy minute makes it anyway: a commit that lengthens the file waits for the file system's
    /// journal too, so that the first few hundred took twice as long as all later ones. What is written for that is taken back,
    /// and the log is written over from its beginning.
    ///
    /// # Errors
    /// When the database refuses, as it does when the disk is full.
    pub async fn lengthen_log(&self) -> Result<(), StoreError> {
        let Db::Lite { write, .. } = &self.0.db else { return Ok(()) };
        // Only what does not fit into memory is written before a commit.
        run(write.alone().await, "PRAGMA cache_size = -256").await?;
        let lengthened = async {
            let mut turn = write.begin().await?;
            let bytes: i64 = sqlx::query_scalar(BYTES).fetch_one(&mut *turn).await?;
            sqlx::query("CREATE TABLE log_room (zeros BLOB)").execute(&mut *turn).await?;
            sqlx::query("INSERT INTO log_room VALUES (zeroblob($1))").bind(log_room(bytes)).execute(&mut *turn).await?;
            Ok(())
        };
        let lengthened = lengthened.await;
        run(write.alone().await, WRITERS_CACHE_AGAIN).await?;
        lengthened.map_err(|source| StoreError::Connection { doing: "lengthen the database's log", source })
    }

    /// Moves what was committed from SQLite's log into its database, beside the writer, so that a writer hardly ever has to. The
    /// log was on the disk before; this is about time, not about safety.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        let Db::Lite { keep, .. } = &self.0.db else { return Ok(()) };
        run(keep.take().await, "PRAGMA wal_checkpoint(PASSIVE)").await
    }

    /// Commits of this node so far.
    pub fn written(&self) -> u64 {
        self.0.written.load(Ordering::SeqCst)
    }

    /// SQLite: as if the disk were full, for tests.
    ///
    /// # Errors
    /// When the database refuses.
    #[cfg(any(test, feature = "testing"))]
    pub async fn fill_disk(&self, full: bool) -> Result<(), StoreError> {
        let Db::Lite { write, .. } = &self.0.db else { return Ok(()) };
        // SQLite never goes below the pages there are.
        let statement = if full { "PRAGMA max_page_count = 1" } else { "PRAGMA max_page_count = 4294967294" };
        run(write.alone().await, statement).await
    }

    /// Closes all connections; what is committed stays.
    pub async fn close(&self) {
        match &self.0.db {
            Db::Lite { write, read, keep } => {
                keep.close().await;
                read.close().await;
                write.close().await;
            }
            Db::Pg(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything of this transaction happen, with its rows in the change feed written last so that their numbers are
    /// ordered as the commits are.
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_changes().await?;
        let committed = match self.inner {
            // It has only read.
            TxInner::Lite(held) => {
                drop(held);
                Ok(())
            }
            TxInner::Turn(turn) => turn.commit().await,
            TxInner::Pg(transaction) => transaction.commit().await,
        };
        committed.map_err(|source| StoreError::Connection { doing: "commit", source })?;
        self.store.0.written.fetch_add(1, Ordering::SeqCst);
        if !self.changes.is_empty() {
            self.store.0.changed.notify_waiters();
            self.store.0.changed.notify_one();
        }
        if self.enqueued {
            self.store.0.enqueued.notify_one();
        }
        if self.noticed {
            self.store.0.noticed.notify_one();
        }
        Ok(())
    }

    /// What this node had committed when the transaction began: as long as it is the same, what was read of this node's own
    /// writes still holds.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Whether all of it sees the same, which is committed. What a writer sees may still be taken back.
    pub fn is_snapshot(&self) -> bool {
        self.snapshot
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.inner, TxInner::Pg(_))
    }

    /// Of a pair the one for this database.
    pub(crate) fn own(&self, pair: Pair) -> &'static str {
        if self.is_postgres() { pair.postgres } else { pair.sqlite }
    }
}

const BYTES: &str = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

/// Bytes that a database's log is lengthened to. In a large one what is written lies far apart: a deal registration among a
/// million events takes some 100 kB of log.
fn log_room(database: i64) -> i64 {
    (database / 4).clamp(32 << 20, 256 << 20)
}

async fn begun(lane: &Lane) -> Result<Held, sqlx::Error> {
    let mut held = lane.take().await?;
    lane.begin(&mut held, Some("BEGIN")).await?;
    Ok(held)
}

/// Of a mapped database only what lies in the log; a small one has hardly more that is read often.
const READERS_CACHE: &str = "-6000";

/// Bytes. What is mapped counts as memory of the process, for each connection anew, and is worth it where much is read that no
/// cache would hold.
const MAPPED_FROM: u64 = 64 << 20;
const MAPPED: &str = "1073741824";

/// What the writer has written lies in the log until the next checkpoint, and is needed again by what is written next.
const WRITERS_CACHE: &str = "-64000";
const WRITERS_CACHE_AGAIN: &str = "PRAGMA cache_size = -64000";

/// One statement without a transaction around it.
async fn run(held: Result<Held, sqlx::Error>, statement: &'static str) -> Result<(), StoreError> {
    let mut held = held.map_err(|source| StoreError::Connection { doing: "have a connection", source })?;
    let done = sqlx::query(statement).execute(&mut *held).await;
    done.map(drop).map_err(|source| StoreError::Statement { statement, source })
}

/// It holds customers and password hashes: a new file is for whoever runs the portal only. SQLite's log gets the same mode.
fn keep_private(file: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new().create(true).append(true).mode(0o600).open(file);
    made.map(drop).map_err(|error| StoreError::Connection { doing: "open the database file", source: error.into() })
}

async fn open_sqlite(file: PathBuf, schema: Schema, synchronous: SqliteSynchronous) -> Result<Db, StoreError> {
    if schema == Schema::UpToDate {
        keep_private(&file)?;
    }
    let mapped = if file.metadata().is_ok_and(|file| file.len() >= MAPPED_FROM) { MAPPED } else { "0" };
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(schema == Schema::UpToDate)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", READERS_CACHE)
        .pragma("mmap_size", mapped)
        // A writer that moves the log itself makes all others wait for it: only where [`Store::checkpoint`] has not come to it.
        .pragma("wal_autocheckpoint", "128000")
        .statement_cache_capacity(256)
        // Rows come from a thread of SQLite's own: fifty at a time, the two would wake each other more often than they work.
        .row_buffer_size(1_000)
        .log_slow_statements(tracing::log::LevelFilter::Warn, Duration::from_millis(250));
    let failed = |source| StoreError::Connection { doing: "open the database file", source };
    let write = Writer::open(options.clone().pragma("cache_size", WRITERS_CACHE)).await.map_err(failed)?;
    if schema == Schema::UpToDate {
        let mut held = write.alone().await.map_err(failed)?;
        SQLITE_MIGRATIONS.run(&mut *held).await?;
    }
    // It writes every page once and reads none twice.
    let keep = Lane::open(options.clone().pragma("mmap_size", "0"), 1).await.map_err(failed)?;
    let read = Lane::open(options.read_only(true), READERS).await.map_err(failed)?;
    Ok(Db::Lite { write, read, keep })
}

async fn open_postgres(url: &str, schema: Schema) -> Result<Db, StoreError> {
    let options: PgConnectOptions = url.parse().map_err(|e: sqlx::Error| StoreError::Address(e.to_string()))?;
    let pool =
        PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(5)).connect_with(options.clone()).await;
    let pool = match pool {
        // The pool has tried for a while and does not say what went wrong.
        Err(sqlx::Error::PoolTimedOut) => Err(cause(&options).await.unwrap_or(sqlx::Error::PoolTimedOut)),
        other => other,
    };
    let pool = pool.map_err(|source| StoreError::Connection { doing: "connect to PostgreSQL", source })?;
    if schema == Schema::UpToDate {
        POSTGRES_MIGRATIONS.run(&pool).await?;
    }
    Ok(Db::Pg(pool))
}

/// Why one connection cannot be made, if that shows soon.
async fn cause(options: &PgConnectOptions) -> Option<sqlx::Error> {
    tokio::time::timeout(Duration::from_secs(2), options.connect()).await.ok()?.err()
}
