//! Modules and lessons.

pub mod api;
mod finish;
mod learn_page;
mod lesson_page;
mod module_page;
mod parts;
mod quiz;
mod reading;
mod video;

pub use learn_page::LearnPage;
pub use lesson_page::LessonPage;
pub use module_page::ModulePage;
