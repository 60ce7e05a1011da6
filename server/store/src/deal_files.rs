//! Files on deals, and the objects that no file names.

use jiso::{
    deal_files::{Arrived, FileKind, FileLine, FileName},
    id::{DealFileId, DealId, UserId},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A file of a deal, there or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealFile {
    pub line: FileLine,
    /// By whom and when.
    pub removed: Option<(String, Timestamp)>,
}

/// A file to be attached.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    pub deal: DealId,
    pub arrived: &'a Arrived,
    pub shared: bool,
    pub by: UserId,
    pub at: Timestamp,
    pub once_key: &'a str,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    id: Uuid,
    name: String,
    kind: String,
    bytes: i64,
    shared: bool,
    by_name: String,
    attached_at: i64,
    remover: Option<String>,
    removed_at: Option<i64>,
}

impl TryFrom<FileRow> for DealFile {
    type Error = StoreError;

    fn try_from(row: FileRow) -> Result<Self, StoreError> {
        let line = FileLine {
            id: DealFileId::from_uuid(row.id),
            // Names were made safe before they came here.
            name: FileName::of(&row.name),
            kind: FileKind::parse(&row.kind).ok_or_else(|| StoreError::broken("deal_files", "kind", &row.kind))?,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
            by: row.by_name,
            at: Timestamp::from_micros(row.attached_at),
            shared: row.shared,
        };
        Ok(Self { line, removed: row.remover.zip(row.removed_at.map(Timestamp::from_micros)) })
    }
}

sql! {
    NOTE_LOOSE_OBJECT = "INSERT INTO loose_objects (id, since) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    CLAIM_OBJECT = "DELETE FROM loose_objects WHERE id = $1";
    LOOSE_OBJECTS = "SELECT id FROM loose_objects WHERE since < $1 ORDER BY since LIMIT $2";
    ATTACH_FILE = "INSERT INTO deal_files (id, deal_id, name, kind, bytes, shared, attached_by, attached_at, once_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (deal_id, once_key) DO NOTHING";
    REMOVE_FILE = "UPDATE deal_files SET removed_by = $3, removed_at = $4 WHERE id = $1 AND deal_id = $2 AND removed_at IS NULL";
    FILES_OF = "SELECT f.id, f.name, f.kind, f.bytes, f.shared, u.name AS by_name, f.attached_at, r.name AS remover, f.removed_at
        FROM deal_files f JOIN users u ON u.id = f.attached_by LEFT JOIN users r ON r.id = f.removed_by
        WHERE f.deal_id = $1 ORDER BY f.attached_at DESC, f.id DESC LIMIT $2";
    COUNT_FILES = "SELECT COUNT(*) FROM deal_files WHERE deal_id = $1 AND removed_at IS NULL";
    FILE_BY_ID = "SELECT f.id, f.name, f.kind, f.bytes, f.shared, u.name AS by_name, f.attached_at, r.name AS remover, f.removed_at
        FROM deal_files f JOIN users u ON u.id = f.attached_by LEFT JOIN users r ON r.id = f.removed_by
        WHERE f.id = $1 AND f.deal_id = $2";
    FILE_BY_KEY = "SELECT f.id, f.name, f.kind, f.bytes, f.shared, u.name AS by_name, f.attached_at, r.name AS remover, f.removed_at
        FROM deal_files f JOIN users u ON u.id = f.attached_by LEFT JOIN users r ON r.id = f.removed_by
        WHERE f.deal_id = $1 AND f.once_key = $2";
}

impl Tx {
    /// Writes down that an object belongs to no file, or to none any more.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn note_loose_object(&mut self, id: DealFileId, since: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::NOTE_LOOSE_OBJECT, id.uuid(), since.micros()).map(drop)
    }

    /// `false` when it has been swept, or was never there.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn claim_object(&mut self, id: DealFileId) -> Result<bool, StoreError> {
        Ok(execute!(self, q::CLAIM_OBJECT, id.uuid())? == 1)
    }

    /// Those that are loose since before `until`, the longest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn loose_objects(&mut self, until: Timestamp, limit: i64) -> Result<Vec<DealFileId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::LOOSE_OBJECTS, until.micros(), limit)?;
        Ok(rows.into_iter().map(|(id,)| DealFileId::from_uuid(id)).collect())
    }

    /// `false` when the deal has a file of this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn attach_file(&mut self, file: NewFile<'_>) -> Result<bool, StoreError> {
        let NewFile { deal, arrived, shared, by, at, once_key } = file;
        let bytes = i64::try_from(arrived.bytes).unwrap_or(i64::MAX);
        let (name, kind) = (arrived.name.as_str(), arrived.kind.as_str());
        let id = arrived.id.uuid();
        let done = execute!(self, q::ATTACH_FILE, id, deal.uuid(), name, kind, bytes, shared, by.uuid(), at.micros(), once_key)?;
        Ok(done == 1)
    }

    /// `false` when it is no file of the deal, or removed.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn remove_file(&mut self, deal: DealId, id: DealFileId, by: UserId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::REMOVE_FILE, id.uuid(), deal.uuid(), by.uuid(), at.micros())? == 1)
    }

    /// Also those that were removed; newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn files_of(&mut self, deal: DealId, limit: i64) -> Result<Vec<DealFile>, StoreError> {
        let rows = fetch_all!(self, FileRow, q::FILES_OF, deal.uuid(), limit)?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Those that are there.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_files(&mut self, deal: DealId) -> Result<u32, StoreError> {
        let (count,) = fetch_one!(self, (i64,), q::COUNT_FILES, deal.uuid())?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn file(&mut self, deal: DealId, id: DealFileId) -> Result<Option<DealFile>, StoreError> {
        fetch_optional!(self, FileRow, q::FILE_BY_ID, id.uuid(), deal.uuid())?.map(TryInto::try_into).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn file_by_key(&mut self, deal: DealId, once_key: &str) -> Result<Option<DealFile>, StoreError> {
        fetch_optional!(self, FileRow, q::FILE_BY_KEY, deal.uuid(), once_key)?.map(TryInto::try_into).transpose()
    }
}
