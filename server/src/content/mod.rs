//! The content folder: checked as a whole, brought into the database, written back. `content/README.md` describes its files.

mod check;
pub mod command;
mod export;
mod file;
mod folder;
mod import;
mod leads;
mod lines;
mod mistake;
mod parser;
mod synonyms;
mod text;
mod words;

pub use check::{Checked, check};
pub use export::{Exported, export};
pub(crate) use file::text_of;
pub use folder::Folder;
pub(crate) use import::digest;
pub use import::{Imported, NotImported, Taken, import, into_empty};
pub(crate) use leads::{Lost, lost, pictures_elsewhere};
pub use lines::{Lines, line_at};
pub use mistake::{Mistake, Refused, What};
pub(crate) use parser::{first_of_lines, taken_apart};
pub use synonyms::synonyms;
