//! What an editor types, and what it means.

use serde::{Deserialize, Serialize};

use super::{
    check,
    document::checked,
    edit_parts::{QuestionForm, StepForm, VideoForm, number, written},
    front_matter::FrontMatter,
    kind::DocumentKind,
    meta::Meta,
    path::{DocumentPath, LESSONS_MAX},
};
use crate::{
    failure::{Answer, Failure, FieldErrors, Problem, Reading},
    id::{DocumentId, RevisionId},
    lang::Lang,
};

pub const BODY_MAX: u32 = 100_000;
/// So many of a body's mistakes are told at a time.
const BODY_PROBLEMS_MAX: usize = 10;

/// The whole document as form fields. A page shows those of [`DocumentKind::keys`]; the others stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    pub document: String,
    /// The revision on top of which this was written.
    pub base: String,
    pub title: String,
    pub summary: String,
    pub minutes: String,
    pub position: String,
    pub badge: String,
    pub industries: Vec<String>,
    pub sizes: Vec<String>,
    pub phases: Vec<String>,
    pub competitors: Vec<String>,
    pub owner: String,
    pub valid_until: String,
    pub topic: String,
    pub date: String,
    pub customer: String,
    pub days_to_win: String,
    /// Slugs, apart by spaces, commas or lines.
    pub kits: String,
    pub video: VideoForm,
    /// Wholly empty questions and steps are left out, so that a page can offer one more than there are.
    pub quiz: Vec<QuestionForm>,
    pub step: Vec<StepForm>,
    pub body: String,
}

/// A text that may be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub front: FrontMatter,
    pub meta: Meta,
    pub body: String,
}

impl EditForm {
    pub fn of(document: DocumentId, base: RevisionId, front: &FrontMatter, body: &str) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let digits = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        Self {
            document: document.to_string(),
            base: base.to_string(),
            title: front.title.clone(),
            summary: front.summary.clone(),
            minutes: digits(front.minutes),
            position: digits(front.position),
            badge: text(&front.badge),
            industries: front.industries.clone(),
            sizes: front.sizes.clone(),
            phases: front.phases.clone(),
            competitors: front.competitors.clone(),
            owner: text(&front.owner),
            valid_until: text(&front.valid_until),
            topic: text(&front.topic),
            date: text(&front.date),
            customer: text(&front.customer),
            days_to_win: digits(front.days_to_win),
            kits: front.kits.join("\n"),
            video: front.video.as_ref().map(VideoForm::of).unwrap_or_default(),
            quiz: front.quiz.iter().map(QuestionForm::of).collect(),
            step: front.step.iter().map(StepForm::of).collect(),
            body: body.to_owned(),
        }
    }

    /// Which document is edited, and on top of which revision.
    ///
    /// # Errors
    /// [`Failure::Malformed`]
    pub fn target(&self) -> Answer<(DocumentId, RevisionId)> {
        Ok((id(&self.document)?, id(&self.base)?))
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, path: &DocumentPath) -> Answer<Draft> {
        let mut reading = Reading::default();
        let front = self.front(&mut reading);
        let body = lines(&self.body);
        reading.keepable("body", &body, BODY_MAX);
        let meta = match checked(path, &front, &body) {
            Ok(meta) => Some(meta),
            Err(Failure::Invalid { errors }) => {
                self.add_as_numbered(errors, &mut reading.errors);
                None
            }
            Err(other) => return Err(other),
        };
        reading.errors.or(meta.map(|meta| Draft { front, meta, body }))
    }

    fn front(&self, reading: &mut Reading) -> FrontMatter {
        let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '、');
        let mut quiz = Vec::new();
        for (i, question) in self.quiz.iter().enumerate().filter(|(_, question)| !question.is_blank()) {
            quiz.push(question.keys(i, reading));
        }
        let mut step = Vec::new();
        for (i, form) in self.step.iter().enumerate().filter(|(_, form)| !form.is_blank()) {
            step.push(form.keys(i, reading));
        }
        FrontMatter {
            title: self.title.trim().to_owned(),
            summary: self.summary.trim().to_owned(),
            minutes: number("minutes", &self.minutes, reading),
            position: number("position", &self.position, reading),
            badge: written(&self.badge),
            industries: self.industries.iter().filter_map(|text| written(text)).collect(),
            sizes: self.sizes.iter().filter_map(|text| written(text)).collect(),
            phases: self.phases.iter().filter_map(|text| written(text)).collect(),
            competitors: self.competitors.iter().filter_map(|text| written(text)).collect(),
            owner: written(&self.owner),
            valid_until: written(&self.valid_until),
            topic: written(&self.topic),
            date: written(&self.date),
            customer: written(&self.customer),
            days_to_win: number("days_to_win", &self.days_to_win, reading),
            kits: self.kits.split(separators).filter_map(written).collect(),
            video: self.video.keys(),
            quiz,
            step,
        }
    }

    /// Errors of the check count questions and steps without the empty ones; the page counts all of them. A field is reported
    /// once, and only the body, which has many lines, more often.
    fn add_as_numbered(&self, found: FieldErrors, errors: &mut FieldErrors) {
        let quiz: Vec<usize> = (0..self.quiz.len()).filter(|i| !self.quiz[*i].is_blank()).collect();
        let step: Vec<usize> = (0..self.step.len()).filter(|i| !self.step[*i].is_blank()).collect();
        for error in found.0 {
            let field = renumbered(&error.field, "quiz", &quiz).or_else(|| renumbered(&error.field, "step", &step));
            let field = field.unwrap_or(error.field);
            let room = if field == "body" { BODY_PROBLEMS_MAX } else { 1 };
            if errors.0.iter().filter(|other| other.field == field).count() < room {
                errors.add(&field, error.problem);
            }
        }
    }
}

/// `quiz.1.ask` as `quiz.2.ask`, when the second question of the check is the third of the form.
fn renumbered(field: &str, table: &str, numbers: &[usize]) -> Option<String> {
    let (number, key) = field.strip_prefix(table)?.strip_prefix('.')?.split_once('.')?;
    let number = numbers.get(number.parse::<usize>().ok()?)?;
    Some(format!("{table}.{number}.{key}"))
}

/// Browsers send CR LF; texts are kept with LF and end with one.
fn lines(body: &str) -> String {
    let mut body = body.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
    body.push('\n');
    body
}

fn id<T>(text: &str) -> Answer<crate::id::Id<T>> {
    text.parse().map_err(|_| Failure::Malformed)
}

/// A document that is not there yet: where it will live, and its title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewDocumentForm {
    pub kind: String,
    /// For a lesson: the module's slug and the lesson's place in it.
    pub module: String,
    pub position: String,
    pub slug: String,
    pub lang: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    pub path: DocumentPath,
    /// With the title and nothing else.
    pub front: FrontMatter,
}

impl NewDocumentForm {
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self) -> Answer<NewDocument> {
        let mut reading = Reading::default();
        let kind =
            reading.choice("kind", &self.kind, |text| DocumentKind::parse(text).filter(|kind| *kind != DocumentKind::Play));
        let lang = reading.choice("lang", &self.lang, Lang::parse);
        let slug = check::slug("slug", &self.slug, &mut reading);
        let title = reading.required("title", &self.title, 120);
        let (mut module, mut position) = (None, None);
        if kind == Some(DocumentKind::Lesson) {
            module = check::slug("module", &self.module, &mut reading);
            let place = reading.required("position", &self.position, 10);
            let problem = Problem::OutOfRange { min: 1, max: LESSONS_MAX.into() };
            let fits = place.parse().ok().filter(|n| (1..=LESSONS_MAX).contains(n));
            position = if place.is_empty() { None } else { reading.or("position", fits, problem) };
        }
        let front = FrontMatter { title, ..FrontMatter::default() };
        let path = kind.zip(lang).zip(slug).map(|((kind, lang), slug)| DocumentPath { kind, module, position, slug, lang });
        reading.errors.or(path.map(|path| NewDocument { path, front }))
    }
}

/// What is needed to show a text as readers would see it; mistakes do not matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewForm {
    pub kind: String,
    pub body: String,
}

/// Publish or unpublish what the editor saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishForm {
    pub document: String,
    pub base: String,
}

impl PublishForm {
    /// # Errors
    /// [`Failure::Malformed`]
    pub fn read(&self) -> Answer<(DocumentId, RevisionId)> {
        Ok((id(&self.document)?, id(&self.base)?))
    }
}

/// Make the text of an old revision the newest draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RestoreForm {
    pub document: String,
    pub base: String,
    pub revision: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restoration {
    pub document: DocumentId,
    pub base: RevisionId,
    pub revision: RevisionId,
}

impl RestoreForm {
    /// # Errors
    /// [`Failure::Malformed`]
    pub fn read(&self) -> Answer<Restoration> {
        Ok(Restoration { document: id(&self.document)?, base: id(&self.base)?, revision: id(&self.revision)? })
    }
}
