//! **A Markdown text as a file to hand over**: PDF with its fonts embedded, and DOCX to go on with in an office suite.
//!
//! It knows nothing of who asks, and has no words of its own: every word comes with the [`Paper`].

mod blocks;
mod docx;
mod fonts;
mod layout;
mod lines;
mod pdf;
mod picture;
mod signs;
mod table;

pub use docx::docx;
pub use fonts::{FontFiles, PaperError};
pub use pdf::pdf;
pub use picture::{Picture, PictureKind, WrongPicture};
pub use signs::Repertoire;

/// What is printed.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// `ja` or `en`.
    pub lang: &'static str,
    pub title: String,
    /// To whom, the most important line first.
    pub addressee: Vec<String>,
    pub date: String,
    /// From whom, the most important line first.
    pub sender: Vec<String>,
    pub logo: Option<Picture>,
    /// At the foot of each page, beside its number.
    pub footer: String,
    pub markdown: String,
}
