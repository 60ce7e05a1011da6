//! What a reviewer types to decide.

use serde::{Deserialize, Serialize};

use super::{DealField, Explanation, RejectionReason, Seen, StatusKey, work_form::required_words};
use crate::{
    failure::{Answer, Problem, Reading},
    time::{Day, MonthKey},
};

/// Shorter than this explains nothing.
pub const EXPLANATION_MIN: u32 = 5;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApproveForm {
    pub deal: String,
    pub version: String,
}

impl ApproveForm {
    /// # Errors
    /// [`crate::failure::Failure::Malformed`]
    pub fn seen(&self) -> Answer<Seen> {
        Seen::read(&self.deal, &self.version)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    pub deal: String,
    pub version: String,
    /// Keys of [`DealField`], one a ticked box.
    pub fields: Vec<String>,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedFor {
    /// In the order of the form, each once; never empty.
    pub fields: Vec<DealField>,
    pub note: String,
}

impl ReturnForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]; a return without a field to correct would be a dead end.
    pub fn read(&self) -> Answer<(Seen, ReturnedFor)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let named = |field: &DealField| self.fields.iter().any(|text| text == field.as_str());
        let fields: Vec<DealField> = DealField::ALL.iter().copied().filter(named).collect();
        if self.fields.is_empty() {
            reading.errors.add("fields", Problem::Required);
        } else if self.fields.iter().any(|text| DealField::parse(text).is_none()) {
            reading.errors.add("fields", Problem::NotOffered);
        }
        let note = required_words(&mut reading, "note", &self.note, EXPLANATION_MIN);
        reading.errors.or(Some((seen, ReturnedFor { fields, note })))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RejectForm {
    pub deal: String,
    pub version: String,
    pub reason: String,
    pub text: String,
    pub what_would_change: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub reason: RejectionReason,
    pub explanation: Explanation,
}

impl RejectForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]: a no without its reason and what would change it is not taken.
    pub fn read(&self) -> Answer<(Seen, Rejection)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let reason = reading.choice("reason", &self.reason, RejectionReason::parse);
        let explanation = explanation(&mut reading, &self.text, &self.what_would_change);
        reading.errors.or(reason.map(|reason| (seen, Rejection { reason, explanation })))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConflictForm {
    pub deal: String,
    pub version: String,
    pub text: String,
    pub what_would_change: String,
    /// `YYYY-MM` when the customer is free again, or empty.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundConflict {
    pub until: Option<MonthKey>,
    pub explanation: Explanation,
}

impl ConflictForm {
    /// # Errors
    /// [`crate::failure::Failure::Invalid`]
    pub fn read(&self) -> Answer<(Seen, FoundConflict)> {
        let seen = Seen::read(&self.deal, &self.version)?;
        let mut reading = Reading::default();
        let explanation = explanation(&mut reading, &self.text, &self.what_would_change);
        let until = reading.optional("until", &self.until, 10).and_then(|month| {
            let first: Option<Day> = format!("{month}-1").parse().ok();
            reading.or("until", first.map(Day::month_key), Problem::NotADate)
        });
        reading.errors.or(Some((seen, FoundConflict { until, explanation })))
    }
}

fn explanation(reading: &mut Reading, text: &str, what_would_change: &str) -> Explanation {
    Explanation {
        text: required_words(reading, "text", text, EXPLANATION_MIN),
        what_would_change: required_words(reading, "what_would_change", what_would_change, EXPLANATION_MIN),
    }
}

/// `/console/deals?show=stale&page=2`. What is not understood is taken as not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewFilter {
    /// A status key, `stale`, `all`, or empty for what waits for the vendor.
    pub show: String,
    pub page: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewWish {
    pub show: ReviewShow,
    /// From 1.
    pub page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewShow {
    WaitingForUs,
    Status(StatusKey),
    /// Protected, and nothing happens.
    Stale,
    All,
}

impl ReviewFilter {
    pub fn read(&self) -> ReviewWish {
        let show = match (self.show.as_str(), StatusKey::parse(&self.show)) {
            (_, Some(status)) => ReviewShow::Status(status),
            ("all", None) => ReviewShow::All,
            ("stale", None) => ReviewShow::Stale,
            _ => ReviewShow::WaitingForUs,
        };
        ReviewWish { show, page: self.page.parse().unwrap_or(1).max(1) }
    }
}
