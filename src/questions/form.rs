use serde::{Deserialize, Serialize};

use super::PagePath;
use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{PostId, QuestionId},
    time::Day,
};

pub const TITLE_MAX: u32 = 120;
pub const TEXT_MAX: u32 = 2_000;

/// Somebody asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The question's id-to-be: a form that is sent twice asks once.
    pub idempotency_key: String,
    pub topic: String,
    pub title: String,
    pub text: String,
    /// The page it is about.
    pub about: String,
}

/// A question as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub topic: String,
    pub title: String,
    pub text: Option<String>,
}

impl AskForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types it, so there is no field to mend.
    pub fn key(&self) -> Answer<QuestionId> {
        self.idempotency_key.parse().map_err(|_| Failure::Malformed)
    }

    pub fn page(&self) -> Option<&str> {
        PagePath::read(&self.about)
    }

    /// `topics`: the keys that may be chosen; none where the programme has no topics.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, topics: &[&str]) -> Answer<Asked> {
        let mut reading = Reading::default();
        let known = |text: &str| topics.iter().find(|key| **key == text).map(|key| (*key).to_owned());
        let topic = if topics.is_empty() { Some(String::new()) } else { reading.choice("topic", &self.topic, known) };
        let title = reading.required("title", &self.title, TITLE_MAX);
        let text = reading.optional("text", &self.text, TEXT_MAX);
        reading.errors.or(topic.map(|topic| Asked { topic, title, text }))
    }
}

/// An answer, or more words by whoever asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostForm {
    pub question: String,
    pub idempotency_key: String,
    pub text: String,
}

impl PostForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(QuestionId, PostId, String)> {
        let question = id_of(&self.question)?;
        let key = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let text = reading.required("text", &self.text, TEXT_MAX);
        reading.errors.or(Some((question, key, text)))
    }
}

/// A question that is withdrawn, taken on or made a frequent one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    pub question: String,
}

impl QuestionForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<QuestionId> {
        id_of(&self.question)
    }
}

/// The answer that solved it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    pub question: String,
    pub answer: String,
}

impl AcceptForm {
    /// # Errors
    /// [`Failure::NotFound`]
    pub fn read(&self) -> Answer<(QuestionId, PostId)> {
        Ok((id_of(&self.question)?, self.answer.parse().map_err(|_| Failure::NotFound)?))
    }
}

/// Until when a person of the vendor is away; empty: here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AwayForm {
    pub until: String,
}

impl AwayForm {
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self, today: Day) -> Answer<Option<Day>> {
        let text = self.until.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let day: Day = text.parse().map_err(|_| Failure::invalid("until", Problem::NotADate))?;
        match day {
            day if day < today => Err(Failure::invalid("until", Problem::DateInPast)),
            day if day > today.plus(366) => Err(Failure::invalid("until", Problem::DateTooFar { years: 1 })),
            day => Ok(Some(day)),
        }
    }
}

fn id_of(text: &str) -> Answer<QuestionId> {
    text.parse().map_err(|_| Failure::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> AskForm {
        AskForm { topic: "deals".into(), title: " 保護期間は？ ".into(), ..AskForm::default() }
    }

    #[test]
    fn a_question_is_read_as_it_is_meant() {
        let asked = form().read(&["deals", "product"]).expect("sound");
        assert_eq!(asked, Asked { topic: "deals".into(), title: "保護期間は？".into(), text: None });
        assert_eq!(form().read(&[]).expect("sound").topic, "", "a programme without topics");
        assert_eq!(form().key(), Err(Failure::Malformed));
        assert_eq!(AskForm { about: "//x".into(), ..form() }.page(), None);
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        type Change = fn(&mut AskForm);
        let cases: [(Change, &str, Problem); 5] = [
            (|f| f.topic.clear(), "topic", Problem::Required),
            (|f| f.topic = "gone".into(), "topic", Problem::NotOffered),
            (|f| f.title = "　".into(), "title", Problem::Required),
            (|f| f.title = "長".repeat(121), "title", Problem::TooLong { max: TITLE_MAX }),
            (|f| f.text = "長".repeat(2_001), "text", Problem::TooLong { max: TEXT_MAX }),
        ];
        for (change, field, problem) in cases {
            let mut wrong = form();
            change(&mut wrong);
            let Err(Failure::Invalid { errors }) = wrong.read(&["deals"]) else { panic!("{field} was taken") };
            assert_eq!((errors.of(field), errors.0.len()), (Some(&problem), 1), "{field}");
        }
    }

    #[test]
    fn whoever_is_away_says_until_when() {
        let today: Day = "2026-11-23".parse().expect("day");
        for (until, read) in [
            ("", Ok(None)),
            ("2026-11-27", Ok(Some("2026-11-27".parse().expect("day")))),
            ("2026-11-22", Err(Problem::DateInPast)),
            ("soon", Err(Problem::NotADate)),
            ("2028-01-01", Err(Problem::DateTooFar { years: 1 })),
        ] {
            let expected = read.map_err(|problem| Failure::invalid("until", problem));
            assert_eq!(AwayForm { until: until.into() }.read(today), expected, "{until}");
        }
    }
}
