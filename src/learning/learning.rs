use async_trait::async_trait;

use super::{LearnSheet, LessonOutcome, LessonSheet, ModuleSheet, PositionForm, QuizForm, QuizResult, ReadForm};
use crate::{activity::Origin, caller::Caller, failure::Answer};

/// What the portal can do about learning. Everybody who reads content may look; only
/// [`crate::accounts::access::Action::Learn`] is counted.
#[async_trait]
pub trait Learning: Send + Sync {
    async fn modules(&self, caller: &Caller) -> Answer<LearnSheet>;
    async fn module(&self, caller: &Caller, module: &str) -> Answer<ModuleSheet>;
    /// Notes that the lesson was opened, once a day.
    async fn lesson(&self, caller: &Caller, module: &str, lesson: &str, origin: Origin) -> Answer<LessonSheet>;
    async fn keep_position(&self, caller: &Caller, form: PositionForm) -> Answer<LessonOutcome>;
    async fn mark_read(&self, caller: &Caller, form: ReadForm) -> Answer<LessonOutcome>;
    async fn answer_quiz(&self, caller: &Caller, form: QuizForm) -> Answer<QuizResult>;
}
