use async_trait::async_trait;

use super::{AcceptForm, AskForm, AskSheet, AwayForm, PostForm, QuestionForm, QuestionSheet, QuestionsSheet, Similar};
use crate::{caller::Caller, failure::Answer, id::QuestionId};

/// What the portal can do about questions: a partner on its own company's, the vendor on all.
#[async_trait]
pub trait Questions: Send + Sync {
    /// The frequent ones, and those that people have asked.
    async fn list(&self, caller: &Caller) -> Answer<QuestionsSheet>;
    async fn sheet(&self, caller: &Caller, question: &str) -> Answer<QuestionSheet>;
    /// What the form begins with; `about` is the page from which somebody comes.
    async fn before_asking(&self, caller: &Caller, about: &str) -> Answer<AskSheet>;
    /// What may be the answer already: published texts and the company's own questions.
    async fn similar(&self, caller: &Caller, typed: &str) -> Answer<Vec<Similar>>;
    async fn ask(&self, caller: &Caller, form: AskForm) -> Answer<QuestionId>;
    /// By a person of the vendor, or by a colleague of whoever asked.
    async fn answer(&self, caller: &Caller, form: PostForm) -> Answer<QuestionId>;
    /// By whoever asked; the vendor's turn begins anew where it had answered.
    async fn follow_up(&self, caller: &Caller, form: PostForm) -> Answer<QuestionId>;
    /// An answer has solved it.
    async fn accept(&self, caller: &Caller, form: AcceptForm) -> Answer<QuestionId>;
    async fn withdraw(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId>;
    /// The caller answers it from now on.
    async fn take(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId>;
    /// A draft among the frequent questions, once.
    async fn make_faq(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId>;
    /// Until when the caller is away; meanwhile substitutes answer.
    async fn set_away(&self, caller: &Caller, form: AwayForm) -> Answer<()>;
}
