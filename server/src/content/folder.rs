//! The files of a content folder, each read by itself.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiso::{programme::Programme, publishing::DocumentPath};

use super::{
    Mistake, What,
    file::text_of,
    synonyms,
    text::{self, DocumentText},
};
use crate::programme;

pub const PROGRAMME: &str = "programme.toml";
/// Videos and images, served as they are.
pub const MEDIA: &str = "media";

/// A folder in which every file is in order.
#[derive(Clone, Debug)]
pub struct Folder {
    pub programme: Programme,
    pub programme_text: String,
    /// What the programme's file is called in messages.
    pub programme_file: String,
    pub documents: Vec<Source>,
    /// The words that mean the same; empty where there is no such file.
    pub synonyms: String,
}

/// A document's file.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: DocumentPath,
    /// What it is called in messages.
    pub file: String,
    pub text: String,
    pub document: DocumentText,
}

impl Folder {
    /// # Errors
    /// Every mistake within a file.
    pub fn read(folder: &Path) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let file = folder.join(PROGRAMME);
        let programme_file = file.display().to_string();
        let programme = programme::read_text(&file).map_err(|refused| mistakes.extend(refused.0)).ok();
        let synonyms = synonyms::read(folder).map_err(|wrong| mistakes.extend(wrong)).unwrap_or_default();
        let mut documents = Vec::new();
        match files(folder) {
            Err((path, error)) => mistakes.push(Mistake::unreadable(path.display().to_string(), &error)),
            Ok(files) => {
                for file in files {
                    match source(folder, &file) {
                        Ok(source) => documents.push(source),
                        Err(wrong) => mistakes.extend(wrong),
                    }
                }
            }
        }
        match programme {
            Some((programme, programme_text)) if mistakes.is_empty() => {
                Ok(Self { programme, programme_text, programme_file, documents, synonyms })
            }
            _ => Err(mistakes),
        }
    }
}

fn source(folder: &Path, file: &Path) -> Result<Source, Vec<Mistake>> {
    let shown = file.display().to_string();
    let inside = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let path = inside.parse::<DocumentPath>().map_err(|not| vec![Mistake::new(&shown, 1, What::Path(not))])?;
    let text = text_of(file).map_err(|mistake| vec![mistake])?;
    let document = text::read(&shown, &path, &text)?;
    Ok(Source { path, file: shown, text, document })
}

/// All files below the folder except those directly in it, media, and what is hidden; by name.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).map_err(|error| (inner.clone(), error))? {
            let path = entry.map_err(|error| (inner.clone(), error))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let top = inner == folder;
            if name.starts_with('.') || (top && name == MEDIA) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if !top {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
