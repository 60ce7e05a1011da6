//! What can go wrong in the index.

use std::io;

/// For the operator; a person is told only that search is unavailable.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("index files: {0}")]
    Files(#[from] io::Error),
    #[error("the index is damaged and being built anew")]
    Damaged,
    #[error("another process writes the index in {0}")]
    Busy(String),
    #[error("{file}: {cause}")]
    Unreadable { file: String, cause: io::Error },
    #[error("{file}:{line}: {cause}")]
    Data { file: String, line: usize, cause: String },
}
