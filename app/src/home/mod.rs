//! `/`: for a partner one next action, for the vendor what waits on it, for an editor the texts to finish.

pub mod api;
mod clock_line;
pub mod editor_home;
mod home_page;
mod matrix;
mod partner_home;
pub mod vendor_home;
mod words;

pub use clock_line::{ClockWords, clock_line};
pub use home_page::HomePage;
