//! Announcements of the vendor.

mod news;
mod view;

pub use news::News;
pub use view::{NewsLine, NewsSheet};
