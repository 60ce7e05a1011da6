//! Questions: the frequent ones, and those that people ask and answer.

mod api;
mod ask_page;
mod faq_parts;
mod question_forms;
mod question_page;
mod questions_page;
mod similar_view;
mod words;

pub use ask_page::AskPage;
pub use question_page::QuestionPage;
pub use questions_page::QuestionsPage;
pub use words::answer_time;
