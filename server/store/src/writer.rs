//! SQLite has one writer, and a commit waits for the disk. So those who wait for the writer while somebody writes share a commit: each
//! writes in a savepoint of one transaction, and the last of a few, or whoever stands behind them in the queue, commits for all.
//! Nobody is answered before that, and what one of them takes back is not the others'.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use parking_lot::Mutex;
use sqlx::{SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::watch;

use crate::lane::{Held, Lane};

/// With more of them the wait for the disk would be shared by more, but the first would wait for all the others' work. After each
/// commit every reader begins with an empty cache.
const SHARE_ONE_COMMIT: u32 = 12;

/// `None` until the transaction has ended, then what went wrong, if anything.
type Outcome = Option<Result<(), String>>;

/// The writer of an SQLite file; cheap to clone.
#[derive(Clone)]
pub struct Writer(Arc<Inner>);

struct Inner {
    lane: Lane,
    shared: Mutex<Option<Shared>>,
    /// Those who wait for their turn.
    waiting: AtomicUsize,
}

/// A transaction that is begun, and that somebody in the queue will commit.
struct Shared {
    outcome: watch::Sender<Outcome>,
    /// Those whose work it holds.
    writers: u32,
    /// Somebody took back what they did, perhaps because SQLite had ended the whole transaction: it does so when the disk is full.
    doubtful: bool,
}

/// One's turn to write. What is not committed when it ends, never happened.
pub struct Turn {
    held: Held,
    writer: Writer,
    /// Nobody's work is in this transaction but one's own.
    first: bool,
}

impl Writer {
    /// # Errors
    /// When the file cannot be opened.
    pub async fn open(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let lane = Lane::open(options, 1).await?;
        Ok(Self(Arc::new(Inner { lane, shared: Mutex::default(), waiting: AtomicUsize::new(0) })))
    }

    /// Waits for one's turn and begins.
    pub async fn begin(&self) -> Result<Turn, sqlx::Error> {
        let mut held = {
            let _waiting = Waiting::of(&self.0.waiting);
            self.0.lane.take().await?
        };
        let doubtful = self.0.shared.lock().as_ref().map(|shared| shared.doubtful);
        let first = match doubtful {
            None => true,
            Some(false) => false,
            Some(true) => self.is_lost(&mut held).await?,
        };
        if first {
            self.0.lane.begin(&mut held, Some("BEGIN IMMEDIATE")).await?;
        } else {
            self.0.lane.begin(&mut held, None).await?;
        }
        Ok(Turn { held, writer: self.clone(), first })
    }

    /// The writer's connection with nothing begun on it.
    pub async fn alone(&self) -> Result<Held, sqlx::Error> {
        let mut held = self.0.lane.take().await?;
        self.settle(&mut held).await?;
        Ok(held)
    }

    /// Waits for those who write.
    pub async fn close(&self) {
        self.0.lane.close().await;
    }

    /// Whether SQLite has ended the shared transaction by itself; then those who wait for it are told, and another can begin.
    async fn is_lost(&self, held: &mut Held) -> Result<bool, sqlx::Error> {
        // Inside of a transaction this is an error.
        let lost = sqlx::query("BEGIN").execute(&mut **held).await.is_ok();
        if lost {
            if let Some(shared) = self.0.shared.lock().take() {
                shared.outcome.send_replace(Some(Err("the database ended the transaction".into())));
            }
            self.0.lane.renew(held).await?;
        } else if let Some(shared) = self.0.shared.lock().as_mut() {
            shared.doubtful = false;
        }
        Ok(lost)
    }

    /// Joins the shared transaction: how many have, and what will become of it. Where there is none yet, the one at hand becomes it,
    /// and somebody joins the queue to commit it.
    fn share(&self) -> (u32, watch::Receiver<Outcome>) {
        let mut shared = self.0.shared.lock();
        if let Some(shared) = shared.as_mut() {
            shared.writers += 1;
            return (shared.writers, shared.outcome.subscribe());
        }
        let (outcome, seen) = watch::channel(None);
        *shared = Some(Shared { outcome, writers: 1, doubtful: false });
        let writer = self.clone();
        tokio::spawn(async move {
            // However long the queue is: there is nobody else who would do it.
            match writer.0.lane.take_patiently().await {
                Ok(mut held) => _ = writer.settle(&mut held).await,
                Err(_) => drop(writer.0.shared.lock().take()),
            }
        });
        (1, seen)
    }

    /// Commits what is shared, and tells those who wait for it.
    async fn settle(&self, held: &mut Held) -> Result<(), sqlx::Error> {
        let Some(shared) = self.0.shared.lock().take() else { return Ok(()) };
        let committed = self.0.lane.commit(held).await;
        let usable = if committed.is_err() { self.0.lane.renew(held).await } else { Ok(()) };
        shared.outcome.send_replace(Some(committed.map_err(|error| error.to_string())));
        usable
    }
}

impl Turn {
    /// Ends the turn; answers when what was done is on the disk.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        let lane = &self.writer.0.lane;
        if self.first && self.writer.0.waiting.load(Ordering::SeqCst) == 0 {
            return lane.commit(&mut self.held).await;
        }
        if self.first {
            self.held.keep();
        } else {
            lane.commit(&mut self.held).await?;
        }
        let (writers, mut outcome) = self.writer.share();
        if writers >= SHARE_ONE_COMMIT {
            // Where the connection could not be renewed, the next who begins does it.
            _ = self.writer.settle(&mut self.held).await;
        }
        drop(self);
        let committed = outcome.wait_for(Option::is_some).await.map(|outcome| outcome.clone());
        match committed {
            Ok(Some(Ok(()))) => Ok(()),
            Ok(Some(Err(message))) => Err(sqlx::Error::Protocol(message)),
            Ok(None) | Err(_) => Err(sqlx::Error::PoolClosed),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.held.is_begun()
            && let Some(shared) = self.writer.0.shared.lock().as_mut()
        {
            shared.doubtful = true;
        }
    }
}

impl Deref for Turn {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.held
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.held
    }
}

/// Counts one for as long as it lives.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
