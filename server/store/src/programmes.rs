//! Versions of the programme's file.

use jiso::time::Timestamp;

use crate::{StoreError, Tx};

/// A version of the file as it was imported.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProgrammeText {
    pub version: i64,
    pub text: String,
}

sql! {
    INSERT_PROGRAMME = "INSERT INTO programmes (version, text, imported_at) VALUES ($1, $2, $3)";
    NEWEST_PROGRAMME = "SELECT version, text FROM programmes ORDER BY version DESC LIMIT 1";
    NEWEST_PROGRAMME_VERSION = "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM programmes";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when there is one of this version.
    pub async fn insert_programme(&mut self, programme: &ProgrammeText, at: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::INSERT_PROGRAMME, programme.version, &programme.text, at.micros()).map(drop)
    }

    /// The one in force.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn newest_programme(&mut self) -> Result<Option<ProgrammeText>, StoreError> {
        fetch_optional!(self, ProgrammeText, q::NEWEST_PROGRAMME)
    }

    /// 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn newest_programme_version(&mut self) -> Result<i64, StoreError> {
        Ok(fetch_one!(self, (i64,), q::NEWEST_PROGRAMME_VERSION)?.0)
    }
}
