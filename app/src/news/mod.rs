//! Announcements.

mod api;
mod news_item_page;
mod news_page;
mod parts;

pub use news_item_page::NewsItemPage;
pub use news_page::NewsPage;
