//! Which version of the schema a database has. Migrations only go forward.

use crate::{
    Store, StoreError, Tx,
    db::{POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS},
};

/// A database's schema beside the one this program was built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrations {
    pub applied: usize,
    /// Known to this program and not applied yet.
    pub pending: usize,
    /// Applied by a newer program.
    pub unknown: usize,
}

sql! {
    APPLIED_MIGRATIONS = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
}

impl Store {
    /// # Errors
    /// When the database does not answer; one without any schema answers with an error, too.
    pub async fn migrations(&self) -> Result<Migrations, StoreError> {
        let mut tx = self.read().await?;
        let applied = tx.applied_migrations().await?;
        let migrator = if tx.is_postgres() { &POSTGRES_MIGRATIONS } else { &SQLITE_MIGRATIONS };
        let known: Vec<i64> = migrator.iter().map(|migration| migration.version).collect();
        Ok(Migrations {
            applied: applied.len(),
            pending: known.iter().filter(|version| !applied.contains(version)).count(),
            unknown: applied.iter().filter(|version| !known.contains(version)).count(),
        })
    }
}

impl Tx {
    async fn applied_migrations(&mut self) -> Result<Vec<i64>, StoreError> {
        let rows = fetch_all!(self, (i64,), q::APPLIED_MIGRATIONS)?;
        Ok(rows.into_iter().map(|(version,)| version).collect())
    }
}
