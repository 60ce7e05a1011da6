//! What was searched for and not found: a task for whoever writes texts.

use serde::{Deserialize, Serialize};

use super::{seen::seen, wanted_word::WantedWord};
use crate::{
    deals::DealNumberAsked,
    failure::{Answer, Failure, Reading},
    time::Timestamp,
};

/// Signs of a question that are kept.
pub const MISS_MAX: usize = 100;
/// What joins words and ends sentences, and asks for nothing where no word is left. Long ones first, so that で does not leave す
/// behind.
const GRAMMAR: &str = "でしょう ましょう でした ました ません です ます から まで より が の を に は へ と で も や か";

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissOutcome {
    /// A text answers it now.
    NewContent,
    /// It is another word for what there is.
    Synonym,
    /// Nothing that belongs here.
    NotOurs,
}

impl MissOutcome {
    pub const ALL: [Self; 3] = [Self::NewContent, Self::Synonym, Self::NotOurs];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewContent => "new_content",
            Self::Synonym => "synonym",
            Self::NotOurs => "not_ours",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }

    /// Whether to look at it again when somebody asks it once more and still finds nothing.
    pub const fn opens_again(self) -> bool {
        !matches!(self, Self::NotOurs)
    }
}

/// As it is kept: without blanks around, cut to a length; `None` where there is nothing that a text could answer: no letter, a
/// single sign, nothing but particles, or a deal's number.
pub fn miss_text(typed: &str) -> Option<String> {
    let line: String = seen(typed).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(MISS_MAX).collect();
    let numbered = DealNumberAsked::read(&text).is_some_and(|asked| asked.whole().is_some());
    (has_letter(&text) && text.chars().nth(1).is_some() && !numbered && !is_grammar(&text)).then_some(text)
}

/// Whether nothing is left without particles and endings.
fn is_grammar(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = letters.as_str();
    while !rest.is_empty() {
        let Some(further) = GRAMMAR.split(' ').find_map(|part| rest.strip_prefix(part)) else { return false };
        rest = further;
    }
    true
}

/// Whether there is anything to look for: a letter, of any script, or a digit.
fn has_letter(typed: &str) -> bool {
    typed.chars().any(char::is_alphanumeric)
}

/// One that is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloseMissForm {
    pub miss: String,
    pub outcome: String,
}

impl CloseMissForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(&str, MissOutcome)> {
        if self.miss.is_empty() || self.miss.contains(char::is_control) {
            return Err(Failure::NotFound);
        }
        let mut reading = Reading::default();
        let outcome = reading.choice("outcome", &self.outcome, MissOutcome::parse);
        reading.errors.or(outcome.map(|outcome| (self.miss.as_str(), outcome)))
    }
}

/// Who asked, and for which company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissAsker {
    pub name: String,
    pub company: String,
}

/// A question without an answer, as the vendor reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissView {
    /// What is the same for all who asked it.
    pub key: String,
    /// As it was typed last.
    pub text: String,
    /// Once for each person and day.
    pub count: u32,
    pub people: u32,
    /// Some of the people, who asked last first.
    pub askers: Vec<MissAsker>,
    /// Something was shown that has a part of the words.
    pub near: bool,
    pub last_at: Timestamp,
    /// What was done about it before.
    pub before: Option<MissOutcome>,
}

/// One that is dealt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedMissView {
    pub text: String,
    pub outcome: MissOutcome,
    pub by: String,
    pub at: Timestamp,
}

/// `/console/searches`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissesSheet {
    /// Asked most often first.
    pub open: Vec<MissView>,
    pub has_more: bool,
    pub closed: Vec<ClosedMissView>,
}

/// `/console/synonyms`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynonymsSheet {
    pub version: i64,
    /// With a line that the wanted word begins, where no group has it.
    pub text: String,
    pub wanted: Option<WantedWord>,
    pub groups: u32,
    /// Who wrote them last, and when; `None` as they came.
    pub last: Option<(String, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_letter_is_kept() {
        for (typed, kept) in [
            ("  請求書  電子化 ", Some("請求書 電子化")),
            ("((( * ^", None),
            ("😀", None),
            ("", None),
            (" 税 ", None),
            ("税務", Some("税務")),
            ("a\u{0}b\u{202e}c", Some("abc")),
        ] {
            assert_eq!(miss_text(typed).as_deref(), kept, "{typed}");
        }
        for typed in [
            "がのを",
            "の が",
            "ですか",
            "でしょうか？",
            "までに",
            "からは、",
            "ませんでした",
            "DR-9999",
            "ＤＲ－９９９９",
            "dr 9",
            "9999",
        ] {
            assert_eq!(miss_text(typed), None, "{typed}");
        }
        for typed in ["みつもり", "かいけい", "できますか", "もでる", "見積の", "DR", "DRサイト", "99", "9999円", "DR-9999 見積"]
        {
            assert_eq!(miss_text(typed).as_deref(), Some(typed), "{typed}");
        }
        assert_eq!(miss_text(&"検".repeat(10_000)).unwrap().chars().count(), MISS_MAX);
    }

    #[test]
    fn an_outcome_has_to_be_one_of_three() {
        let form = |outcome: &str| CloseMissForm { miss: "k".into(), outcome: outcome.into() };
        for outcome in MissOutcome::ALL {
            assert_eq!(form(outcome.as_str()).read().unwrap(), ("k", outcome));
        }
        assert!(matches!(form("later").read(), Err(Failure::Invalid { .. })));
        assert_eq!(CloseMissForm::default().read(), Err(Failure::NotFound));
    }
}
