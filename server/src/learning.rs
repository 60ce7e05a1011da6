//! Use cases: modules, lessons and what a person has learnt.

use std::collections::HashMap;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Caller,
    failure::{Answer, Failure},
    id::{DocumentId, RevisionId},
    lang::Lang,
    learning::{
        Attempt, CarryOn, Catalogue, Earned, LearnSheet, Learning, LessonKey, LessonLink, LessonOutcome, LessonSheet, LessonText,
        ModuleSheet, ModuleText, PASS_MARK, PositionForm, Progress, ProgressRecord, QuestionView, QuizForm, QuizResult, ReadForm,
        VideoView, grade,
    },
    phases,
    points::{Entry, expected},
    publishing::{Details, DocumentKind, Question, Video, each_in_language},
    time::Timestamp,
};
use jiso_store::{
    Tx,
    published::{Published, PublishedText},
};

use crate::office::Office;

/// Where the media of lessons are served.
const MEDIA: &str = "/media";

/// All there is to learn, and what the caller has done of it.
struct Shelf {
    catalogue: Catalogue,
    progress: Progress,
}

#[async_trait]
impl Learning for Office {
    async fn modules(&self, caller: &Caller) -> Answer<LearnSheet> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let Shelf { catalogue, progress } = shelf(&mut tx, caller).await?;
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
        let Shelf { catalogue, progress } = shelf(&mut tx, caller).await?;
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
        let Shelf { catalogue, mut progress } = shelf(&mut tx, caller).await?;
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
        let grade = grade(&quiz, &given, PASS_MARK);
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
        let catalogue = catalogue(self.store.read().await?.published_versions(&LEARNING).await?, caller.lang);
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
        let badge_earned = if module.completed_at(&progress).is_some() && self.is_first_completion(&mut tx, caller, module).await? {
            earned.extend(self.record_learning(&mut tx, caller, ActivityKind::ModuleCompleted, module.document, origin).await?);
            Some(module.badge.clone())
        } else {
            None
        };
        tx.commit().await?;
        let earned = self.worded(&earned);
        Ok(LessonOutcome { completion, lesson_completed, badge_earned, earned, next: next(&catalogue, module, lesson, &progress) })
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

    async fn lesson_sheet(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        module: &ModuleText,
        lesson: &LessonText,
        catalogue: &Catalogue,
        progress: &Progress,
    ) -> Answer<LessonSheet> {
        let PublishedText { document, body } =
            tx.published_lesson(&module.slug, &lesson.slug, caller.lang).await?.ok_or(Failure::NotFound)?;
        let Details::Lesson { minutes, video, quiz } = &document.meta.details else { return Err(Failure::NotFound) };
        let record = progress.record(&module.slug, &lesson.slug);
        let completed_at = record.and_then(|record| record.completed_at);
        let attempt = record.and_then(|record| record.attempt.as_ref()).filter(|attempt| attempt.revision == document.revision);
        let question = |(i, question)| QuestionView::of(question, attempt.and_then(|attempt| attempt.given.get(i)));
        let fresh = ProgressRecord::new(caller.user, LessonKey { module: module.slug.clone(), lesson: lesson.slug.clone() }, self.now());
        let number = module.lessons.iter().position(|other| other.slug == lesson.slug).unwrap_or(0) + 1;
        let points = self.offered(tx, caller, ActivityKind::LessonCompleted).await?;
        Ok(LessonSheet {
            module: module.slug.clone(),
            module_title: module.title.clone(),
            slug: lesson.slug.clone(),
            revision: document.revision,
            lang: document.path.lang,
            title: document.meta.title.clone(),
            summary: document.meta.summary.clone(),
            html: self.html_of(document.revision, &body),
            minutes: *minutes,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            lessons_total: u32::try_from(module.lessons.len()).unwrap_or(u32::MAX),
            video: match video {
                Some(video) => Some(self.video(tx, &module.slug, &lesson.slug, video).await?),
                None => None,
            },
            quiz: quiz.iter().enumerate().map(question).collect(),
            pass_mark: PASS_MARK,
            best_score: record.and_then(|record| record.best_score),
            position_percent: record.map_or(0, |record| record.position_percent),
            completion: record.unwrap_or(&fresh).completion(!quiz.is_empty()),
            completed_at,
            counted: counts(caller),
            points: points.filter(|_| completed_at.is_none()),
            earned: self.earned_by(tx, caller, &[lesson.document, module.document]).await?,
            lessons: module.lines(progress),
            next: next(catalogue, module, lesson, progress),
        })
    }

    /// The video with the captions of every language.
    async fn video(&self, tx: &mut Tx, module: &str, lesson: &str, video: &Video) -> Answer<VideoView> {
        let mut versions = Vec::new();
        for lang in Lang::ALL {
            let text = tx.published_lesson(module, lesson, lang).await?;
            versions.extend(text.map(|text| text.document).filter(|document| document.path.lang == lang));
        }
        let videos = versions.iter().filter_map(|document| match &document.meta.details {
            Details::Lesson { video: Some(video), .. } => Some((document.path.lang, video)),
            _ => None,
        });
        Ok(VideoView::of(video, MEDIA, videos))
    }

    /// What the rules would grant the caller; `None` when nothing.
    async fn offered(&self, tx: &mut Tx, caller: &Caller, kind: ActivityKind) -> Answer<Option<i64>> {
        let Some(company) = caller.company else { return Ok(None) };
        let standing = tx.standing(company).await?;
        let points = expected(&self.programme(), kind, &standing, self.now()).points;
        Ok((points > 0).then_some(points))
    }

    /// What the caller has been granted for these documents.
    async fn earned_by(&self, tx: &mut Tx, caller: &Caller, documents: &[DocumentId]) -> Answer<Vec<Earned>> {
        let Some(company) = caller.company else { return Ok(Vec::new()) };
        let mut entries = Vec::new();
        for document in documents {
            let about = Subject::Document(*document);
            let lines = tx.entries_around(company, about).await?.into_iter().map(|line| line.entry);
            entries.extend(lines.filter(|entry| entry.subject == about && entry.user == Some(caller.user)));
        }
        Ok(self.worded(&entries))
    }

    fn worded(&self, entries: &[Entry]) -> Vec<Earned> {
        let programme = self.programme();
        let earned = |entry: &Entry| {
            let rule = programme.rule(&entry.rule)?.name.clone();
            Some(Earned { points: entry.provisional + entry.confirmed, rule })
        };
        entries.iter().filter_map(earned).collect()
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
    pub(crate) async fn done_today(&self, tx: &mut Tx, caller: &Caller, kind: ActivityKind, document: DocumentId) -> Answer<bool> {
        Ok(tx.happened_since(caller.user, kind, Subject::Document(document), self.now().day().start()).await?)
    }

    /// For the next action: the lesson the caller is in, with the moment it was begun, and the first that was never opened.
    pub async fn lessons_ahead(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Answer<(Option<(phases::LessonLink, Timestamp)>, Option<phases::LessonLink>)> {
        let Shelf { catalogue, progress } = shelf(tx, caller).await?;
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
        Ok((begun, catalogue.first_new(&progress).map(link)))
    }
}

const LEARNING: [DocumentKind; 2] = [DocumentKind::Module, DocumentKind::Lesson];

/// Whether what the caller reads is counted.
fn counts(caller: &Caller) -> bool {
    caller.may(Action::Learn).is_ok()
}

fn find<'a>(catalogue: &'a Catalogue, key: &LessonKey) -> Answer<(&'a ModuleText, &'a LessonText)> {
    let module = catalogue.module(&key.module).ok_or(Failure::NotFound)?;
    Ok((module, module.lesson(&key.lesson).ok_or(Failure::NotFound)?))
}

/// On within the module, and from a finished module to whatever is open elsewhere.
fn next(catalogue: &Catalogue, module: &ModuleText, lesson: &LessonText, progress: &Progress) -> Option<LessonLink> {
    let elsewhere = || {
        let (other, open) = catalogue.carry_on(progress)?;
        let here = other.slug == module.slug && open.slug == lesson.slug;
        (!here).then(|| other.link(open))
    };
    LessonLink::after(&lesson.slug, &module.slug, &module.lines(progress)).or_else(elsewhere)
}

async fn shelf(tx: &mut Tx, caller: &Caller) -> Answer<Shelf> {
    let catalogue = catalogue(tx.published_versions(&LEARNING).await?, caller.lang);
    let progress = tx.lesson_progress_of(caller.user).await?.into_iter().collect();
    Ok(Shelf { catalogue, progress })
}

/// Modules and lessons as a reader of `lang` sees them. Their ids are those of the Japanese texts, so that reading both
/// languages of a lesson is one thing done.
fn catalogue(versions: Vec<Published>, lang: Lang) -> Catalogue {
    let name = |text: &Published| (text.path.kind, text.path.module.clone(), text.path.slug.clone());
    let canonical: HashMap<_, DocumentId> =
        each_in_language(Lang::Ja, versions.clone(), |text| text.path.lang, name).iter().map(|text| (name(text), text.id)).collect();
    let shown = each_in_language(lang, versions, |text| text.path.lang, name);
    let document = |text: &Published| canonical.get(&name(text)).copied().unwrap_or(text.id);
    let mut modules: Vec<(u32, ModuleText)> = shown.iter().filter_map(|text| module_text(text, document(text))).collect();
    modules.sort_by(|a, b| (a.0, &a.1.slug).cmp(&(b.0, &b.1.slug)));
    let mut modules: Vec<ModuleText> = modules.into_iter().map(|(_, module)| module).collect();
    for module in &mut modules {
        let own = shown.iter().filter(|text| text.path.module.as_ref() == Some(&module.slug));
        let mut lessons: Vec<_> = own.filter_map(|text| Some((text.path.position, lesson_text(text, document(text))?))).collect();
        lessons.sort_by(|a, b| (a.0, &a.1.slug).cmp(&(b.0, &b.1.slug)));
        module.lessons = lessons.into_iter().map(|(_, lesson)| lesson).collect();
    }
    modules.retain(|module| !module.lessons.is_empty());
    Catalogue { modules }
}

fn module_text(text: &Published, document: DocumentId) -> Option<(u32, ModuleText)> {
    let Details::Module { position, badge } = &text.meta.details else { return None };
    let module = ModuleText {
        document,
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        badge: badge.clone(),
        lessons: Vec::new(),
    };
    Some((*position, module))
}

fn lesson_text(text: &Published, document: DocumentId) -> Option<LessonText> {
    let Details::Lesson { minutes, video, quiz } = &text.meta.details else { return None };
    Some(LessonText {
        document,
        slug: text.path.slug.clone(),
        lang: text.path.lang,
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        minutes: *minutes,
        has_video: video.is_some(),
        has_quiz: !quiz.is_empty(),
    })
}
