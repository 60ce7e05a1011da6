//! Files into documents, all or nothing. What did not change stays as it is, with its drafts and its history.

use std::{fmt::Write, path::Path};

use jiso::{
    programme::{Expected, Wrong},
    publishing::{Document, IMPORTED, Revision},
    time::{Day, Timestamp},
};
use jiso_store::{Store, StoreError, Tx, programmes::ProgrammeVersion};
use sha2::{Digest, Sha256};

use super::{
    Mistake, Refused, What,
    check::check,
    folder::{Folder, Source},
    lines::Lines,
    synonyms,
};
use crate::{
    office::{Chance, Clock},
    programme,
};

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    /// The version that was taken, when it is another one.
    pub programme: Option<Taken>,
}

/// A version of the programme that was brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub version: i64,
    /// The day its file names, or the moment it was taken, whichever is later.
    pub valid_from: Timestamp,
}

/// Nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// The starter programme, for a database that has none. Another node may be doing the same.
///
/// # Errors
/// [`NotImported`]
pub async fn into_empty(store: &Store, clock: &Clock, chance: &Chance, folder: &Path) -> Result<Option<Imported>, NotImported> {
    if store.read().await?.newest_programme().await?.is_some() {
        return Ok(None);
    }
    let checked = check(folder)?;
    let mut tx = store.write().await?;
    match import(&mut tx, &checked.folder, clock.now(), chance).await {
        Ok(imported) => {
            tx.commit().await?;
            Ok(Some(imported))
        }
        Err(error) => {
            drop(tx);
            let other_node = store.read().await?.newest_programme().await?.is_some();
            if other_node { Ok(None) } else { Err(error) }
        }
    }
}

/// Brings a folder into the database; the caller commits.
///
/// # Errors
/// [`NotImported`]
pub async fn import(tx: &mut Tx, folder: &Folder, at: Timestamp, chance: &Chance) -> Result<Imported, NotImported> {
    let mut imported = Imported { programme: programme(tx, folder, at, chance).await?, ..Imported::default() };
    for source in &folder.documents {
        match one(tx, source, at, chance).await? {
            Change::New => imported.new += 1,
            Change::Changed => imported.changed += 1,
            Change::None => imported.same += 1,
        }
    }
    synonyms::bring(tx, &folder.synonyms, at).await?;
    Ok(imported)
}

enum Change {
    New,
    Changed,
    None,
}

/// Points remember the version of the rule that made them, so another text needs another version.
async fn programme(tx: &mut Tx, folder: &Folder, at: Timestamp, chance: &Chance) -> Result<Option<Taken>, NotImported> {
    let version = folder.programme.version;
    let (file, text) = (&folder.programme_file, &folder.programme_text);
    let declared = folder.programme.effective_from.map(Day::start);
    let valid_from = match tx.newest_programme().await? {
        Some(newest) if newest.text == *text => return Ok(None),
        Some(newest) => {
            let before = programme::parse(file, &newest.text)?;
            programme::dated(file, text, &folder.programme, &before, at.day())?;
            // From now on, unless it or the one before is for later: versions hold in the order of their numbers.
            at.max(newest.valid_from).max(declared.unwrap_or(at))
        }
        None => declared.unwrap_or(at),
    };
    let id = chance.id::<()>(at).uuid();
    let new = ProgrammeVersion {
        id,
        number: version,
        text: text.clone(),
        digest: digest(text),
        valid_from,
        loaded_at: at,
        by: None,
        note: String::new(),
    };
    match tx.insert_programme(&new).await {
        Ok(()) => Ok(Some(Taken { version, valid_from })),
        // Somebody else took a change with this number in the meantime.
        Err(error) if error.is_taken() => {
            let line = Lines::of(text).map_or(1, |lines| lines.line("version"));
            let (path, value) = ("version".to_owned(), Some(version.to_string()));
            let wrong = Wrong::Value { path, value, expected: Expected::MoreThan(version) };
            Err(Refused(vec![Mistake::new(file, line, What::Toml(wrong))]).into())
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

async fn one(tx: &mut Tx, source: &Source, at: Timestamp, chance: &Chance) -> Result<Change, NotImported> {
    let text = &source.document;
    let Some(mut document) = tx.document_at(&source.path).await? else {
        add(tx, source, at, chance).await?;
        return Ok(Change::New);
    };
    let moved = document.path != source.path;
    if moved {
        tx.move_document(document.id, &source.path).await.map_err(|error| taken(source, error))?;
        document = Document { path: source.path.clone(), version: document.version + 1, ..document };
    }
    if let Some(published) = document.standing.published()
        && tx.revision(published).await?.is_some_and(|revision| revision.says(&text.front, &text.body))
    {
        return Ok(if moved { Change::Changed } else { Change::None });
    }
    let newest = document.standing.newest();
    let is_draft = document.standing.draft().is_some();
    let waiting = tx.revision(newest).await?.filter(|revision| is_draft && revision.says(&text.front, &text.body));
    let revision = if let Some(draft) = waiting {
        draft
    } else {
        let revision = revision(source, &document, tx.next_number(document.id).await?, at, chance);
        document = document.save(newest, revision.id).map_err(|_| raced(source))?;
        if !tx.save_draft(&document, &revision).await? {
            return Err(raced(source).into());
        }
        revision
    };
    publish(tx, source, document, &revision, at).await?;
    Ok(Change::Changed)
}

async fn add(tx: &mut Tx, source: &Source, at: Timestamp, chance: &Chance) -> Result<(), NotImported> {
    let document = Document::new(chance.id(at), source.path.clone(), chance.id(at));
    let first = Revision { id: document.standing.newest(), ..revision(source, &document, 1, at, chance) };
    tx.insert_document(&document, &first).await.map_err(|error| taken(source, error))?;
    publish(tx, source, document, &first, at).await
}

fn revision(source: &Source, document: &Document, number: u32, at: Timestamp, chance: &Chance) -> Revision {
    let text = &source.document;
    Revision {
        id: chance.id(at),
        document: document.id,
        number,
        at,
        by: IMPORTED.into(),
        front: text.front.clone(),
        body: text.body.clone(),
    }
}

async fn publish(
    tx: &mut Tx,
    source: &Source,
    document: Document,
    revision: &Revision,
    at: Timestamp,
) -> Result<(), NotImported> {
    let document = document.publish(revision.id).map_err(|_| raced(source))?;
    if tx.save_published(&document, revision, &source.document.meta, at, IMPORTED).await? {
        return Ok(());
    }
    Err(raced(source).into())
}

/// A text made in the console has the name that a file wants.
fn taken(source: &Source, error: StoreError) -> NotImported {
    if !error.is_taken() {
        return error.into();
    }
    let what = What::SlugInPortal { slug: source.path.slug.clone() };
    Refused(vec![Mistake::new(&source.file, 1, what)]).into()
}

fn raced(source: &Source) -> Refused {
    Refused(vec![Mistake::new(&source.file, 1, What::Raced)])
}
