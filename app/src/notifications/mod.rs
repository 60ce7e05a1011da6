//! What the portal has told the reader.

pub mod api;
mod notifications_page;
mod words;

pub use notifications_page::NotificationsPage;
pub use words::{NoticeLine, NoticesWords, notice_words};
