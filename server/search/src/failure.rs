//! What can go wrong in the index.

use std::io;

/// For the operator; a person is told only that search is unavailable.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("index files: {0}")]
    Files(#[from] io::Error),
    #[error("another process writes the index in {0}")]
    Busy(String),
    #[error("line {line} of the evaluation data: {cause}")]
    Data { line: usize, cause: String },
}
