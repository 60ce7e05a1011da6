//! The demo's own pages.

mod widgets_page;

pub use widgets_page::WidgetsPage;
