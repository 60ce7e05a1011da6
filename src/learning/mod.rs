//! Modules of short lessons, each read to its end and, where there is a quiz, proved by it.
//!
//! A lesson is named by the slugs of module and lesson, never by a document: both languages of a lesson are one lesson, so
//! that nobody earns it twice.

mod catalogue;
mod completion;
mod form;
mod grading;
mod learning;
mod part;
mod progress;
mod reading;
mod video;
mod view;

pub use catalogue::{Catalogue, LessonText, ModuleText, Progress};
pub use completion::{Completion, LessonState, Missing, ModuleState, Tally};
pub use form::{LessonKey, PositionForm, QuizForm, ReadForm, answer_slot};
pub use grading::{Given, Grade, Graded, Key, PASS_MARK, grade};
pub use learning::Learning;
pub use part::{Part, Parts};
pub use progress::{Attempt, ProgressRecord, READ_AT_PERCENT};
pub use reading::{read_percent, seen_percent};
pub use video::{Captions, VideoPlace, VideoView};
pub use view::{
    CarryOn, Earned, LearnSheet, LessonLine, LessonLink, LessonOutcome, LessonSheet, ModuleCard, ModuleSheet, OptionView,
    QuestionView, QuizResult,
};
