//! The vendor's texts, for those who write them.

mod api;
mod content_page;
mod edit;
mod editor_page;
mod fields;
mod history_page;
mod new_document_page;
mod parts;
mod revision_text;
mod tables;

pub use content_page::ContentPage;
pub use editor_page::EditorPage;
pub use history_page::HistoryPage;
pub use new_document_page::NewDocumentPage;
pub use parts::writer;
pub use revision_text::revision_text;
