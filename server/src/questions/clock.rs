//! What time does to questions: whoever has the turn is reminded, lateness is noted, and somebody else is called.

use jiso::{
    activity::ActivityKind,
    failure::Answer,
    id::QuestionId,
    questions::{Question, QuestionNews},
};

use crate::office::Office;

/// How many are looked at in one go; the rest waits for the next.
const AT_A_TIME: i64 = 200;

impl Office {
    /// Says how many questions time has changed; called again at once, none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn let_questions_age(&self) -> Answer<usize> {
        let waiting = self.store.glance().await?.questions_waiting(AT_A_TIME).await?;
        let mut changed = 0;
        for question in waiting.iter().filter(|question| self.ages(question)) {
            changed += usize::from(self.let_question_age(question.id).await?);
        }
        Ok(changed)
    }

    fn ages(&self, question: &Question) -> bool {
        let programme = self.programme();
        let after = programme.promises.escalate_after_business_days;
        question.aged(&programme.calendar, after, self.now()) != question.noted
    }

    async fn let_question_age(&self, id: QuestionId) -> Answer<bool> {
        let (programme, now) = (self.programme(), self.now());
        let mut tx = self.store.write().await?;
        let Some(mut question) = tx.question(id).await? else { return Ok(false) };
        let before = question.noted;
        question.noted = question.aged(&programme.calendar, programme.promises.escalate_after_business_days, now);
        if question.noted == before {
            return Ok(false);
        }
        let second =
            if question.noted.escalated && !before.escalated { self.second_person(&mut tx, &question).await? } else { None };
        if let Some(second) = &second {
            (question.holder, question.stands_in) = (Some(second.id), true);
        }
        // Another node, or the answer, was faster.
        if !tx.change_question(&question).await? {
            return Ok(false);
        }
        question.version += 1;
        if question.noted.late && !before.late {
            self.record(&mut tx, self.of_the_vendor(question.company, ActivityKind::AnswerLate, now)).await?;
        }
        if second.is_some() {
            self.tell_holder(&mut tx, &question, QuestionNews::Escalated).await?;
        } else if question.noted.reminded && !before.reminded && !question.noted.late {
            self.tell_holder(&mut tx, &question, QuestionNews::DueSoon).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}
