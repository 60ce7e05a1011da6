//! What people are told of a question.

use jiso::{
    caller::Caller,
    failure::Answer,
    notifications::NoticeText,
    questions::{Post, Question, QuestionNews, QuestionState},
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// Whoever of the vendor has the turn.
    pub(super) async fn tell_holder(&self, tx: &mut Tx, question: &Question, what: QuestionNews) -> Answer<()> {
        let Some(holder) = question.holder else { return Ok(()) };
        let Some(reader) = tx.user(holder).await? else { return Ok(()) };
        let company = tx.company(question.company).await?.map(|company| company.name).unwrap_or_default();
        let by = format!("{company} {}", self.person(tx, question.asker).await?);
        self.tell_of_question(tx, &reader, question, what, by).await
    }

    pub(super) async fn tell_asker(&self, tx: &mut Tx, caller: &Caller, question: &Question, what: QuestionNews) -> Answer<()> {
        let Some(reader) = tx.user(question.asker).await? else { return Ok(()) };
        self.tell_of_question(tx, &reader, question, what, caller.name.clone()).await
    }

    /// Whoever wrote the answer that solved it.
    pub(super) async fn tell_helper(&self, tx: &mut Tx, caller: &Caller, question: &Question, answer: &Post) -> Answer<()> {
        let Some(reader) = tx.user(answer.by).await? else { return Ok(()) };
        self.tell_of_question(tx, &reader, question, QuestionNews::Accepted, caller.name.clone()).await
    }

    pub(super) async fn tell_of_question(
        &self,
        tx: &mut Tx,
        reader: &User,
        question: &Question,
        what: QuestionNews,
        by: String,
    ) -> Answer<()> {
        let ours = !reader.role.is_partner() && question.state == QuestionState::Asked;
        let text = NoticeText::Question { what, by, title: question.title.clone(), until: ours.then_some(question.due) };
        let link = format!("/questions/{}", question.id);
        let letter = Letter::short(reader, &text, &format!("{}{link}", self.origin), self.now().day());
        let once_key = format!("question:{}:{}:{}", question.id, what.as_str(), question.version);
        self.tell(tx, Notice { to: reader, text, link, once_key, letter }).await.map(drop)
    }
}
