//! Questions (質問): asked from any page, routed by topic to a named person with a promised time, answered, solved, and made a
//! frequent question for everyone.

mod faq;
mod form;
mod likeness;
mod page_path;
mod question;
mod questions;
mod routing;
mod thread_view;
mod topic;
mod view;

pub use faq::{faq_text, without_names};
pub use form::{AcceptForm, AskForm, Asked, AwayForm, PostForm, QuestionForm, TEXT_MAX, TITLE_MAX};
pub use likeness::{LIKE_PERCENT, likeness};
pub use page_path::PagePath;
pub use question::{Noted, Post, PostKind, Question, QuestionAction, QuestionNews, QuestionState, Reader, allows};
pub use questions::Questions;
pub use routing::{Named, Turn, route};
pub use thread_view::{AskSheet, FaqLink, PageView, PostView, QuestionRow, QuestionSheet, QuestionsSheet, Similar, TopicView};
pub use topic::{AnswerTime, QuestionTopic};
pub use view::{FaqGroup, FaqItem, FaqSheet, grouped};
