//! The change feed: what the search followers of all nodes read. Numbers have no gaps and are ordered as the commits are,
//! because the counter's row is taken last in a transaction and held until its commit.

use uuid::Uuid;

use crate::{StoreError, Tx};

/// Something that is searched has changed or gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: &'static str,
    pub id: Uuid,
}

/// A row of the feed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ChangeRow {
    pub seq: i64,
    pub kind: String,
    pub id: Uuid,
}

sql! {
    TAKE_NUMBERS = "UPDATE change_counter SET seq = seq + $1 RETURNING seq";
    INSERT_CHANGE = "INSERT INTO changes (seq, kind, id) VALUES ($1, $2, $3)";
    CHANGES_AFTER = "SELECT seq, kind, id FROM changes WHERE seq > $1 ORDER BY seq LIMIT $2";
    LAST_NUMBER = "SELECT seq FROM change_counter";
}

impl Tx {
    /// Notes that a document of the search index has to be looked at again.
    pub fn note_change(&mut self, kind: &'static str, id: Uuid) {
        let change = Change { kind, id };
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    pub(crate) async fn write_changes(&mut self) -> Result<(), StoreError> {
        if self.changes.is_empty() {
            return Ok(());
        }
        let count = i64::try_from(self.changes.len()).unwrap_or(i64::MAX);
        let (last,) = fetch_one!(self, (i64,), q::TAKE_NUMBERS, count)?;
        let changes = self.changes.clone();
        for (seq, change) in (last - count + 1..).zip(changes) {
            execute!(self, q::INSERT_CHANGE, seq, change.kind, change.id)?;
        }
        Ok(())
    }

    /// Changes after `seq`, oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn changes_after(&mut self, seq: i64, limit: i64) -> Result<Vec<ChangeRow>, StoreError> {
        fetch_all!(self, ChangeRow, q::CHANGES_AFTER, seq, limit)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn last_change(&mut self) -> Result<i64, StoreError> {
        Ok(fetch_one!(self, (i64,), q::LAST_NUMBER)?.0)
    }
}
