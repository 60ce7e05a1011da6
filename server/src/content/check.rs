//! What only shows when all files of a folder are looked at together: names that are taken, and names that lead nowhere.

use std::{collections::HashSet, path::Path};

use jiso::publishing::{Details, DocumentKind, VideoSource};

use super::{
    Mistake, Refused, What,
    folder::{Folder, MEDIA, Source},
    leads::{Lost, lost},
    text::{body_line, line_of},
};

/// A folder that may be imported, and what its authors may want to know.
#[derive(Clone, Debug)]
pub struct Checked {
    pub folder: Folder,
    /// No mistakes: media may be kept where only the portal finds it.
    pub notes: Vec<Mistake>,
}

/// # Errors
/// Every mistake, by file and line.
pub fn check(folder: &Path) -> Result<Checked, Refused> {
    let read = Folder::read(folder).map_err(Refused::of)?;
    let mut mistakes = taken(&read.documents);
    let names = Names::of(&read.documents);
    for source in &read.documents {
        mistakes.extend(names.lost(source));
    }
    if !mistakes.is_empty() {
        return Err(Refused::of(mistakes));
    }
    let notes = read.documents.iter().flat_map(|source| missing_media(folder, source)).collect();
    Ok(Checked { folder: read, notes })
}

/// Two kits of one slug, or two lessons of one slug in a module: an address could mean either.
fn taken(sources: &[Source]) -> Vec<Mistake> {
    let mut seen: Vec<(_, &String)> = Vec::new();
    let mut mistakes = Vec::new();
    for source in sources {
        let path = &source.path;
        let kind = if path.kind.is_kit() { DocumentKind::Template } else { path.kind };
        let name = (kind, &path.module, &path.slug, path.lang);
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, file)) => mistakes.push(Mistake::new(&source.file, 1, What::SlugTaken { file: (*file).clone() })),
            None => seen.push((name, &source.file)),
        }
    }
    mistakes
}

/// What there is to link to.
struct Names {
    addresses: HashSet<String>,
    kits: HashSet<String>,
    modules: HashSet<String>,
}

impl Names {
    fn of(sources: &[Source]) -> Self {
        let slugs = |which: fn(DocumentKind) -> bool| {
            sources.iter().filter(|source| which(source.path.kind)).map(|source| source.path.slug.clone()).collect()
        };
        Self {
            addresses: sources.iter().filter_map(|source| source.path.address()).collect(),
            kits: slugs(DocumentKind::is_kit),
            modules: slugs(|kind| kind == DocumentKind::Module),
        }
    }

    /// Names in a document that lead nowhere.
    fn lost(&self, source: &Source) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if let Some(module) = source.path.module.as_ref().filter(|module| !self.modules.contains(*module)) {
            mistakes.push(Mistake::new(&source.file, 1, What::NoModule { module: module.clone() }));
        }
        let kits = source.document.meta.case().map_or(&[][..], |case| &case.kits);
        for (i, kit) in kits.iter().enumerate().filter(|(_, kit)| !self.kits.contains(*kit)) {
            let line = line_of(&source.text, &format!("kits.{i}"));
            mistakes.push(Mistake::new(&source.file, line, What::NoKit { slug: kit.clone() }));
        }
        for Lost { line, address, is_picture } in lost(&source.document.body, &self.addresses) {
            let what = if is_picture { What::PictureElsewhere { address } } else { What::DeadLink { address } };
            mistakes.push(Mistake::new(&source.file, body_line(&source.text, line), what));
        }
        mistakes
    }
}

fn missing_media(folder: &Path, source: &Source) -> Vec<Mistake> {
    let Details::Lesson { video: Some(video), .. } = &source.document.meta.details else { return Vec::new() };
    let file = match &video.source {
        VideoSource::File(name) => Some(("video.file", name)),
        VideoSource::Link(_) => None,
    };
    let captions = video.captions.as_ref().map(|name| ("video.captions", name));
    let missing = file.into_iter().chain(captions).filter(|(_, name)| !folder.join(MEDIA).join(name).exists());
    missing
        .map(|(key, name)| Mistake::new(&source.file, line_of(&source.text, key), What::NoMedia { name: name.clone() }))
        .collect()
}
