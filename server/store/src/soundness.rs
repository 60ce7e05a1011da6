//! Whether the database's file is whole.

use crate::{Store, StoreError};

sql! {
    QUICK_CHECK_SQLITE = "PRAGMA quick_check(1)";
}

impl Store {
    /// What SQLite finds wrong with its file; PostgreSQL looks after its own.
    ///
    /// # Errors
    /// When the file is so broken that SQLite cannot even look.
    pub async fn damage(&self) -> Result<Option<String>, StoreError> {
        let mut tx = self.read().await?;
        if tx.is_postgres() {
            return Ok(None);
        }
        let found = fetch_all!(tx, (String,), q::QUICK_CHECK_SQLITE)?;
        Ok(found.into_iter().map(|(line,)| line).find(|line| line != "ok"))
    }
}
