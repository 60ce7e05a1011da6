//! What partners ask in the demo world, and who answers.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure},
    id::CompanyId,
    questions::{AcceptForm, AskForm, PostForm, PostKind, Question, QuestionForm, Questions},
};

use super::{
    cast::{LEAD, PERSONA, Who},
    deed::Deed,
    diary::Diary,
    play::Play,
    story::Story,
};

/// What becomes of one of the questions in `words.toml`, by its place there.
#[derive(Clone, Copy, Debug)]
pub enum AskStep {
    Ask(usize),
    /// By whose turn it is at the vendor.
    Answer(usize),
    /// By the company's lead.
    Help(usize),
    Accept(usize),
    MakeFaq(usize),
}

impl Diary<'_> {
    /// Between them these companies have questions in every state; one is overdue.
    pub(super) fn inquire(&mut self, company: usize, story: Story) {
        use AskStep as S;
        let steps: &[(i64, i64, S)] = match (story, company % 8) {
            // Days ago, and minutes of office on that day.
            (Story::Persona, _) => &[
                (16, 60, S::Ask(0)),
                (16, 200, S::Answer(0)),
                (15, 30, S::Accept(0)),
                (6, 90, S::Ask(1)),
                (5, 120, S::Answer(1)),
            ],
            (Story::WaitingForVendor, _) => &[(9, 60, S::Ask(3))],
            (Story::Thriving, 3) => {
                &[(30, 60, S::Ask(4)), (29, 60, S::Answer(4)), (28, 30, S::Accept(4)), (27, 60, S::MakeFaq(4))]
            }
            (Story::Thriving, 6) => &[(12, 60, S::Ask(5)), (12, 120, S::Help(5)), (11, 30, S::Accept(5))],
            _ => &[],
        };
        for (days, minutes, step) in steps {
            let at = self.hours.work(self.hours.now.plus_days(-days), *minutes);
            self.note(at, Deed::Inquire { company, step: *step });
        }
        if story == Story::Persona {
            let at = self.last_morning();
            self.note(at, Deed::Inquire { company, step: S::Ask(2) });
        }
    }
}

impl Play<'_> {
    pub(super) async fn inquire(&self, number: usize, step: AskStep) -> Answer<()> {
        let asker = if number == PERSONA.company { PERSONA } else { Who { company: number, person: 1 } };
        let (Some(asker), Some(company)) = (self.people.get(&asker), self.companies.get(&number)) else { return Ok(()) };
        let (AskStep::Ask(place)
        | AskStep::Answer(place)
        | AskStep::Help(place)
        | AskStep::Accept(place)
        | AskStep::MakeFaq(place)) = step;
        let Some(words) = self.words.questions.get(place) else { return Ok(()) };
        if let AskStep::Ask(_) = step {
            let form = AskForm {
                idempotency_key: self.office.new_id::<()>().to_string(),
                topic: words.topic.clone(),
                title: words.title.clone(),
                text: words.text.clone(),
                about: words.about.clone(),
            };
            return Questions::ask(&self.office, asker, form).await.map(drop);
        }
        let Some(question) = self.question(*company, &words.title).await? else { return Ok(()) };
        let id = question.id.to_string();
        let post = || PostForm {
            question: id.clone(),
            idempotency_key: self.office.new_id::<()>().to_string(),
            text: words.answer.clone(),
        };
        match step {
            AskStep::Ask(_) => Ok(()),
            AskStep::Answer(_) => {
                let holder = self.holder(&question).await?;
                Questions::answer(&self.office, &holder, post()).await.map(drop)
            }
            AskStep::Help(_) => match self.people.get(&Who { company: number, person: LEAD }) {
                Some(lead) => Questions::answer(&self.office, lead, post()).await.map(drop),
                None => Ok(()),
            },
            AskStep::Accept(_) => {
                let posts = self.office.store.read().await?.posts_of(question.id).await?;
                let Some(answer) = posts.iter().rfind(|post| post.kind == PostKind::Answer) else { return Ok(()) };
                let form = AcceptForm { question: id, answer: answer.id.to_string() };
                Questions::accept(&self.office, asker, form).await.map(drop)
            }
            AskStep::MakeFaq(_) => {
                let holder = self.holder(&question).await?;
                Questions::make_faq(&self.office, &holder, QuestionForm { question: id }).await.map(drop)
            }
        }
    }

    async fn question(&self, company: CompanyId, title: &str) -> Answer<Option<Question>> {
        let all = self.office.store.read().await?.questions_of_company(company, 50).await?;
        Ok(all.into_iter().find(|question| question.title == title))
    }

    async fn holder(&self, question: &Question) -> Answer<Caller> {
        let holder = question.holder.ok_or(Failure::NotFound)?;
        let user = self.office.store.read().await?.user(holder).await?;
        Ok(user.ok_or(Failure::NotFound)?.caller())
    }
}
