//! The parts of the edit form that are tables in the file: the video, a question, a step.

use serde::{Deserialize, Serialize};

use super::{
    front_matter::{QuestionKeys, StepKeys, VideoKeys},
    meta::StepAfter,
};
use crate::failure::{Problem, Reading};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VideoForm {
    pub file: String,
    pub link: String,
    pub captions: String,
    pub transcript: String,
}

impl VideoForm {
    pub(super) fn of(keys: &VideoKeys) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            file: text(&keys.file),
            link: text(&keys.link),
            captions: text(&keys.captions),
            transcript: text(&keys.transcript),
        }
    }

    pub(super) fn keys(&self) -> Option<VideoKeys> {
        let keys = VideoKeys {
            file: written(&self.file),
            link: written(&self.link),
            captions: written(&self.captions),
            transcript: written(&self.transcript.replace("\r\n", "\n")),
        };
        (keys != VideoKeys::default()).then_some(keys)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    /// Always chosen in a select, so it does not count for emptiness.
    pub kind: String,
    pub ask: String,
    /// One a line.
    pub options: String,
    /// Numbers from 1: `2`, `1, 3`, `3 2 1`.
    pub answer: String,
    pub because: String,
}

impl QuestionForm {
    pub(super) fn of(keys: &QuestionKeys) -> Self {
        let answer: Vec<String> = keys.answer.iter().map(ToString::to_string).collect();
        Self {
            kind: keys.kind.clone(),
            ask: keys.ask.clone(),
            options: keys.options.join("\n"),
            answer: answer.join(", "),
            because: keys.because.clone(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        [&self.ask, &self.options, &self.answer, &self.because].iter().all(|text| text.trim().is_empty())
    }

    pub(super) fn keys(&self, i: usize, reading: &mut Reading) -> QuestionKeys {
        let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '、');
        let numbers: Result<Vec<u32>, _> =
            self.answer.split(separators).filter(|text| !text.is_empty()).map(str::parse::<u32>).collect();
        let field = format!("quiz.{i}.answer");
        QuestionKeys {
            kind: self.kind.trim().to_owned(),
            ask: self.ask.trim().to_owned(),
            options: self.options.lines().filter_map(written).collect(),
            answer: reading.or(&field, numbers.ok(), Problem::NotANumber).unwrap_or_default(),
            because: self.because.trim().to_owned(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub key: String,
    pub title: String,
    /// Always chosen in a select, so it does not count for emptiness.
    pub owner: String,
    pub days: String,
    /// Chosen likewise.
    pub after: String,
    pub needs: String,
}

impl StepForm {
    pub(super) fn of(keys: &StepKeys) -> Self {
        Self {
            key: keys.key.clone(),
            title: keys.title.clone(),
            owner: keys.owner.clone(),
            days: keys.days.map(|days| days.to_string()).unwrap_or_default(),
            after: keys.after.clone().unwrap_or_default(),
            needs: keys.needs.clone().unwrap_or_default(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        [&self.key, &self.title, &self.days, &self.needs].iter().all(|text| text.trim().is_empty())
    }

    pub(super) fn keys(&self, i: usize, reading: &mut Reading) -> StepKeys {
        StepKeys {
            key: self.key.trim().to_owned(),
            title: self.title.trim().to_owned(),
            owner: self.owner.trim().to_owned(),
            days: number(&format!("step.{i}.days"), &self.days, reading),
            // What is so without a word needs none in the file.
            after: written(&self.after).filter(|after| after != StepAfter::default().as_str()),
            needs: written(&self.needs),
        }
    }
}

/// The trimmed text, when there is any.
pub(super) fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The number in a field that may be empty.
pub(super) fn number(field: &str, text: &str, reading: &mut Reading) -> Option<u32> {
    let text = written(text)?;
    reading.or(field, text.parse().ok(), Problem::NotANumber)
}
