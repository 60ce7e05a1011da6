//! What a partner types while working on a deal.

use serde::{Deserialize, Serialize};

use super::{
    DealStage, LossReason, NextStep, Seen,
    form::{read_amount, read_close, read_next_step},
};
use crate::{
    failure::{Answer, Problem, Reading},
    money::Money,
    time::Day,
};

const NOTE_MAX: u32 = 1_000;
pub const APPEAL_MIN: u32 = 10;

/// One press of a button, with nothing to fill in: withdraw, extend, take up, release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealForm {
    pub deal: String,
    pub version: String,
}

impl DealForm {
    /// # Errors
    /// [`crate::failure::Failure::Malformed`]
    pub fn seen(&self) -> Answer<Seen> {
        Seen::read(&self.deal, &self.version)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageForm {
    pub deal: String,
    pub version: String,
    pub stage: String,
    pub next_step: String,
    pub next_step_on: String,
    /// Empty: as before.
    pub amount: String,
    /// Empty: as before.
    pub expected_close: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageMove {
    pub stage: DealStage,
    pub next_step: Option<NextStep>,
    pub amount: Option<Money>,
    pub expected_close: Option<Day>,
}

impl StageForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]; winning and losing have forms of their own.
    pub fn read(&self, today: Day) -> Answer<(Seen, StageMove)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let stage = reading.choice("stage", &self.stage, |text| DealStage::parse(text).filter(|stage| !stage.is_outcome()));
        let next_step = read_next_step(&mut reading, &self.next_step, &self.next_step_on);
        let given = |text: &str| !text.trim().is_empty();
        let amount = given(&self.amount).then(|| read_amount(&mut reading, &self.amount)).flatten();
        let expected_close = given(&self.expected_close).then(|| read_close(&mut reading, &self.expected_close, today)).flatten();
        let step = stage.map(|stage| (seen, StageMove { stage, next_step, amount, expected_close }));
        reading.errors.or(step)
    }
}

/// A card of the board that is put into another column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardForm {
    pub deal: String,
    pub version: String,
    pub stage: String,
    /// Whose deals the board shows, to come back to.
    pub owner: String,
}

impl CardForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]; winning and losing have forms of their own.
    pub fn read(&self) -> Answer<(Seen, DealStage)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let stage = reading.choice("stage", &self.stage, |text| DealStage::parse(text).filter(|stage| !stage.is_outcome()));
        reading.errors.or(stage.map(|stage| (seen, stage)))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WinForm {
    pub deal: String,
    pub version: String,
    pub amount: String,
}

impl WinForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, Money)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let amount = read_amount(&mut reading, &self.amount);
        reading.errors.or(amount.map(|amount| (seen, amount)))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoseForm {
    pub deal: String,
    pub version: String,
    pub reason: String,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub reason: LossReason,
    pub note: Option<String>,
}

impl LoseForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]; "other" says nothing without a note.
    pub fn read(&self) -> Answer<(Seen, Loss)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let reason = reading.choice("reason", &self.reason, LossReason::parse);
        let note = reading.optional("note", &self.note, NOTE_MAX);
        if reason == Some(LossReason::Other) && note.is_none() {
            reading.errors.add("note", Problem::Required);
        }
        reading.errors.or(reason.map(|reason| (seen, Loss { reason, note })))
    }
}

/// Why the vendor should look at a no again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppealForm {
    pub deal: String,
    pub version: String,
    pub text: String,
}

impl AppealForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, String)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let text = required_words(&mut reading, "text", &self.text, APPEAL_MIN);
        reading.errors.or(Some((seen, text)))
    }
}

/// A text that says something: `min` characters at least.
pub(super) fn required_words(reading: &mut Reading, field: &str, text: &str, min: u32) -> String {
    let text = reading.required(field, text, NOTE_MAX);
    if (1..min as usize).contains(&text.chars().count()) {
        reading.errors.add(field, Problem::TooShort { min });
    }
    text
}

/// `/deals?owner=mine&show=closed`. What is not understood is taken as not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PipelineFilter {
    /// `mine`, `all` of the company, or empty for what suits the reader.
    pub owner: String,
    /// `closed`, or empty for what is going on.
    pub show: String,
    /// A stage's key, or empty for all.
    pub stage: String,
    /// `board`, or empty for the list.
    pub view: String,
    /// Of one stage, or of what has ended.
    pub page: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    Mine,
    All,
    /// One's own for a rep who has any; for a lead the company's.
    #[default]
    Usual,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PipelineWish {
    pub whose: Whose,
    pub closed: bool,
    pub stage: Option<DealStage>,
    pub board: bool,
    /// From 1.
    pub page: u32,
}

impl PipelineFilter {
    pub fn read(&self) -> PipelineWish {
        let whose = match self.owner.as_str() {
            "mine" => Whose::Mine,
            "all" => Whose::All,
            _ => Whose::Usual,
        };
        let closed = self.show == "closed";
        PipelineWish {
            whose,
            closed,
            // Everything that has ended is in one list.
            stage: DealStage::parse(&self.stage).filter(|stage| !closed && !stage.is_outcome()),
            board: !closed && self.view == "board",
            page: self.page.parse().unwrap_or(1).clamp(1, 10_000),
        }
    }
}
