/// What can go wrong with the store. For operators: it is logged with a reference and never shown to a browser.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{statement}: {source}")]
    Statement { statement: &'static str, source: sqlx::Error },
    #[error("{doing}: {source}")]
    Connection { doing: &'static str, source: sqlx::Error },
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row holds what the programme does not know.
    #[error("table {table}, column {column}: {value:?}")]
    Broken { table: &'static str, column: &'static str, value: String },
    #[error("setting database-url: {0}")]
    Address(String),
}

impl StoreError {
    pub(crate) fn broken(table: &'static str, column: &'static str, value: impl Into<String>) -> Self {
        Self::Broken { table, column, value: value.into() }
    }

    fn database(&self) -> Option<&dyn sqlx::error::DatabaseError> {
        match self {
            Self::Statement { source, .. } => source.as_database_error(),
            _ => None,
        }
    }

    /// Somebody else was faster with the same key.
    pub fn is_taken(&self) -> bool {
        self.database().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
    }

    /// The disk is full or the database may not be written.
    pub fn is_full(&self) -> bool {
        self.database().is_some_and(|e| {
            let message = e.message();
            message.contains("disk is full") || message.contains("No space left") || message.contains("readonly")
        })
    }
}

impl From<StoreError> for jiso::failure::Failure {
    /// The cause goes to the log under a reference, the reference to the person.
    fn from(error: StoreError) -> Self {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let reference = format!("S{:x}-{number}", std::process::id());
        tracing::error!(reference, %error, "store");
        Self::Unavailable { reference }
    }
}
