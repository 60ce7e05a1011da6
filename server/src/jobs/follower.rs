//! Keeps this node's search index as new as the database: reads the change feed behind the index's cursor, loads what changed,
//! and commits both together.

use std::{sync::Arc, time::Duration};

use jiso_search::{Change, SearchIndex};
use jiso_store::{Store, search::SYNONYMS};
use tokio::sync::watch;

use crate::search::{FOUND, document_of, labels::labels, synonyms};

/// Other nodes' commits do not ring here, so the feed is also looked at by the clock.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// A disk that is full will not be empty at once.
const AFTER_FAILING: Duration = Duration::from_secs(3);
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
        if !self.index.has_synonyms() {
            synonyms::load(&mut self.store.read().await?, &self.index).await?;
        }
        if !self.index.has_labels() {
            self.index.set_labels(labels());
        }
        if self.index.is_damaged() {
            self.rebuild().await?;
            tracing::info!(documents = self.index.documents(), "the search index is built from the database");
            return Ok(());
        }
        let Some(mut cursor) = self.index.cursor() else { return self.rebuild().await };
        loop {
            let mut tx = self.store.read().await?;
            let rows = tx.changes_after(cursor, PORTION).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { return Ok(()) };
            if rows.iter().any(|row| row.kind == SYNONYMS) {
                synonyms::load(&mut tx, &self.index).await?;
            }
            let mut changes = Vec::with_capacity(rows.len());
            for row in rows.iter().filter(|row| row.kind == "document") {
                let document = tx.published_document(row.id.into()).await?.as_ref().and_then(document_of);
                changes.push(match document {
                    Some(document) => Change::Upsert(Box::new(document)),
                    None => Change::Delete(row.id.to_string()),
                });
            }
            let index = self.index.clone();
            let taken = tokio::task::spawn_blocking(move || index.apply(changes, last)).await;
            if !matches!(taken, Ok(Ok(()))) {
                self.index.give_up();
            }
            taken??;
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
            let pause = if self.index.is_damaged() { AFTER_FAILING } else { LOOK_EVERY };
            tokio::select! {
                () = self.store.changed(), if !self.index.is_damaged() => {}
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }
}
