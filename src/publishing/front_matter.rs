//! The front matter of a document as it stands in its file: every key optional, every value as written.
//! [`FrontMatter::check`] says what it means for a kind of document.

use serde::{Deserialize, Serialize};

/// One struct for every kind: which keys a kind may have is a table ([`super::DocumentKind::keys`]), not a type, so that the
/// file, the edit form and the check cannot drift apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    pub title: String,
    pub summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub industries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub competitors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_to_win: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kits: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<VideoKeys>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quiz: Vec<QuestionKeys>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub step: Vec<StepKeys>,
}

/// `[video]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VideoKeys {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
}

/// `[[quiz]]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuestionKeys {
    pub kind: String,
    pub ask: String,
    pub options: Vec<String>,
    pub answer: Vec<u32>,
    pub because: String,
}

/// `[[step]]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepKeys {
    pub key: String,
    pub title: String,
    pub owner: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
}

impl FrontMatter {
    /// Whether anything is written under `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        match key {
            "title" => !self.title.is_empty(),
            "summary" => !self.summary.is_empty(),
            "minutes" => self.minutes.is_some(),
            "position" => self.position.is_some(),
            "badge" => self.badge.is_some(),
            "industries" => !self.industries.is_empty(),
            "sizes" => !self.sizes.is_empty(),
            "phases" => !self.phases.is_empty(),
            "competitors" => !self.competitors.is_empty(),
            "owner" => self.owner.is_some(),
            "valid_until" => self.valid_until.is_some(),
            "topic" => self.topic.is_some(),
            "date" => self.date.is_some(),
            "customer" => self.customer.is_some(),
            "days_to_win" => self.days_to_win.is_some(),
            "kits" => !self.kits.is_empty(),
            "video" => self.video.is_some(),
            "quiz" => !self.quiz.is_empty(),
            "step" => !self.step.is_empty(),
            _ => false,
        }
    }

    /// One line a value, as it is written in files.
    pub fn lines(&self) -> Vec<String> {
        self.entries().into_iter().map(|(key, value)| format!("{key}: {value}")).collect()
    }

    /// What is written, by its key; keys of tables are dotted, and lists have one entry with commas.
    pub fn entries(&self) -> Vec<(String, String)> {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let mut lines = vec![
            ("title".to_owned(), self.title.clone()),
            ("summary".to_owned(), self.summary.clone()),
            ("minutes".to_owned(), number(self.minutes)),
            ("position".to_owned(), number(self.position)),
            ("badge".to_owned(), text(&self.badge)),
            ("industries".to_owned(), self.industries.join(", ")),
            ("sizes".to_owned(), self.sizes.join(", ")),
            ("phases".to_owned(), self.phases.join(", ")),
            ("competitors".to_owned(), self.competitors.join(", ")),
            ("owner".to_owned(), text(&self.owner)),
            ("valid_until".to_owned(), text(&self.valid_until)),
            ("topic".to_owned(), text(&self.topic)),
            ("date".to_owned(), text(&self.date)),
            ("customer".to_owned(), text(&self.customer)),
            ("days_to_win".to_owned(), number(self.days_to_win)),
            ("kits".to_owned(), self.kits.join(", ")),
        ];
        if let Some(video) = &self.video {
            lines.push(("video.file".into(), text(&video.file)));
            lines.push(("video.link".into(), text(&video.link)));
            lines.push(("video.captions".into(), text(&video.captions)));
            let transcript = text(&video.transcript);
            lines.extend(transcript.lines().map(|line| ("video.transcript".into(), line.to_owned())));
        }
        for (i, question) in self.quiz.iter().enumerate() {
            let answer: Vec<String> = question.answer.iter().map(ToString::to_string).collect();
            lines.push((format!("quiz.{i}.kind"), question.kind.clone()));
            lines.push((format!("quiz.{i}.ask"), question.ask.clone()));
            lines.extend(question.options.iter().map(|option| (format!("quiz.{i}.options"), option.clone())));
            lines.push((format!("quiz.{i}.answer"), answer.join(", ")));
            lines.push((format!("quiz.{i}.because"), question.because.clone()));
        }
        for step in &self.step {
            lines.push((format!("step.{}.title", step.key), step.title.clone()));
            lines.push((format!("step.{}.owner", step.key), step.owner.clone()));
            lines.push((format!("step.{}.days", step.key), number(step.days)));
            lines.push((format!("step.{}.after", step.key), text(&step.after)));
            lines.push((format!("step.{}.needs", step.key), text(&step.needs)));
        }
        lines.retain(|(_, value)| !value.is_empty());
        lines
    }
}
