//! Who of the vendor answers.

use jiso::{
    accounts::access::{Action, allowed},
    caller::Role,
    failure::Answer,
    id::UserId,
    questions::{Named, Question, Turn, route},
};
use jiso_store::{Tx, accounts::User};

use crate::office::Office;

impl Office {
    /// The person of a topic, or who stands in.
    pub(super) async fn turn_of(&self, tx: &mut Tx, topic: &str) -> Answer<Turn<UserId>> {
        let administrator = tx.first_user_of_role(Role::Administrator).await?.map(|user| user.id);
        let programme = self.programme();
        let Some(topic) = programme.question_topic(topic) else {
            return Ok(Turn { holder: administrator, stands_in: false });
        };
        let person = self.named(tx, Some(&topic.person)).await?;
        let substitute = self.named(tx, topic.substitute.as_deref()).await?;
        Ok(route(person, substitute, administrator))
    }

    /// Whoever answered before goes on, unless away.
    pub(super) async fn next_turn(&self, tx: &mut Tx, question: &Question) -> Answer<(Option<UserId>, bool)> {
        if let Some(holder) = question.holder
            && tx.away(holder, self.now().day()).await?.is_none()
        {
            return Ok((Some(holder), question.stands_in));
        }
        let turn = self.turn_of(tx, &question.topic).await?;
        Ok((turn.holder, turn.stands_in))
    }

    /// Who is called when the person has not answered in time: the topic's substitute, whom the programme names for what is
    /// overdue, or the first administrator.
    pub(super) async fn second_person(&self, tx: &mut Tx, question: &Question) -> Answer<Option<User>> {
        let programme = self.programme();
        let substitute = programme.question_topic(&question.topic).and_then(|topic| topic.substitute.as_deref());
        for email in [substitute, programme.vendor.escalation_email.as_deref()] {
            if let Some(named) = self.named(tx, email).await?
                && !named.away
                && Some(named.who) != question.holder
            {
                return Ok(tx.user(named.who).await?);
            }
        }
        Ok(tx.first_user_of_role(Role::Administrator).await?)
    }

    /// A person of the vendor who may answer.
    async fn named(&self, tx: &mut Tx, email: Option<&str>) -> Answer<Option<Named<UserId>>> {
        let Some(email) = email else { return Ok(None) };
        let user = tx.user_by_email(&email.to_lowercase()).await?;
        let Some(user) = user.filter(|user| allowed(user.role, Action::AnswerQuestions)) else { return Ok(None) };
        let away = tx.away(user.id, self.now().day()).await?.is_some();
        Ok(Some(Named { who: user.id, away }))
    }
}
