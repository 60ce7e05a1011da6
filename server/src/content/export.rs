//! Documents back into files: what readers see, in the form in which it can be imported.

use std::{
    collections::HashSet,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use jiso::publishing::{DocumentKind, DocumentPath};
use jiso_store::Tx;

use super::{
    folder::{PROGRAMME, files},
    synonyms::SYNONYMS,
    text,
};

/// What was written, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub documents: usize,
    /// Documents nobody but editors sees, which have no file.
    pub drafts: usize,
    /// Texts that were in the folder before and are none of these.
    pub others: Vec<PathBuf>,
}

/// Writes every published document, the newest programme and the synonyms below `folder`. Other files there stay.
///
/// # Errors
/// When the database cannot be read or the folder not be written.
pub async fn export(tx: &mut Tx, folder: &Path) -> Result<Exported, Box<dyn Error>> {
    let mut documents = tx.documents().await?;
    // A play is shown as long as two sides consent to it; a file would outlive that.
    documents.retain(|document| document.path.kind != DocumentKind::Play);
    let revisions = tx.published_revisions().await?;
    let mut exported = Exported::default();
    let mut written = HashSet::new();
    for document in &documents {
        let published = document.standing.published();
        match revisions.iter().find(|revision| published == Some(revision.id)) {
            Some(revision) => {
                let file = file(folder, &document.path);
                put(&file, &text::write(document.path.kind, &revision.front, &revision.body))?;
                written.insert(file);
                exported.documents += 1;
            }
            None => exported.drafts += 1,
        }
    }
    if let Some(programme) = tx.newest_programme().await? {
        put(&folder.join(PROGRAMME), &programme.text)?;
    }
    let synonyms = tx.synonym_text().await?.text;
    if !synonyms.is_empty() {
        put(&folder.join(SYNONYMS), &format!("{synonyms}\n"))?;
    }
    exported.others = files(folder).map_err(|(file, error)| format!("{}: {error}", file.display()))?;
    exported.others.retain(|there| !written.contains(there));
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
