//! Keeps this node's search index as new as the database: reads the change feed behind the index's cursor, loads what changed,
//! and commits both together.

use std::{sync::Arc, time::Duration};

use jiso_search::{Change, SearchIndex};
use jiso_store::Store;
use tokio::sync::watch;

use crate::search::{FOUND, document_of};

/// Other nodes' commits do not ring here, so the feed is also looked at by the clock.
const LOOK_EVERY: Duration = Duration::from_millis(700);
const PORTION: i64 = 500;

pub struct Follower {
    pub store: Store,
    pub index: Arc<SearchIndex>,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl Follower {
    /// Takes in everything that is new; builds the index from all texts when it has no cursor.
    ///
    /// # Errors
    /// When the store or the index cannot be read or written; the next look tries again.
    pub async fn catch_up(&self) -> Outcome<()> {
        let Some(mut cursor) = self.index.cursor() else { return self.rebuild().await };
        loop {
            let mut tx = self.store.read().await?;
            let rows = tx.changes_after(cursor, PORTION).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(()) };
            let mut changes = Vec::with_capacity(rows.len());
            for row in rows.iter().filter(|row| row.kind == "document") {
                let document = tx.published_document(row.id.into()).await?.as_ref().and_then(document_of);
                changes.push(match document {
                    Some(document) => Change::Upsert(Box::new(document)),
                    None => Change::Delete(row.id.to_string()),
                });
            }
            let index = self.index.clone();
            tokio::task::spawn_blocking(move || index.apply(changes, last)).await??;
            cursor = last;
        }
    }

    /// Builds the index anew beside the one in use, and swaps.
    ///
    /// # Errors
    /// As [`Follower::catch_up`].
    pub async fn rebuild(&self) -> Outcome<()> {
        let mut tx = self.store.read().await?;
        // The number is read in the same snapshot as the texts, so nothing falls between.
        let cursor = tx.last_change().await?;
        let mut documents = Vec::new();
        for kinds in FOUND {
            documents.extend(tx.published_texts(kinds).await?.iter().filter_map(document_of));
        }
        let index = self.index.clone();
        tokio::task::spawn_blocking(move || index.rebuild(documents, cursor)).await??;
        Ok(())
    }

    /// Follows until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.catch_up().await {
                tracing::error!(%error, "the search follower will try again");
            }
            tokio::select! {
                () = self.store.changed() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stop.changed() => {}
            }
        }
    }
}
