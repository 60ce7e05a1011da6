//! What the people on a deal tell each other: notes, and who works on it.

use serde::{Deserialize, Serialize};

use crate::{
    failure::{Answer, Failure, Problem, Reading},
    id::{DealId, UserId},
};

pub const NOTE_MAX: u32 = 4_000;

/// A note; `key` comes with the page, so that a form that is sent twice is one note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub deal: String,
    pub key: String,
    pub text: String,
}

impl NoteForm {
    /// # Errors
    /// [`Failure::Invalid`] for the text, [`Failure::Malformed`] for what comes with the page.
    pub fn read(&self) -> Answer<(DealId, &str, String)> {
        let deal = self.deal.parse().map_err(|_| Failure::Malformed)?;
        let key = read_key(&self.key)?;
        let mut reading = Reading::default();
        let text = reading.required("text", &self.text, NOTE_MAX);
        reading.errors.or(Some((deal, key, text)))
    }
}

/// The key of a form: letters, digits and hyphens.
pub(crate) fn read_key(key: &str) -> Answer<&str> {
    let right = (16..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if right { Ok(key) } else { Err(Failure::Malformed) }
}

/// Somebody who works on a deal from now on, or no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColleagueForm {
    pub deal: String,
    pub colleague: String,
}

impl ColleagueForm {
    /// # Errors
    /// [`Failure::Invalid`] when nobody is chosen, [`Failure::Malformed`] for the deal.
    pub fn read(&self) -> Answer<(DealId, UserId)> {
        let deal = self.deal.parse().map_err(|_| Failure::Malformed)?;
        let mut reading = Reading::default();
        let colleague = reading.choice("colleague", &self.colleague, |text| text.parse().ok());
        reading.errors.or(colleague.map(|colleague| (deal, colleague)))
    }

    pub fn not_offered() -> Failure {
        Failure::invalid("colleague", Problem::NotOffered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEAL: &str = "00000000-0000-7000-8000-000000000000";

    #[test]
    fn a_note_says_something() {
        let form = |key: &str, text: &str| NoteForm { deal: DEAL.into(), key: key.into(), text: text.into() };
        assert_eq!(form("key-000000000001", " 検討中 ").read().map(|(_, _, text)| text), Ok("検討中".into()));
        assert_eq!(form("key-000000000001", " ").read(), Err(Failure::invalid("text", Problem::Required)));
        let long = "あ".repeat(NOTE_MAX as usize + 1);
        assert_eq!(form("key-000000000001", &long).read(), Err(Failure::invalid("text", Problem::TooLong { max: NOTE_MAX })));
        assert_eq!(form("short", "検討中").read(), Err(Failure::Malformed));
        assert_eq!(NoteForm { deal: "x".into(), ..form("key-000000000001", "検討中") }.read(), Err(Failure::Malformed));
    }

    #[test]
    fn a_colleague_is_chosen() {
        let form = |colleague: &str| ColleagueForm { deal: DEAL.into(), colleague: colleague.into() };
        assert!(form(DEAL).read().is_ok());
        assert_eq!(form("").read(), Err(Failure::invalid("colleague", Problem::Required)));
        assert_eq!(form("x").read(), Err(ColleagueForm::not_offered()));
    }
}
