//! Where a document lives in the content folder, which is also its name: kind, module, slug, position, language.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::kind::DocumentKind;
use crate::lang::Lang;

const SLUG_MAX: usize = 80;
/// Two digits in the file's name.
pub(super) const LESSONS_MAX: u32 = 99;

/// Lower-case ASCII letters, digits and hyphens; no hyphen at either end.
pub fn is_slug(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=SLUG_MAX).contains(&text.len()) && text.bytes().all(fits) && !text.starts_with('-') && !text.ends_with('-')
}

/// `modules/demo/01-before-the-demo.ja.md`, taken apart.
///
/// Invariant: `module` and `position` are there for a lesson and for nothing else; the slug of a module is the module's.
/// One slug names one kit, whatever its kind: addresses and cases name kits by slug alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentPath {
    pub kind: DocumentKind,
    pub module: Option<String>,
    pub position: Option<u32>,
    pub slug: String,
    pub lang: Lang,
}

/// Why something is the path of no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPath {
    /// The file is not `<name>.<lang>.md` with the language ja or en.
    Language,
    /// See [`is_slug`].
    Slug,
    /// A lesson's file is not `<nn>-<slug>.<lang>.md`, nn from 01.
    Position,
    /// No kind of document lives in this folder.
    Folder,
}

impl DocumentPath {
    /// # Errors
    /// [`NotAPath::Slug`]
    pub fn single(kind: DocumentKind, slug: &str, lang: Lang) -> Result<Self, NotAPath> {
        if kind == DocumentKind::Lesson {
            return Err(NotAPath::Position);
        }
        Ok(Self { kind, module: None, position: None, slug: checked(slug)?, lang })
    }

    /// # Errors
    /// [`NotAPath::Slug`], [`NotAPath::Position`]
    pub fn lesson(module: &str, position: u32, slug: &str, lang: Lang) -> Result<Self, NotAPath> {
        if !(1..=LESSONS_MAX).contains(&position) {
            return Err(NotAPath::Position);
        }
        Ok(Self {
            kind: DocumentKind::Lesson,
            module: Some(checked(module)?),
            position: Some(position),
            slug: checked(slug)?,
            lang,
        })
    }

    /// The same document in the other language.
    #[must_use]
    pub fn translated(&self) -> Self {
        Self { lang: self.lang.other(), ..self.clone() }
    }

    /// The page that shows it, when it has one of its own.
    pub fn address(&self) -> Option<String> {
        let slug = &self.slug;
        match self.kind {
            DocumentKind::Module => Some(format!("/learn/{slug}")),
            DocumentKind::Lesson => Some(format!("/learn/{}/{slug}", self.module.as_deref()?)),
            DocumentKind::Faq => Some(format!("/questions#{slug}")),
            DocumentKind::News => Some(format!("/news/{slug}")),
            DocumentKind::Checklist => None,
            kit if kit.is_kit() => Some(format!("/kits/{slug}")),
            _ => None,
        }
    }
}

fn checked(slug: &str) -> Result<String, NotAPath> {
    if is_slug(slug) { Ok(slug.to_owned()) } else { Err(NotAPath::Slug) }
}

impl FromStr for DocumentPath {
    type Err = NotAPath;

    fn from_str(path: &str) -> Result<Self, NotAPath> {
        let (folder, file) = path.rsplit_once('/').ok_or(NotAPath::Folder)?;
        let (name, lang) = file.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')).ok_or(NotAPath::Language)?;
        let lang = Lang::parse(lang).ok_or(NotAPath::Language)?;
        if let Some(module) = folder.strip_prefix("modules/") {
            return if name == "module" {
                Self::single(DocumentKind::Module, module, lang)
            } else {
                let (position, slug) = name.split_once('-').ok_or(NotAPath::Position)?;
                let digits = position.len() == 2 && position.bytes().all(|c| c.is_ascii_digit());
                let position = position.parse().ok().filter(|_| digits).ok_or(NotAPath::Position)?;
                Self::lesson(module, position, slug, lang)
            };
        }
        // A play is consented to by two sides; a file is not.
        let written = |kind: &&DocumentKind| kind.folder() == folder && **kind != DocumentKind::Play;
        let kind = DocumentKind::ALL.iter().find(written).ok_or(NotAPath::Folder)?;
        match kind {
            DocumentKind::Module | DocumentKind::Lesson => Err(NotAPath::Folder),
            kind => Self::single(*kind, name, lang),
        }
    }
}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (folder, slug, lang) = (self.kind.folder(), &self.slug, self.lang.as_str());
        match (self.kind, &self.module, self.position) {
            (DocumentKind::Module, ..) => write!(f, "{folder}/{slug}/module.{lang}.md"),
            (_, Some(module), Some(position)) => write!(f, "{folder}/{module}/{position:02}-{slug}.{lang}.md"),
            _ => write!(f, "{folder}/{slug}.{lang}.md"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        let cases = [
            ("modules/demo/module.ja.md", "module", "demo", Some("/learn/demo")),
            ("modules/demo/01-before-the-demo.ja.md", "lesson", "before-the-demo", Some("/learn/demo/before-the-demo")),
            ("modules/demo/12-2026-plan.en.md", "lesson", "2026-plan", Some("/learn/demo/2026-plan")),
            ("kits/templates/first-proposal.en.md", "template", "first-proposal", Some("/kits/first-proposal")),
            ("kits/cases/a.ja.md", "case", "a", Some("/kits/a")),
            ("faq/trial-how.ja.md", "faq", "trial-how", Some("/questions#trial-how")),
            ("news/n.en.md", "news", "n", Some("/news/n")),
            ("checklists/first-order.en.md", "checklist", "first-order", None),
        ];
        for (text, kind, slug, address) in cases {
            let path: DocumentPath = text.parse().unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!((path.kind.as_str(), path.slug.as_str()), (kind, slug), "{text}");
            assert_eq!(path.address().as_deref(), address, "{text}");
            assert_eq!(path.to_string(), text);
            assert_eq!(path.translated().translated(), path);
        }
    }

    #[test]
    fn other_files_are_refused() {
        let cases = [
            ("README.md", NotAPath::Folder),
            ("kits/other/a.ja.md", NotAPath::Folder),
            ("kits/plays/a.ja.md", NotAPath::Folder),
            ("modules/a.ja.md", NotAPath::Folder),
            ("faq/a.md", NotAPath::Language),
            ("faq/a.fr.md", NotAPath::Language),
            ("faq/a.ja.txt", NotAPath::Language),
            ("faq/A.ja.md", NotAPath::Slug),
            ("faq/-a.ja.md", NotAPath::Slug),
            ("faq/..ja.md", NotAPath::Slug),
            ("modules/../01-a.ja.md", NotAPath::Slug),
            ("modules/demo/1-a.ja.md", NotAPath::Position),
            ("modules/demo/00-a.ja.md", NotAPath::Position),
            ("modules/demo/intro.ja.md", NotAPath::Position),
            ("modules/demo/+1-a.ja.md", NotAPath::Position),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<DocumentPath>(), Err(expected), "{text}");
        }
    }
}
