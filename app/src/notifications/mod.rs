//! What the portal has told the reader.

mod act_page;
mod act_words;
pub mod api;
mod notifications_page;
mod preferences;
mod words;

pub use act_page::ActPage;
pub use notifications_page::NotificationsPage;
pub use preferences::{MailPreferences, PreferencesWords};
pub use words::{NoticeLine, NoticesWords, notice_words};
