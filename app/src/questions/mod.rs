//! Frequent questions, and whom to ask.

mod api;
mod questions_page;

pub use questions_page::QuestionsPage;
