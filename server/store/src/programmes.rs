//! Versions of the programme's file.

use jiso::time::{Day, Timestamp};

use crate::{StoreError, Tx};

/// A version of the file as it was imported.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProgrammeText {
    pub version: i64,
    pub text: String,
}

sql! {
    INSERT_PROGRAMME = "INSERT INTO programmes (version, effective_from, text, imported_at) VALUES ($1, $2, $3, $4)";
    NEWEST_PROGRAMME = "SELECT version, text FROM programmes ORDER BY version DESC LIMIT 1";
    // Of those whose day has come the newest; before the first one's day, the oldest.
    PROGRAMME_ON = "SELECT version, text FROM programmes
        ORDER BY CASE WHEN effective_from <= $1 THEN 0 ELSE 1 END, CASE WHEN effective_from <= $1 THEN -version ELSE version END LIMIT 1";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when there is one of this version.
    pub async fn insert_programme(
        &mut self,
        programme: &ProgrammeText,
        effective_from: Day,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let day = i64::from(effective_from.0);
        execute!(self, q::INSERT_PROGRAMME, programme.version, day, &programme.text, at.micros()).map(drop)
    }

    /// The one imported last, in force or not yet.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn newest_programme(&mut self) -> Result<Option<ProgrammeText>, StoreError> {
        fetch_optional!(self, ProgrammeText, q::NEWEST_PROGRAMME)
    }

    /// The one in force on a day.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn programme_on(&mut self, day: Day) -> Result<Option<ProgrammeText>, StoreError> {
        fetch_optional!(self, ProgrammeText, q::PROGRAMME_ON, i64::from(day.0))
    }
}
