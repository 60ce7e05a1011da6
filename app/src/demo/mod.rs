//! The demo's own pages.

pub mod api;
mod demo_page;
mod links;
mod mail_page;
mod widgets_page;
mod widgets_samples;

pub use demo_page::DemoPage;
pub use mail_page::MailPage;
pub use widgets_page::WidgetsPage;
