//! Searches that people made lately, and those they saved.

use jiso::{id::UserId, time::Timestamp};

use crate::{StoreError, Tx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Kept {
    /// The page's query, `q=…&kind=…`.
    pub query: String,
    /// In microseconds.
    pub at: i64,
    pub saved: bool,
}

sql! {
    KEEP_SEARCH = "INSERT INTO kept_searches (user_id, query, at, saved) VALUES ($1, $2, $3, FALSE)
        ON CONFLICT (user_id, query) DO UPDATE SET at = $3";
    SAVE_SEARCH = "INSERT INTO kept_searches (user_id, query, at, saved) VALUES ($1, $2, $3, TRUE)
        ON CONFLICT (user_id, query) DO UPDATE SET at = $3, saved = TRUE";
    // All of one person, which are few.
    KEPT_SEARCHES = "SELECT query, at, saved FROM kept_searches WHERE user_id = $1 ORDER BY at DESC, query";
    FORGET_SEARCH = "DELETE FROM kept_searches WHERE user_id = $1 AND query = $2";
    FORGET_RECENT = "DELETE FROM kept_searches WHERE user_id = $1 AND saved = FALSE";
    FORGET_OLD_SEARCHES = "DELETE FROM kept_searches WHERE at < $1 AND saved = FALSE";
}

impl Tx {
    /// Keeps a search as the newest, and of those that are not saved as many as `recent`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn keep_search(&mut self, user: UserId, query: &str, at: Timestamp, recent: usize) -> Result<(), StoreError> {
        execute!(self, q::KEEP_SEARCH, user.uuid(), query, at.micros())?;
        self.forget_more_than(user, recent, false).await
    }

    /// Keeps a search until the person takes it away, or saves as many others as `most`.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_search(&mut self, user: UserId, query: &str, at: Timestamp, most: usize) -> Result<(), StoreError> {
        execute!(self, q::SAVE_SEARCH, user.uuid(), query, at.micros())?;
        self.forget_more_than(user, most, true).await
    }

    async fn forget_more_than(&mut self, user: UserId, most: usize, saved: bool) -> Result<(), StoreError> {
        let all = self.kept_searches(user).await?;
        for old in all.iter().filter(|kept| kept.saved == saved).skip(most) {
            self.forget_search(user, &old.query).await?;
        }
        Ok(())
    }

    /// The newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn kept_searches(&mut self, user: UserId) -> Result<Vec<Kept>, StoreError> {
        fetch_all!(self, Kept, q::KEPT_SEARCHES, user.uuid())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn forget_search(&mut self, user: UserId, query: &str) -> Result<(), StoreError> {
        execute!(self, q::FORGET_SEARCH, user.uuid(), query)?;
        Ok(())
    }

    /// All that are not saved.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn forget_recent_searches(&mut self, user: UserId) -> Result<(), StoreError> {
        execute!(self, q::FORGET_RECENT, user.uuid())?;
        Ok(())
    }

    /// Of everybody, what was not searched for since.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn forget_old_searches(&mut self, before: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::FORGET_OLD_SEARCHES, before.micros())?;
        Ok(())
    }
}
