//! Talk scripts, played step by step, and what editors see of it.

pub mod api;
mod desk_page;
mod keep;
mod play_page;
mod play_step;
mod report;

pub use desk_page::ScriptDeskPage;
pub use play_page::PlayPage;
