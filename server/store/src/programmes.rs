//! Versions of the programme's file.

use jiso::{
    id::{CompanyId, DealId, UserId},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A version of the file as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeVersion {
    pub id: Uuid,
    pub number: i64,
    pub text: String,
    pub digest: String,
    pub valid_from: Timestamp,
    pub loaded_at: Timestamp,
    /// Who published it in the console; none for what came from a file.
    pub by: Option<String>,
    /// What its publisher says about it.
    pub note: String,
}

/// Somebody's change of the programme that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeDraft {
    pub text: String,
    /// The number of the version it rests on.
    pub base: i64,
    pub saved_at: Timestamp,
}

type Row = (Uuid, i64, String, String, i64, i64, Option<String>, String);

fn version((id, number, text, digest, valid_from, loaded_at, by, note): Row) -> ProgrammeVersion {
    let (valid_from, loaded_at) = (Timestamp::from_micros(valid_from), Timestamp::from_micros(loaded_at));
    ProgrammeVersion { id, number, text, digest, valid_from, loaded_at, by, note }
}

sql! {
    INSERT_PROGRAMME = "INSERT INTO programme_versions (id, number, text, digest, valid_from, loaded_at, by_name, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    NEWEST_PROGRAMME = "SELECT id, number, text, digest, valid_from, loaded_at, by_name, note FROM programme_versions ORDER BY number DESC LIMIT 1";
    PROGRAMME_NUMBERED = "SELECT id, number, text, digest, valid_from, loaded_at, by_name, note FROM programme_versions WHERE number = $1";
    PROGRAMMES = "SELECT id, number, text, digest, valid_from, loaded_at, by_name, note FROM programme_versions ORDER BY number";
    // Of those whose moment has come the newest; before the first one's moment, the oldest.
    NUMBER_AT = "SELECT number FROM programme_versions
        ORDER BY CASE WHEN valid_from <= $1 THEN 0 ELSE 1 END, CASE WHEN valid_from <= $1 THEN -number ELSE number END LIMIT 1";
    MOMENTS = "SELECT number, valid_from FROM programme_versions ORDER BY number";
    DRAFT = "SELECT text, base, saved_at FROM programme_drafts WHERE user_id = $1";
    SAVE_PROGRAMME_DRAFT = "INSERT INTO programme_drafts (user_id, text, base, saved_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id) DO UPDATE SET text = excluded.text, base = excluded.base, saved_at = excluded.saved_at";
    DROP_DRAFT = "DELETE FROM programme_drafts WHERE user_id = $1";
    DEAL_PRODUCTS = "SELECT id, product FROM deal_registrations WHERE company_id = $1";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when there is one of this number.
    pub async fn insert_programme(&mut self, new: &ProgrammeVersion) -> Result<(), StoreError> {
        let (valid_from, loaded_at) = (new.valid_from.micros(), new.loaded_at.micros());
        let (by, note) = (new.by.as_deref(), &new.note);
        execute!(self, q::INSERT_PROGRAMME, new.id, new.number, &new.text, &new.digest, valid_from, loaded_at, by, note).map(drop)
    }

    /// The one taken last, in force or not yet.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn newest_programme(&mut self) -> Result<Option<ProgrammeVersion>, StoreError> {
        Ok(fetch_optional!(self, Row, q::NEWEST_PROGRAMME)?.map(version))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn programme_numbered(&mut self, number: i64) -> Result<Option<ProgrammeVersion>, StoreError> {
        Ok(fetch_optional!(self, Row, q::PROGRAMME_NUMBERED, number)?.map(version))
    }

    /// All of them, the first one first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn programmes(&mut self) -> Result<Vec<ProgrammeVersion>, StoreError> {
        Ok(fetch_all!(self, Row, q::PROGRAMMES)?.into_iter().map(version).collect())
    }

    /// The number of the one in force at a moment.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn programme_number_at(&mut self, at: Timestamp) -> Result<Option<i64>, StoreError> {
        Ok(fetch_optional!(self, (i64,), q::NUMBER_AT, at.micros())?.map(|(number,)| number))
    }

    /// The number of each and its first moment, the first one first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn programme_moments(&mut self) -> Result<Vec<(i64, Timestamp)>, StoreError> {
        let rows = fetch_all!(self, (i64, i64), q::MOMENTS)?;
        Ok(rows.into_iter().map(|(number, from)| (number, Timestamp::from_micros(from))).collect())
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn programme_draft(&mut self, of: UserId) -> Result<Option<ProgrammeDraft>, StoreError> {
        let row = fetch_optional!(self, (String, i64, i64), q::DRAFT, of.uuid())?;
        Ok(row.map(|(text, base, at)| ProgrammeDraft { text, base, saved_at: Timestamp::from_micros(at) }))
    }

    /// In the place of what its owner had drafted before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_programme_draft(&mut self, of: UserId, draft: &ProgrammeDraft) -> Result<(), StoreError> {
        let at = draft.saved_at.micros();
        execute!(self, q::SAVE_PROGRAMME_DRAFT, of.uuid(), &draft.text, draft.base, at).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn drop_programme_draft(&mut self, of: UserId) -> Result<(), StoreError> {
        execute!(self, q::DROP_DRAFT, of.uuid()).map(drop)
    }

    /// Which product each deal of a company is about.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deal_products(&mut self, company: CompanyId) -> Result<Vec<(DealId, String)>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String), q::DEAL_PRODUCTS, company.uuid())?;
        Ok(rows.into_iter().map(|(id, product)| (DealId::from_uuid(id), product)).collect())
    }
}
