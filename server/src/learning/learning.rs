//! Use cases: modules, lessons and what a person has learnt.

use std::sync::Arc;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Failure},
    id::{DocumentId, RevisionId},
    learning::{
        Attempt, CarryOn, Catalogue, LearnSheet, Learning, LessonKey, LessonOutcome, LessonSheet, LessonText, ModuleSheet,
        ModuleText, PASS_MARK, PositionForm, Progress, ProgressRecord, QuizForm, QuizResult, ReadForm, grade,
    },
    phases,
    points::Entry,
    publishing::{DocumentKind, Question},
    time::Timestamp,
};
use jiso_store::Tx;

use super::sheet::next;
use crate::office::Office;

/// All there is to learn, and what the caller has done of it.
struct Shelf {
    catalogue: Arc<Catalogue>,
    progress: Progress,
}

#[async_trait]
impl Learning for Office {
    async fn modules(&self, caller: &Caller) -> Answer<LearnSheet> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let Shelf { catalogue, progress } = self.shelf(&mut tx, caller).await?;
        let points = self.offered(&mut tx, caller, ActivityKind::LessonCompleted).await?;
        let carry_on = catalogue.carry_on(&progress).map(|(module, lesson)| CarryOn {
            lesson: module.link(lesson),
            module_title: module.title.clone(),
            summary: lesson.summary.clone(),
            minutes: lesson.minutes,
            state: progress.state(&module.slug, &lesson.slug),
            points,
        });
        let modules = catalogue.modules.iter().map(|module| module.card(&progress)).collect();
        Ok(LearnSheet { modules, carry_on, counted: counts(caller) })
    }

    async fn module(&self, caller: &Caller, module: &str) -> Answer<ModuleSheet> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let Shelf { catalogue, progress } = self.shelf(&mut tx, caller).await?;
        let module = catalogue.module(module).ok_or(Failure::NotFound)?;
        let text = tx.published_by_slug(&[DocumentKind::Module], &module.slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let completed_at = module.completed_at(&progress);
        let points = self.offered(&mut tx, caller, ActivityKind::ModuleCompleted).await?;
        Ok(ModuleSheet {
            card: module.card(&progress),
            html: self.html_of(text.document.revision, &text.body),
            lessons: module.lines(&progress),
            points: points.filter(|_| completed_at.is_none()),
            lesson_points: self.offered(&mut tx, caller, ActivityKind::LessonCompleted).await?,
            completed_at,
            counted: counts(caller),
        })
    }

    async fn lesson(&self, caller: &Caller, module: &str, lesson: &str, origin: Origin) -> Answer<LessonSheet> {
        caller.may(Action::ReadContent)?;
        let key = LessonKey::read(module, lesson)?;
        let mut tx = self.store.read().await?;
        let Shelf { catalogue, mut progress } = self.shelf(&mut tx, caller).await?;
        let (module, lesson) = find(&catalogue, &key)?;
        if counts(caller) && !self.done_today(&mut tx, caller, ActivityKind::LessonOpened, lesson.document).await? {
            drop(tx);
            progress.note(self.note_opening(caller, &key, lesson.document, origin).await?);
            tx = self.store.read().await?;
        }
        self.lesson_sheet(&mut tx, caller, module, lesson, &catalogue, &progress).await
    }

    async fn keep_position(&self, caller: &Caller, form: PositionForm) -> Answer<LessonOutcome> {
        let (key, percent) = form.read()?;
        let origin = Origin::of_link(&form.from);
        self.learn(caller, &key, origin, |record, now| record.reach(percent, now)).await
    }

    async fn mark_read(&self, caller: &Caller, form: ReadForm) -> Answer<LessonOutcome> {
        let key = form.read()?;
        self.learn(caller, &key, Origin::of_link(&form.from), ProgressRecord::read).await
    }

    async fn answer_quiz(&self, caller: &Caller, form: QuizForm) -> Answer<QuizResult> {
        caller.may(Action::Learn)?;
        let (key, revision) = form.target()?;
        let quiz = self.quiz_as_asked(&key, revision).await?;
        let given = form.read(&quiz)?;
        let before: Progress = self.store.read().await?.lesson_progress_of(caller.user).await?.into_iter().collect();
        let passed = before.record(&key.module, &key.lesson).is_some_and(|record| record.passed_at.is_some());
        let grade = grade(&quiz, &given, PASS_MARK, passed);
        let answered = |record: &mut ProgressRecord, at| record.answer(Attempt { at, revision, given }, &grade);
        let outcome = self.learn(caller, &key, Origin::of_link(&form.from), answered).await?;
        Ok(QuizResult { grade, pass_mark: PASS_MARK, outcome })
    }
}

impl Office {
    /// Changes the caller's record of a lesson, and everything that follows when the lesson or its module is finished by it.
    async fn learn(
        &self,
        caller: &Caller,
        key: &LessonKey,
        origin: Origin,
        change: impl FnOnce(&mut ProgressRecord, Timestamp) + Send,
    ) -> Answer<LessonOutcome> {
        caller.may(Action::Learn)?;
        let catalogue = self.catalogue(&mut self.store.read().await?, caller.lang).await?;
        let (module, lesson) = find(&catalogue, key)?;
        let now = self.now();
        let mut tx = self.store.write().await?;
        let mut record = tx.hold_lesson_progress(caller.user, key, now).await?;
        change(&mut record, now);
        let lesson_completed = record.settle(lesson.has_quiz, now);
        tx.save_lesson_progress(&record).await?;
        let completion = record.completion(lesson.has_quiz);
        let progress: Progress = tx.lesson_progress_of(caller.user).await?.into_iter().collect();
        let mut earned = Vec::new();
        if lesson_completed {
            earned = self.record_learning(&mut tx, caller, ActivityKind::LessonCompleted, lesson.document, origin).await?;
        }
        let badge_earned = if module.completed_at(&progress).is_some()
            && self.is_first_completion(&mut tx, caller, module).await?
        {
            earned.extend(self.record_learning(&mut tx, caller, ActivityKind::ModuleCompleted, module.document, origin).await?);
            if catalogue.modules.iter().all(|module| module.completed_at(&progress).is_some()) {
                earned.extend(self.certify(&mut tx, caller).await?);
            }
            Some(module.badge.clone())
        } else {
            None
        };
        tx.commit().await?;
        let earned = self.worded(&earned);
        Ok(LessonOutcome {
            completion,
            lesson_completed,
            badge_earned,
            earned,
            next: next(&catalogue, module, lesson, &progress),
        })
    }

    /// The whole curriculum of today is finished. Should it grow, it can be finished again.
    async fn certify(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<Entry>> {
        let now = self.now();
        let certified = Activity {
            id: self.chance.id(now),
            at: now,
            company: caller.own_company()?,
            user: Some(caller.user),
            kind: ActivityKind::CertificateEarned,
            origin: Origin::Vendor,
            subject: Subject::None,
            amount: None,
        };
        self.record(tx, certified).await
    }

    async fn is_first_completion(&self, tx: &mut Tx, caller: &Caller, module: &ModuleText) -> Answer<bool> {
        let about = Subject::Document(module.document);
        Ok(!tx.happened_since(caller.user, ActivityKind::ModuleCompleted, about, Timestamp::EPOCH).await?)
    }

    /// Begins the caller's record of a lesson, and notes the opening.
    async fn note_opening(
        &self,
        caller: &Caller,
        key: &LessonKey,
        document: DocumentId,
        origin: Origin,
    ) -> Answer<ProgressRecord> {
        let mut tx = self.store.write().await?;
        let record = tx.hold_lesson_progress(caller.user, key, self.now()).await?;
        self.record_learning(&mut tx, caller, ActivityKind::LessonOpened, document, origin).await?;
        tx.commit().await?;
        Ok(record)
    }

    /// The questions of the revision that was on the screen: of this lesson, and published now or earlier.
    async fn quiz_as_asked(&self, key: &LessonKey, revision: RevisionId) -> Answer<Vec<Question>> {
        let mut tx = self.store.read().await?;
        let asked = tx.revision(revision).await?.ok_or(Failure::NotFound)?;
        let published = tx.published_document(asked.document).await?.ok_or(Failure::NotFound)?.document;
        let is_this = published.path.module.as_deref() == Some(&key.module) && published.path.slug == key.lesson;
        if !is_this || asked.number > published.number {
            return Err(Failure::NotFound);
        }
        let meta = asked.front.check(published.path.kind).map_err(|_| Failure::NotFound)?;
        Ok(meta.quiz().to_vec())
    }

    /// Something a person of a partner did with a text.
    pub(crate) async fn record_learning(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        kind: ActivityKind,
        document: DocumentId,
        origin: Origin,
    ) -> Answer<Vec<Entry>> {
        let activity = Activity {
            id: self.new_id(),
            at: self.now(),
            company: caller.own_company()?,
            user: Some(caller.user),
            kind,
            origin,
            subject: Subject::Document(document),
            amount: None,
        };
        self.record(tx, activity).await
    }

    /// Whether the caller did this with a text today, as days are counted in Japan.
    pub(crate) async fn done_today(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        kind: ActivityKind,
        document: DocumentId,
    ) -> Answer<bool> {
        Ok(tx.happened_since(caller.user, kind, Subject::Document(document), self.now().day().start()).await?)
    }

    async fn shelf(&self, tx: &mut Tx, caller: &Caller) -> Answer<Shelf> {
        let catalogue = self.catalogue(tx, caller.lang).await?;
        let progress = tx.lesson_progress_of(caller.user).await?.into_iter().collect();
        Ok(Shelf { catalogue, progress })
    }

    /// For the next action: the lesson the caller is in, with the moment it was begun, and the first that was never opened.
    pub async fn lessons_ahead(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Answer<(Option<(phases::LessonLink, Timestamp)>, Option<phases::LessonLink>, phases::LessonsDone)> {
        let Shelf { catalogue, progress } = self.shelf(tx, caller).await?;
        let link = |(module, lesson): (&ModuleText, &LessonText)| phases::LessonLink {
            module: module.slug.clone(),
            lesson: lesson.slug.clone(),
            title: lesson.title.clone(),
            minutes: u16::try_from(lesson.minutes).unwrap_or(u16::MAX),
        };
        let begun = catalogue.carry_on(&progress).and_then(|(module, lesson)| {
            let record = progress.record(&module.slug, &lesson.slug)?;
            Some((link((module, lesson)), record.begun_at))
        });
        let lessons =
            catalogue.modules.iter().map(|module| module.tally(&progress)).fold(phases::LessonsDone::default(), |sum, module| {
                phases::LessonsDone { done: sum.done + module.done, total: sum.total + module.total }
            });
        Ok((begun, catalogue.first_new(&progress).map(link), lessons))
    }
}

/// Whether what the caller reads is counted.
pub(super) fn counts(caller: &Caller) -> bool {
    caller.may(Action::Learn).is_ok()
}

fn find<'a>(catalogue: &'a Catalogue, key: &LessonKey) -> Answer<(&'a ModuleText, &'a LessonText)> {
    let module = catalogue.module(&key.module).ok_or(Failure::NotFound)?;
    Ok((module, module.lesson(&key.lesson).ok_or(Failure::NotFound)?))
}
