use serde::{Deserialize, Serialize};

use super::PlayText;
use crate::{
    failure::{Answer, Failure, Reading},
    id::{PlayId, VisitId},
    publishing::{CompanySize, Industry, SalesPhase},
};

const TITLE_MAX: u32 = 80;
const SITUATION_MAX: u32 = 250;
const LINE_MAX: u32 = 300;
const NOTE_MAX: u32 = 300;

/// The text of a play: proposed, or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayForm {
    /// The play's id-to-be: a form that is sent twice proposes one.
    pub idempotency_key: String,
    pub visit: String,
    /// Of a change: what is changed, and what was seen of it.
    pub play: String,
    pub version: String,
    pub title: String,
    pub situation: String,
    /// Empty: all.
    pub industry: String,
    pub size: String,
    pub phase: String,
    pub opening: String,
    pub question: String,
    pub material: String,
    pub close: String,
    pub lesson: String,
    /// `named` or `unnamed`.
    pub credit: String,
}

impl PlayForm {
    /// # Errors
    /// [`Failure::Malformed`]: no person types the key; [`Failure::NotFound`].
    pub fn proposes(&self) -> Answer<(PlayId, VisitId)> {
        let key = self.idempotency_key.parse().map_err(|_| Failure::Malformed)?;
        Ok((key, self.visit.parse().map_err(|_| Failure::NotFound)?))
    }

    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`]
    pub fn changes(&self) -> Answer<(PlayId, i64)> {
        seen(&self.play, &self.version)
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn read(&self) -> Answer<(PlayText, bool)> {
        let mut reading = Reading::default();
        let text = PlayText {
            title: reading.required("title", &self.title, TITLE_MAX),
            situation: reading.required("situation", &plain(&self.situation), SITUATION_MAX),
            industry: wished(&mut reading, "industry", &self.industry, Industry::parse),
            size: wished(&mut reading, "size", &self.size, CompanySize::parse),
            phase: wished(&mut reading, "phase", &self.phase, SalesPhase::parse),
            opening: reading.required("opening", &plain(&self.opening), LINE_MAX),
            question: reading.required("question", &plain(&self.question), LINE_MAX),
            material: reading.optional("material", &plain(&self.material), LINE_MAX).unwrap_or_default(),
            close: reading.required("close", &plain(&self.close), LINE_MAX),
            lesson: reading.required("lesson", &plain(&self.lesson), LINE_MAX),
        };
        let named = reading.choice("credit", &self.credit, credit);
        reading.errors.or(named.map(|named| (text, named)))
    }
}

/// Browsers send CR LF.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn wished<T>(reading: &mut Reading, field: &str, text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    if text.trim().is_empty() { None } else { reading.choice(field, text, parse) }
}

fn credit(text: &str) -> Option<bool> {
    match text {
        "named" => Some(true),
        "unnamed" => Some(false),
        _ => None,
    }
}

fn seen(play: &str, version: &str) -> Answer<(PlayId, i64)> {
    Ok((play.parse().map_err(|_| Failure::NotFound)?, version.parse().map_err(|_| Failure::Malformed)?))
}

/// Yes to the text that was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayConsentForm {
    pub play: String,
    pub version: String,
    /// The partner says whether it is named; of the vendor nothing is asked. Not called as in the text's form, which may stand on
    /// the same page.
    pub naming: String,
}

impl PlayConsentForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`]
    pub fn seen(&self) -> Answer<(PlayId, i64)> {
        seen(&self.play, &self.version)
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn named(&self) -> Answer<bool> {
        let mut reading = Reading::default();
        let named = reading.choice("naming", &self.naming, credit);
        reading.errors.or(named)
    }
}

/// Another wish, a no, a consent taken back, or the press that publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayMoveForm {
    pub play: String,
    pub version: String,
    pub note: String,
}

impl PlayMoveForm {
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Malformed`]
    pub fn seen(&self) -> Answer<(PlayId, i64)> {
        seen(&self.play, &self.version)
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn why(&self) -> Answer<String> {
        let mut reading = Reading::default();
        let why = reading.required("note", &plain(&self.note), NOTE_MAX);
        reading.errors.or(Some(why))
    }

    /// # Errors
    /// [`Failure::Invalid`]
    pub fn note(&self) -> Answer<Option<String>> {
        let mut reading = Reading::default();
        let note = reading.optional("note", &plain(&self.note), NOTE_MAX);
        reading.errors.or(Some(note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    fn form() -> PlayForm {
        PlayForm {
            title: "工場長への15分デモ".into(),
            situation: "稟議に3週間かかる".into(),
            industry: "manufacturing".into(),
            opening: "一\r\n二".into(),
            question: "納期は？".into(),
            close: "日程".into(),
            lesson: "先に聞く".into(),
            credit: "unnamed".into(),
            ..PlayForm::default()
        }
    }

    #[test]
    fn a_text_needs_its_lines_and_may_be_good_for_all() {
        let (text, named) = form().read().expect("whole");
        assert_eq!((text.industry, text.size, &*text.opening, named), (Some(Industry::Manufacturing), None, "一\n二", false));
        let wrong = PlayForm { title: "題".repeat(81), close: " ".into(), size: "huge".into(), credit: String::new(), ..form() };
        let Err(Failure::Invalid { errors }) = wrong.read() else { panic!("taken") };
        for (field, problem) in [
            ("title", Problem::TooLong { max: 80 }),
            ("close", Problem::Required),
            ("size", Problem::NotOffered),
            ("credit", Problem::Required),
        ] {
            assert_eq!(errors.of(field), Some(&problem), "{field}");
        }
        assert_eq!(errors.0.len(), 4);
    }

    #[test]
    fn who_wishes_for_another_text_says_why() {
        let form = PlayMoveForm::default();
        assert_eq!((form.why(), form.note()), (Err(Failure::invalid("note", Problem::Required)), Ok(None)));
        assert_eq!(form.seen(), Err(Failure::NotFound));
        assert!(PlayConsentForm::default().named().is_err());
        assert_eq!(PlayConsentForm { naming: "named".into(), ..PlayConsentForm::default() }.named(), Ok(true));
    }
}
