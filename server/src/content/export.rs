//! Documents back into files: what readers see, in the form in which it can be imported.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use jiso::publishing::DocumentPath;
use jiso_store::Tx;

use super::{folder::PROGRAMME, text};

/// What was written, and what was not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub documents: usize,
    /// Documents nobody but editors sees, which have no file.
    pub drafts: usize,
}

/// Writes every published document and the newest programme below `folder`. Other files there stay.
///
/// # Errors
/// When the database cannot be read or the folder not be written.
pub async fn export(tx: &mut Tx, folder: &Path) -> Result<Exported, Box<dyn Error>> {
    let documents = tx.documents().await?;
    let revisions = tx.published_revisions().await?;
    let mut exported = Exported::default();
    for document in &documents {
        let published = document.standing.published();
        match revisions.iter().find(|revision| published == Some(revision.id)) {
            Some(revision) => {
                let written = text::write(document.path.kind, &revision.front, &revision.body);
                put(&file(folder, &document.path), &written)?;
                exported.documents += 1;
            }
            None => exported.drafts += 1,
        }
    }
    if let Some(programme) = tx.newest_programme().await? {
        put(&folder.join(PROGRAMME), &programme.text)?;
    }
    Ok(exported)
}

fn file(folder: &Path, path: &DocumentPath) -> PathBuf {
    folder.join(path.to_string())
}

/// A file that says so already keeps its date.
fn put(file: &Path, text: &str) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", file.display());
    if fs::read_to_string(file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(file, text).map_err(wrong)
}
