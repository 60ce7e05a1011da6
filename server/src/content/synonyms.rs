//! `synonyms.txt`: the words that mean the same, as a vendor begins with them.

use std::path::Path;

use jiso::{
    search::{SynonymText, read_synonyms},
    time::Timestamp,
};
use jiso_search::word_key;
use jiso_store::{StoreError, Tx};

use super::{Mistake, Refused, What, file::text_of};

pub const SYNONYMS: &str = "synonyms.txt";

/// The groups of a file.
///
/// # Errors
/// Every mistake, by line.
pub fn synonyms(file: &Path) -> Result<Vec<Vec<String>>, Refused> {
    let shown = file.display().to_string();
    let text = text_of(file).map_err(|mistake| Refused(vec![mistake]))?;
    read_synonyms(&text, word_key).map_err(|mistakes| {
        Refused(mistakes.into_iter().map(|one| Mistake::new(&shown, one.line as usize, What::Synonyms(one.wrong))).collect())
    })
}

/// The text of a folder's file; empty where there is none.
pub(super) fn read(folder: &Path) -> Result<String, Vec<Mistake>> {
    let file = folder.join(SYNONYMS);
    match text_of(&file) {
        Ok(text) => synonyms(&file).map(|_| text.trim().to_owned()).map_err(|refused| refused.0),
        Err(mistake) if mistake.what == What::NotThere => Ok(String::new()),
        Err(mistake) => Err(vec![mistake]),
    }
}

/// Takes them where nobody of the vendor has written others.
pub(super) async fn bring(tx: &mut Tx, text: &str, at: Timestamp) -> Result<(), StoreError> {
    let before = tx.synonym_text().await?;
    if text.is_empty() || !before.by.is_empty() || before.text == text {
        return Ok(());
    }
    let new = SynonymText { version: before.version + 1, text: text.to_owned(), by: String::new(), at };
    tx.insert_synonyms(&new).await.map(drop)
}
