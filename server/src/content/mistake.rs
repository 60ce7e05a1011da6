//! What is wrong in which line of which file, for the people who write content.

use std::{
    fmt,
    io::{self, ErrorKind},
};

use jiso::{
    lang::Lang,
    programme::{self, Misfit},
    publishing::{BodyMistake, DocumentKind, FrontMatterMistake, NotAPath},
    search,
};

/// One mistake, as `content/faq/a.ja.md:3: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1; where the line alone does not help.
    pub column: Option<usize>,
    pub what: What,
}

/// What is wrong, apart from the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is no such file or folder.
    NotThere,
    /// The system lets nobody of this program read it.
    NotAllowed,
    /// Bytes that are no text.
    NotUtf8,
    /// A file or folder cannot be read for another reason, as the system says it.
    Unreadable(String),
    /// The name of the file is no document's.
    Path(NotAPath),
    /// Nothing begins the front matter.
    NoFenceBefore,
    /// Nothing ends it.
    NoFenceAfter,
    /// What is no TOML, or a value in it that cannot be as it is.
    Toml(programme::Wrong),
    /// A value of the front matter.
    Front(FrontMatterMistake),
    /// A key that only other kinds of documents have.
    ForeignKey { key: String, kind: DocumentKind },
    /// Nothing follows on the front matter.
    NoBody,
    /// A line of the text after it.
    Body(BodyMistake),
    /// A line of the synonyms.
    Synonyms(search::Wrong),
    /// Another file has the slug.
    SlugTaken { file: String },
    /// A text made in the console has the slug.
    SlugInPortal { slug: String },
    /// A lesson's module has no file of its own.
    NoModule { module: String },
    /// A case names a kit that is not there.
    NoKit { slug: String },
    /// A link leads to no document.
    DeadLink { address: String },
    /// Browsers show only the portal's own pictures.
    PictureElsewhere { address: String },
    /// No mistake: media may be kept where only the portal finds it.
    NoMedia { name: String },
    /// Somebody edited the document during the import.
    Raced,
}

impl Mistake {
    pub fn new(file: impl Into<String>, line: usize, what: What) -> Self {
        Self { file: file.into(), line, column: None, what }
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(file: impl Into<String>, error: &io::Error) -> Self {
        let what = match error.kind() {
            ErrorKind::NotFound => What::NotThere,
            ErrorKind::PermissionDenied => What::NotAllowed,
            _ => What::Unreadable(error.to_string()),
        };
        Self::new(file, 1, what)
    }

    /// What does not fit into a file of TOML.
    pub fn of(file: impl Into<String>, misfit: Misfit) -> Self {
        Self { column: misfit.column, ..Self::new(file, misfit.line, What::Toml(misfit.wrong)) }
    }

    /// The whole line, as it is printed.
    pub fn text(&self, l: Lang) -> String {
        let column = self.column.map(|column| format!("{column}:")).unwrap_or_default();
        format!("{}:{}:{column} {}", self.file, self.line, self.what.text(l))
    }
}

/// For the log, and for what only the operator sees.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

/// Why a folder or a programme is not taken. What was in force before stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refused(pub Vec<Mistake>);

impl Refused {
    /// By file and line.
    pub fn of(mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by(|one, other| (&one.file, one.line, one.column).cmp(&(&other.file, other.line, other.column)));
        Self(mistakes)
    }

    /// A line each.
    pub fn text(&self, l: Lang) -> String {
        self.0.iter().map(|mistake| mistake.text(l)).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}
