//! What the pages show of questions.

use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::{Caller, Role},
    deals::Promise,
    failure::Answer,
    goals::Side,
    home::{Clock, WaitingFor, WaitingLine},
    phases::Standing,
    points::{Reviewed, expected},
    publishing::Standing as TextStanding,
    questions::{
        AskSheet, FaqLink, PagePath, PageView, PostView, Question, QuestionAction, QuestionRow, QuestionSheet, QuestionState,
        QuestionsSheet, Reader, TopicView, allows,
    },
};
use jiso_store::Tx;

use crate::office::Office;

/// So many that wait are listed, and so many that do not.
const WAITING_SHOWN: i64 = 200;
const MOVED_SHOWN: i64 = 50;

impl Office {
    pub(super) async fn questions_sheet(&self, tx: &mut Tx, caller: &Caller) -> Answer<QuestionsSheet> {
        let side = Side::of(caller.role);
        let all = match side {
            Side::Partner => tx.questions_of_company(caller.own_company()?, WAITING_SHOWN).await?,
            Side::Vendor => {
                let mut all = tx.questions_waiting(WAITING_SHOWN).await?;
                all.extend(tx.questions_moved(MOVED_SHOWN).await?);
                all
            }
        };
        let (mut waiting, mut answered, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for question in all {
            let place = match question.state {
                QuestionState::Asked => &mut waiting,
                QuestionState::Answered => &mut answered,
                QuestionState::Solved | QuestionState::Withdrawn => &mut done,
            };
            place.push(self.question_row(tx, caller, question).await?);
        }
        waiting.sort_by_key(|row: &QuestionRow| row.clock.map(|clock| clock.due));
        let away = match side {
            Side::Vendor => tx.away(caller.user, self.now().day()).await?,
            Side::Partner => None,
        };
        let may_ask = caller.may(Action::AskQuestions).is_ok();
        Ok(QuestionsSheet { reader: side, may_ask, waiting, answered, done, away, faq: self.faq_sheet(tx, caller).await? })
    }

    async fn question_row(&self, tx: &mut Tx, caller: &Caller, question: Question) -> Answer<QuestionRow> {
        let side = Side::of(caller.role);
        let company = match side {
            Side::Vendor => tx.company(question.company).await?.map(|company| company.name),
            Side::Partner => None,
        };
        let yours = match question.state {
            QuestionState::Asked => question.holder == Some(caller.user),
            QuestionState::Answered => question.asker == caller.user,
            _ => false,
        };
        Ok(QuestionRow {
            id: question.id,
            topic: self.topic_name(caller, &question),
            asker: self.person(tx, question.asker).await?,
            company_name: company,
            state: question.state,
            holder: self.question_holder(tx, &question).await?,
            yours,
            clock: self.question_clock(&question),
            moved_at: question.moved_at,
            title: question.title,
        })
    }

    fn topic_name(&self, caller: &Caller, question: &Question) -> Option<String> {
        self.programme().question_topic(&question.topic).map(|topic| topic.name.get(caller.lang).to_owned())
    }

    async fn question_holder(&self, tx: &mut Tx, question: &Question) -> Answer<Option<String>> {
        match question.holder {
            Some(holder) => self.person(tx, holder).await.map(Some),
            None => Ok(None),
        }
    }

    fn question_clock(&self, question: &Question) -> Option<Clock> {
        let waits = question.state == QuestionState::Asked;
        waits.then(|| Clock::read(&self.programme().calendar, question.since, question.due, self.now()))
    }

    pub(super) async fn sheet_to_ask(&self, tx: &mut Tx, caller: &Caller, about: &str) -> Answer<AskSheet> {
        let programme = self.programme();
        let mut topics = Vec::with_capacity(programme.question_topics.len());
        for topic in &programme.question_topics {
            let turn = self.turn_of(tx, &topic.key).await?;
            topics.push(TopicView {
                key: topic.key.clone(),
                name: topic.name.get(caller.lang).to_owned(),
                person: match turn.holder {
                    Some(holder) => Some(self.person(tx, holder).await?),
                    None => None,
                },
                stands_in: turn.stands_in,
                within: topic.within,
            });
        }
        let page = match PagePath::read(about) {
            Some(path) => self.page_of(tx, caller, path).await?,
            None => None,
        };
        let place = page.as_ref().map(|page| PagePath::place(&page.path).to_owned());
        let suits = |pages: &[String]| place.as_ref().is_some_and(|place| pages.contains(place));
        let topic = programme.question_topics.iter().find(|topic| suits(&topic.pages)).map(|topic| topic.key.clone());
        Ok(AskSheet {
            key: self.new_id::<()>().to_string(),
            topics,
            topic: topic.unwrap_or_default(),
            about: page.map(|page| (page.path.clone(), PageView { label: page.label, href: Some(page.path) })),
            desk_email: programme.vendor.desk_email.clone(),
        })
    }

    pub(super) async fn question_sheet(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        question: Question,
        reader: Reader,
    ) -> Answer<QuestionSheet> {
        let mut posts = Vec::new();
        for post in tx.posts_of(question.id).await? {
            posts.push(PostView {
                id: post.id,
                kind: post.kind,
                side: post.side,
                by: self.person(tx, post.by).await?,
                at: post.at,
                text: post.text,
                accepted: question.accepted == Some(post.id),
            });
        }
        let mut actions: Vec<_> =
            QuestionAction::ALL.into_iter().filter(|action| allows(question.state, *action, reader)).collect();
        // Nobody takes over from oneself, and what is a frequent question becomes none again.
        actions.retain(|action| match action {
            QuestionAction::Take => question.holder != Some(caller.user),
            QuestionAction::MakeFaq => question.faq.is_none(),
            _ => true,
        });
        let company = match reader.side() {
            Side::Vendor => {
                let company = tx.company(question.company).await?;
                company.map(|one| PageView { href: PagePath::partner(caller.role, one.id), label: one.name })
            }
            Side::Partner => None,
        };
        let page = question.page.as_ref().map(|page| PageView {
            label: page.label.clone(),
            href: match reader.side() {
                Side::Vendor => page.for_vendor(caller.role, question.company),
                Side::Partner => Some(page.path.clone()),
            },
        });
        let similar = if reader == Reader::Asker && question.state == QuestionState::Asked {
            self.similar_to(tx, caller, &question.title, Some(question.id)).await?
        } else {
            Vec::new()
        };
        Ok(QuestionSheet {
            id: question.id,
            topic: self.topic_name(caller, &question),
            reader,
            state: question.state,
            asker: self.person(tx, question.asker).await?,
            asked_at: question.asked_at,
            company,
            page,
            holder: self.question_holder(tx, &question).await?,
            stands_in: question.stands_in,
            clock: self.question_clock(&question),
            late_points: self.late_answer_points(),
            posts,
            actions,
            similar,
            faq: self.faq_link(tx, caller, &question).await?,
            key: self.new_id::<()>().to_string(),
            title: question.title,
        })
    }

    fn late_answer_points(&self) -> i64 {
        let (standing, reviewed) = (Standing::default(), Reviewed::default());
        expected(&self.programme(), ActivityKind::AnswerLate, &standing, &reviewed, self.now()).points
    }

    /// Partners see what is published, the vendor's people also the draft, editors where they write it.
    async fn faq_link(&self, tx: &mut Tx, caller: &Caller, question: &Question) -> Answer<Option<FaqLink>> {
        let Some(document) = question.faq else { return Ok(None) };
        let Some(document) = tx.document(document).await? else { return Ok(None) };
        let published = !matches!(document.standing, TextStanding::Draft { .. });
        let reader = Side::of(caller.role);
        if reader == Side::Partner && !published {
            return Ok(None);
        }
        let edit = caller.may(Action::EditContent).is_ok().then(|| format!("/console/content/{}", document.id));
        Ok(Some(FaqLink { published, href: edit.or_else(|| document.path.address().filter(|_| published)) }))
    }

    /// Questions that wait for the vendor, as lines of the home.
    pub(crate) async fn questions_waiting_lines(
        &self,
        tx: &mut Tx,
        questions: Vec<Question>,
        for_vendor: bool,
    ) -> Answer<Vec<WaitingLine>> {
        let mut lines = Vec::with_capacity(questions.len());
        for question in questions {
            let Some(clock) = self.question_clock(&question) else { continue };
            let company = if for_vendor { tx.company(question.company).await? } else { None };
            lines.push(WaitingLine {
                about: WaitingFor::Question(question.id),
                holder_name: self.question_holder(tx, &question).await?,
                name: question.title,
                company_name: company.map(|company| company.name),
                step: Promise::Answer,
                holder: Role::PartnerManager,
                clock,
            });
        }
        Ok(lines)
    }
}
