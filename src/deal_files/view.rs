use serde::{Deserialize, Serialize};

use super::{FileKind, FileName};
use crate::{id::DealFileId, time::Timestamp};

/// A file as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    pub id: DealFileId,
    pub name: FileName,
    pub kind: FileKind,
    pub bytes: u64,
    pub by: String,
    pub at: Timestamp,
    /// The vendor reads it too.
    pub shared: bool,
}

/// A deal's files, for who may read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSheet {
    /// Newest first.
    pub files: Vec<FileLine>,
    /// The key of the reader's next file; none for who only reads.
    pub key: Option<String>,
}
