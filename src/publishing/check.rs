//! From front matter as written to what it means, or everything that is wrong with it.

use super::{
    facets::{CompanySize, Competitor, Facets, FaqTopic, Industry, SalesPhase},
    front_matter::{FrontMatter, StepKeys, VideoKeys},
    kind::DocumentKind,
    meta::{CaseFacts, Details, KitFacts, Meta, Step, StepAfter, StepOwner, Video, VideoSource},
    path::is_slug,
    quiz::{QUESTIONS_MAX, Question, QuestionKind},
};
use crate::{
    failure::{FieldErrors, Problem, Reading},
    time::Day,
};

const NEEDS_MAX: u32 = 200;
const TITLE_MAX: u32 = 120;
const SUMMARY_MAX: u32 = 300;
const NAME_MAX: u32 = 80;
const TRANSCRIPT_MAX: u32 = 20_000;
const LINK_MAX: u32 = 500;
const STEPS_MAX: usize = 40;

/// One mistake. Keys of tables are dotted and counted from 0: `quiz.0.answer`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterMistake {
    pub key: String,
    pub problem: Problem,
}

/// What should stand under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyExpected {
    /// Anything at all.
    Text,
    /// At most so many characters.
    Short(u32),
    /// No control characters.
    Clean,
    Between {
        min: i64,
        max: i64,
    },
    Day,
    /// Something that is not there twice.
    Unique,
    /// A word of a closed set.
    OneOf(Vec<&'static str>),
    /// Numbers of a question's options, counted from 1.
    OptionNumbers,
    Slug,
    /// An https address, and no file beside it.
    Link,
    /// The name of a file in the media folder.
    MediaFile,
    Other,
}

impl FrontMatterMistake {
    /// For the people who write files; the screens word a [`Problem`] themselves.
    pub fn expected(&self) -> KeyExpected {
        match &self.problem {
            Problem::TooLong { max } => KeyExpected::Short(*max),
            Problem::OutOfRange { min, max } => KeyExpected::Between { min: *min, max: *max },
            Problem::ControlCharacter => KeyExpected::Clean,
            Problem::NotADate => KeyExpected::Day,
            Problem::AlreadyTaken => KeyExpected::Unique,
            Problem::Required if choices(&self.key).is_none() => KeyExpected::Text,
            _ => choices(&self.key).map_or_else(|| shape(&self.key), KeyExpected::OneOf),
        }
    }
}

impl FrontMatter {
    /// # Errors
    /// Every mistake, in the order of the keys.
    pub fn check(&self, kind: DocumentKind) -> Result<Meta, Vec<FrontMatterMistake>> {
        let mut reading = Reading::default();
        for key in DocumentKind::ALL.iter().flat_map(|other| other.keys()) {
            if self.has(key) && !kind.has_key(key) && reading.errors.of(key).is_none() {
                reading.errors.add(key, Problem::NotOffered);
            }
        }
        let title = reading.required("title", &self.title, TITLE_MAX);
        let summary = reading.required("summary", &self.summary, SUMMARY_MAX);
        match self.details(kind, &mut reading) {
            Some(details) if reading.errors.is_empty() => Ok(Meta { title, summary, details }),
            _ => Err(mistakes(reading.errors)),
        }
    }

    fn details(&self, kind: DocumentKind, reading: &mut Reading) -> Option<Details> {
        match kind {
            DocumentKind::Module => {
                let position = number("position", self.position, 1, 999, reading);
                let badge = reading.required("badge", text(self.badge.as_ref()), NAME_MAX);
                Some(Details::Module { position: position?, badge })
            }
            DocumentKind::Lesson => {
                let minutes = number("minutes", self.minutes, 1, 240, reading);
                let video = self.video.as_ref().map(|keys| video(keys, reading));
                let quiz = self.quiz(reading);
                let video = match video {
                    Some(video) => Some(video?),
                    None => None,
                };
                Some(Details::Lesson { minutes: minutes?, video, quiz })
            }
            DocumentKind::Template | DocumentKind::Script | DocumentKind::Objection | DocumentKind::Play => {
                Some(Details::Kit { kit: self.kit(reading)? })
            }
            DocumentKind::Case => {
                let kit = self.kit(reading);
                let case = self.case(reading);
                Some(Details::Case { kit: kit?, case: case? })
            }
            DocumentKind::Faq => {
                let topic = reading.choice("topic", text(self.topic.as_ref()), FaqTopic::parse);
                Some(Details::Faq { topic: topic? })
            }
            DocumentKind::News => {
                let date = day("date", self.date.as_ref(), reading);
                let industries = set("industries", &self.industries, Industry::parse, reading);
                Some(Details::News { date: date?, industries })
            }
            DocumentKind::Checklist => Some(Details::Checklist { steps: self.steps(reading) }),
        }
    }

    fn kit(&self, reading: &mut Reading) -> Option<KitFacts> {
        let minutes = self.minutes.and_then(|minutes| number("minutes", Some(minutes), 1, 240, reading));
        let facets = Facets {
            industries: set("industries", &self.industries, Industry::parse, reading),
            sizes: set("sizes", &self.sizes, CompanySize::parse, reading),
            phases: set("phases", &self.phases, SalesPhase::parse, reading),
            competitors: set("competitors", &self.competitors, Competitor::parse, reading),
        };
        let owner = reading.required("owner", text(self.owner.as_ref()), NAME_MAX);
        let valid_until = day("valid_until", self.valid_until.as_ref(), reading);
        Some(KitFacts { minutes, facets, owner, valid_until: valid_until? })
    }

    fn case(&self, reading: &mut Reading) -> Option<CaseFacts> {
        let customer = reading.required("customer", text(self.customer.as_ref()), NAME_MAX);
        let days_to_win = number("days_to_win", self.days_to_win, 0, 3_650, reading);
        let mut kits: Vec<String> = Vec::new();
        for kit in self.kits.iter().filter_map(|text| slug("kits", text, reading)) {
            if !kits.contains(&kit) {
                kits.push(kit);
            }
        }
        Some(CaseFacts { customer, days_to_win: days_to_win?, kits })
    }

    fn quiz(&self, reading: &mut Reading) -> Vec<Question> {
        if self.quiz.len() > QUESTIONS_MAX {
            reading.errors.add("quiz", Problem::OutOfRange { min: 0, max: 5 });
        }
        let read = |(i, keys)| Question::read(keys, &format!("quiz.{i}"), reading);
        self.quiz.iter().enumerate().filter_map(read).collect()
    }

    fn steps(&self, reading: &mut Reading) -> Vec<Step> {
        if self.step.is_empty() || self.step.len() > STEPS_MAX {
            reading.errors.add("step", Problem::OutOfRange { min: 1, max: 40 });
        }
        let mut steps: Vec<Step> = Vec::with_capacity(self.step.len());
        for (i, keys) in self.step.iter().enumerate() {
            let Some(step) = step(keys, i, reading) else { continue };
            if steps.iter().any(|earlier| earlier.key == step.key) {
                reading.errors.add(&format!("step.{i}.key"), Problem::AlreadyTaken);
            }
            steps.push(step);
        }
        steps
    }
}

fn step(keys: &StepKeys, i: usize, reading: &mut Reading) -> Option<Step> {
    let key = slug(&format!("step.{i}.key"), &keys.key, reading);
    let title = reading.required(&format!("step.{i}.title"), &keys.title, TITLE_MAX);
    let owner = reading.choice(&format!("step.{i}.owner"), &keys.owner, StepOwner::parse);
    let days = number(&format!("step.{i}.days"), keys.days, 0, 365, reading);
    let after = match keys.after.as_deref() {
        None => Some(StepAfter::default()),
        Some(text) => reading.choice(&format!("step.{i}.after"), text, StepAfter::parse),
    };
    let needs = reading.optional(&format!("step.{i}.needs"), text(keys.needs.as_ref()), NEEDS_MAX).unwrap_or_default();
    Some(Step { key: key?, title, owner: owner?, days: days?, after: after?, needs })
}

fn video(keys: &VideoKeys, reading: &mut Reading) -> Option<Video> {
    let source = match (keys.file.as_deref(), keys.link.as_deref()) {
        (Some(file), None) => file_name("video.file", file, reading).map(VideoSource::File),
        (None, Some(link)) => {
            let link = reading.required("video.link", link, LINK_MAX);
            let secure = link.starts_with("https://") && !link.contains(char::is_whitespace);
            reading.or("video.link", secure.then_some(VideoSource::Link(link)), Problem::NotOffered)
        }
        (None, None) => reading.or("video.file", None, Problem::Required),
        (Some(_), Some(_)) => reading.or("video.link", None, Problem::NotOffered),
    };
    let captions = keys.captions.as_deref().and_then(|name| file_name("video.captions", name, reading));
    let transcript = reading.optional("video.transcript", text(keys.transcript.as_ref()), TRANSCRIPT_MAX);
    Some(Video { source: source?, captions, transcript })
}

/// A name in the media folder, which has no folders of its own.
fn file_name(key: &str, name: &str, reading: &mut Reading) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let fits = !name.is_empty() && !name.starts_with('.') && name.len() <= 120 && name.chars().all(plain);
    reading.or(key, fits.then(|| name.to_owned()), Problem::NotOffered)
}

/// A part of an address.
pub(super) fn slug(key: &str, text: &str, reading: &mut Reading) -> Option<String> {
    let text = text.trim();
    let problem = if text.is_empty() { Problem::Required } else { Problem::NotASlug };
    reading.or(key, is_slug(text).then(|| text.to_owned()), problem)
}

fn set<T: PartialEq>(key: &str, texts: &[String], parse: impl Fn(&str) -> Option<T>, reading: &mut Reading) -> Vec<T> {
    let mut items = Vec::with_capacity(texts.len());
    for text in texts {
        let Some(item) = reading.choice(key, text, &parse) else { continue };
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

fn number(key: &str, value: Option<u32>, min: u32, max: u32, reading: &mut Reading) -> Option<u32> {
    let value = reading.or(key, value, Problem::Required)?;
    let fits = (min..=max).contains(&value).then_some(value);
    reading.or(key, fits, Problem::OutOfRange { min: min.into(), max: max.into() })
}

fn day(key: &str, value: Option<&String>, reading: &mut Reading) -> Option<Day> {
    let value = reading.or(key, value.filter(|text| !text.trim().is_empty()), Problem::Required)?;
    reading.or(key, value.parse().ok(), Problem::NotADate)
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

fn mistakes(errors: FieldErrors) -> Vec<FrontMatterMistake> {
    errors.0.into_iter().map(|e| FrontMatterMistake { key: e.field, problem: e.problem }).collect()
}

fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|item| word(*item)).collect()
}

/// The values a key can have, where they are a closed set.
fn choices(key: &str) -> Option<Vec<&'static str>> {
    Some(match (last(key), key.starts_with("step.")) {
        ("industries", _) => words(Industry::ALL, Industry::as_str),
        ("sizes", _) => words(CompanySize::ALL, CompanySize::as_str),
        ("phases", _) => words(SalesPhase::ALL, SalesPhase::as_str),
        ("competitors", _) => words(Competitor::ALL, Competitor::as_str),
        ("topic", _) => words(FaqTopic::ALL, FaqTopic::as_str),
        ("kind", _) => words(QuestionKind::ALL, QuestionKind::as_str),
        ("owner", true) => words(StepOwner::ALL, StepOwner::as_str),
        ("after", true) => words(StepAfter::ALL, StepAfter::as_str),
        _ => return None,
    })
}

fn shape(key: &str) -> KeyExpected {
    match (last(key), key) {
        ("answer", _) => KeyExpected::OptionNumbers,
        ("key" | "kits", _) => KeyExpected::Slug,
        (_, "video.link") => KeyExpected::Link,
        (_, "video.file" | "video.captions") => KeyExpected::MediaFile,
        _ => KeyExpected::Other,
    }
}
