//! A lesson's page, and the words for what it brings.

use jiso::{
    activity::{ActivityKind, Subject},
    caller::Caller,
    failure::{Answer, Failure},
    id::DocumentId,
    lang::Lang,
    learning::{
        Catalogue, Earned, LessonKey, LessonLink, LessonSheet, LessonText, ModuleText, PASS_MARK, Parts, Progress,
        ProgressRecord, QuestionView, VideoView,
    },
    points::{Entry, Reviewed, expected},
    publishing::{Details, Video},
};
use jiso_store::{Tx, published::PublishedText};

use super::learning::counts;
use crate::office::Office;

/// Where the media of lessons are served.
const MEDIA: &str = "/media";

impl Office {
    pub(super) async fn lesson_sheet(
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
        let html = self.html_of(document.revision, &body);
        let passed = record.is_some_and(|record| record.passed_at.is_some());
        let parts = (!passed).then(|| Parts::read(&html));
        let question = |(i, question)| {
            let given = attempt.and_then(|attempt| attempt.given.get(i));
            QuestionView::of(question, given, passed, parts.as_ref().and_then(|parts| parts.answering(question)))
        };
        let fresh =
            ProgressRecord::new(caller.user, LessonKey { module: module.slug.clone(), lesson: lesson.slug.clone() }, self.now());
        let number = module.lessons.iter().position(|other| other.slug == lesson.slug).unwrap_or(0) + 1;
        let points = self.offered(tx, caller, ActivityKind::LessonCompleted).await?;
        let with_module = completed_at.is_some() && completed_at == module.completed_at(progress);
        let documents = [Some(lesson.document), with_module.then_some(module.document)];
        Ok(LessonSheet {
            module: module.slug.clone(),
            module_title: module.title.clone(),
            slug: lesson.slug.clone(),
            revision: document.revision,
            lang: document.path.lang,
            title: document.meta.title.clone(),
            summary: document.meta.summary.clone(),
            minutes: *minutes,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            lessons_total: u32::try_from(module.lessons.len()).unwrap_or(u32::MAX),
            video: match video {
                Some(video) => Some(self.video(tx, &module.slug, &lesson.slug, video).await?),
                None => None,
            },
            quiz: quiz.iter().enumerate().map(question).collect(),
            html,
            pass_mark: PASS_MARK,
            best_score: record.and_then(|record| record.best_score),
            position_percent: record.map_or(0, |record| record.position_percent),
            completion: record.unwrap_or(&fresh).completion(!quiz.is_empty()),
            completed_at,
            counted: counts(caller),
            points: points.filter(|_| completed_at.is_none()),
            earned: self.earned_by(tx, caller, documents.into_iter().flatten()).await?,
            badge: with_module.then(|| module.badge.clone()),
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
    pub(super) async fn offered(&self, tx: &mut Tx, caller: &Caller, kind: ActivityKind) -> Answer<Option<i64>> {
        let Some(company) = caller.company else { return Ok(None) };
        let standing = tx.standing(company).await?;
        let points = expected(&self.programme(), kind, &standing, &Reviewed::default(), self.now()).points;
        Ok((points > 0).then_some(points))
    }

    /// What the caller has been granted for these documents.
    async fn earned_by(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        documents: impl Iterator<Item = DocumentId> + Send,
    ) -> Answer<Vec<Earned>> {
        let Some(company) = caller.company else { return Ok(Vec::new()) };
        let mut entries = Vec::new();
        for document in documents {
            let about = Subject::Document(document);
            let lines = tx.entries_around(company, about, &[], None).await?.into_iter().map(|line| line.entry);
            entries.extend(lines.filter(|entry| entry.subject == about && entry.user == Some(caller.user)));
        }
        Ok(self.worded(&entries))
    }

    pub(super) fn worded(&self, entries: &[Entry]) -> Vec<Earned> {
        let programme = self.programme();
        let earned = |entry: &Entry| {
            let rule = programme.rule(&entry.rule)?.name.clone();
            Some(Earned { points: entry.provisional + entry.confirmed, rule })
        };
        entries.iter().filter_map(earned).collect()
    }
}

/// On within the module, and from a finished module to whatever is open elsewhere.
pub(super) fn next(catalogue: &Catalogue, module: &ModuleText, lesson: &LessonText, progress: &Progress) -> Option<LessonLink> {
    let elsewhere = || {
        let (other, open) = catalogue.carry_on(progress)?;
        let here = other.slug == module.slug && open.slug == lesson.slug;
        (!here).then(|| other.link(open))
    };
    LessonLink::after(&lesson.slug, &module.slug, &module.lines(progress)).or_else(elsewhere)
}
