//! Use cases: questions, from asking to a frequent one.

mod answering;
mod clock;
mod faq;
mod pages;
mod routing;
mod sheets;
mod similar;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin},
    caller::Caller,
    failure::{Answer, Conflict, Failure},
    goals::Side,
    id::{PostId, QuestionId},
    questions::{
        AcceptForm, AskForm, AskSheet, AwayForm, Noted, Post, PostForm, PostKind, Question, QuestionAction, QuestionForm,
        QuestionNews, QuestionSheet, QuestionState, Questions, QuestionsSheet, Reader, Similar, allows,
    },
};
use jiso_store::Tx;

use crate::office::Office;

#[async_trait]
impl Questions for Office {
    async fn list(&self, caller: &Caller) -> Answer<QuestionsSheet> {
        may(caller)?;
        let mut tx = self.store.read().await?;
        self.questions_sheet(&mut tx, caller).await
    }

    async fn sheet(&self, caller: &Caller, question: &str) -> Answer<QuestionSheet> {
        may(caller)?;
        let mut tx = self.store.read().await?;
        let (question, reader) = visible(&mut tx, caller, question.parse().map_err(|_| Failure::NotFound)?).await?;
        self.question_sheet(&mut tx, caller, question, reader).await
    }

    async fn before_asking(&self, caller: &Caller, about: &str) -> Answer<AskSheet> {
        caller.may(Action::AskQuestions)?;
        let mut tx = self.store.read().await?;
        self.sheet_to_ask(&mut tx, caller, about).await
    }

    async fn similar(&self, caller: &Caller, typed: &str) -> Answer<Vec<Similar>> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        self.similar_to(&mut tx, caller, typed, None).await
    }

    async fn ask(&self, caller: &Caller, form: AskForm) -> Answer<QuestionId> {
        caller.may(Action::AskQuestions)?;
        let (company, now, programme) = (caller.own_company()?, self.now(), self.programme());
        let topics: Vec<&str> = programme.question_topics.iter().map(|topic| topic.key.as_str()).collect();
        let (id, asked) = (form.key()?, form.read(&topics)?);
        let mut tx = self.store.write().await?;
        if let Some(before) = tx.question(id).await? {
            return if before.asker == caller.user { Ok(id) } else { Err(Failure::NotFound) };
        }
        self.limits.ask(caller.user)?;
        let page = match form.page() {
            Some(path) => self.page_of(&mut tx, caller, path).await?,
            None => None,
        };
        let turn = self.turn_of(&mut tx, &asked.topic).await?;
        let question = Question {
            id,
            company,
            asker: caller.user,
            asked_at: now,
            due: programme.answer_time(&asked.topic).due(&programme.calendar, now),
            topic: asked.topic,
            title: asked.title,
            page,
            version: 0,
            state: QuestionState::Asked,
            holder: turn.holder,
            stands_in: turn.stands_in,
            since: now,
            moved_at: now,
            noted: Noted::default(),
            accepted: None,
            faq: None,
        };
        if !tx.insert_question(&question).await? {
            return Ok(id);
        }
        if let Some(text) = asked.text {
            let post = self.post(caller, self.new_id(), PostKind::Words, text);
            tx.insert_post(id, &post).await?;
        }
        self.record(&mut tx, self.own_act(caller, company, ActivityKind::QuestionAsked)).await?;
        self.tell_holder(&mut tx, &question, QuestionNews::Asked).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn answer(&self, caller: &Caller, form: PostForm) -> Answer<QuestionId> {
        may(caller)?;
        let (id, key, text) = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        let post = self.post(caller, key, PostKind::Answer, text);
        if self.stands(&mut tx, id, &post).await? {
            return Ok(id);
        }
        self.check(&mut tx, &question, QuestionAction::Answer, reader).await?;
        tx.insert_post(id, &post).await?;
        question.moved_at = post.at;
        let what = if reader == Reader::Vendor {
            (question.state, question.holder, question.stands_in) = (QuestionState::Answered, Some(caller.user), false);
            let answered = self.of_the_vendor(question.company, ActivityKind::QuestionAnswered, post.at);
            self.record(&mut tx, answered).await?;
            QuestionNews::Answered
        } else {
            QuestionNews::ColleagueAnswered
        };
        self.keep(&mut tx, &mut question).await?;
        self.tell_asker(&mut tx, caller, &question, what).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn follow_up(&self, caller: &Caller, form: PostForm) -> Answer<QuestionId> {
        caller.may(Action::AskQuestions)?;
        let (id, key, text) = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        let post = self.post(caller, key, PostKind::Words, text);
        if self.stands(&mut tx, id, &post).await? {
            return Ok(id);
        }
        self.check(&mut tx, &question, QuestionAction::FollowUp, reader).await?;
        tx.insert_post(id, &post).await?;
        question.moved_at = post.at;
        if question.state == QuestionState::Answered {
            let (holder, stands_in) = self.next_turn(&mut tx, &question).await?;
            let programme = self.programme();
            let due = programme.answer_time(&question.topic).due(&programme.calendar, post.at);
            question.begin_turn(holder, stands_in, post.at, due);
        }
        self.keep(&mut tx, &mut question).await?;
        self.tell_holder(&mut tx, &question, QuestionNews::FollowedUp).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn accept(&self, caller: &Caller, form: AcceptForm) -> Answer<QuestionId> {
        caller.may(Action::AskQuestions)?;
        let (id, answer) = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        let posts = tx.posts_of(id).await?;
        let answer = posts.iter().find(|post| post.id == answer && post.kind == PostKind::Answer).ok_or(Failure::NotFound)?;
        if question.accepted == Some(answer.id) && reader == Reader::Asker {
            return Ok(id);
        }
        self.check(&mut tx, &question, QuestionAction::Accept, reader).await?;
        let now = self.now();
        (question.state, question.accepted, question.moved_at) = (QuestionState::Solved, Some(answer.id), now);
        self.keep(&mut tx, &mut question).await?;
        self.record(&mut tx, self.own_act(caller, question.company, ActivityKind::QuestionSolved)).await?;
        if answer.side == Side::Partner {
            let helped = self.own_act(caller, question.company, ActivityKind::AnswerAccepted);
            self.record(&mut tx, Activity { user: Some(answer.by), origin: Origin::SelfStarted, ..helped }).await?;
        }
        self.tell_helper(&mut tx, caller, &question, answer).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn withdraw(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId> {
        caller.may(Action::AskQuestions)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        if question.state == QuestionState::Withdrawn && reader == Reader::Asker {
            return Ok(id);
        }
        self.check(&mut tx, &question, QuestionAction::Withdraw, reader).await?;
        (question.state, question.moved_at) = (QuestionState::Withdrawn, self.now());
        self.keep(&mut tx, &mut question).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn take(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId> {
        caller.may(Action::AnswerQuestions)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        self.check(&mut tx, &question, QuestionAction::Take, reader).await?;
        (question.holder, question.stands_in) = (Some(caller.user), false);
        self.keep(&mut tx, &mut question).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn make_faq(&self, caller: &Caller, form: QuestionForm) -> Answer<QuestionId> {
        caller.may(Action::AnswerQuestions)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        let (mut question, reader) = visible(&mut tx, caller, id).await?;
        if question.faq.is_some() {
            return Ok(id);
        }
        self.check(&mut tx, &question, QuestionAction::MakeFaq, reader).await?;
        question.faq = Some(self.draft_faq(&mut tx, caller, &question).await?);
        self.keep(&mut tx, &mut question).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn set_away(&self, caller: &Caller, form: AwayForm) -> Answer<()> {
        caller.may(Action::AnswerQuestions)?;
        let until = form.read(self.now().day())?;
        let mut tx = self.store.write().await?;
        tx.set_away(caller.user, until).await?;
        Ok(tx.commit().await?)
    }
}

/// Partners ask, the vendor's people answer.
fn may(caller: &Caller) -> Answer<()> {
    caller.may(match Side::of(caller.role) {
        Side::Partner => Action::AskQuestions,
        Side::Vendor => Action::AnswerQuestions,
    })
}

/// A question of the partner's own company, or of any for the vendor, and what the caller is to it.
async fn visible(tx: &mut Tx, caller: &Caller, id: QuestionId) -> Answer<(Question, Reader)> {
    let side = Side::of(caller.role);
    let ours = |question: &Question| side == Side::Vendor || caller.company == Some(question.company);
    let question = tx.question(id).await?.filter(ours).ok_or(Failure::NotFound)?;
    let reader = question.reader(caller.user, side);
    Ok((question, reader))
}

impl Office {
    fn post(&self, caller: &Caller, id: PostId, kind: PostKind, text: String) -> Post {
        Post { id, kind, side: Side::of(caller.role), by: caller.user, at: self.now(), text }
    }

    /// The same was sent before.
    async fn stands(&self, tx: &mut Tx, question: QuestionId, post: &Post) -> Answer<bool> {
        Ok(tx.posts_of(question).await?.iter().any(|other| other.id == post.id && other.by == post.by))
    }

    /// What may never be done by such a reader is forbidden; what may not be done any more was decided by somebody.
    async fn check(&self, tx: &mut Tx, question: &Question, action: QuestionAction, reader: Reader) -> Answer<()> {
        if allows(question.state, action, reader) {
            return Ok(());
        }
        if QuestionState::ALL.iter().any(|state| allows(*state, action, reader)) {
            return Err(self.meanwhile_moved(tx, question).await?);
        }
        Err(Failure::Forbidden)
    }

    /// Stores what changed, unless somebody was faster.
    async fn keep(&self, tx: &mut Tx, question: &mut Question) -> Answer<()> {
        if !tx.change_question(question).await? {
            return Err(self.meanwhile_moved(tx, question).await?);
        }
        question.version += 1;
        Ok(())
    }

    async fn meanwhile_moved(&self, tx: &mut Tx, question: &Question) -> Answer<Failure> {
        let last = tx.posts_of(question.id).await?.last().map_or(question.asker, |post| post.by);
        let by = self.person(tx, last).await?;
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at: question.moved_at } })
    }
}
