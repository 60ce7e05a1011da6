use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    deals::DealNumber,
    id::{DealId, Id},
    time::{Day, Timestamp},
};

/// What a link in a mail does without signing anybody in: one thing, about one subject, for the person it was sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailAction {
    ExtendProtection(DealId),
}

impl MailAction {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExtendProtection(_) => "extend_protection",
        }
    }

    pub const fn subject(self) -> Uuid {
        match self {
            Self::ExtendProtection(deal) => deal.uuid(),
        }
    }

    pub fn parse(word: &str, subject: Uuid) -> Option<Self> {
        let known = Self::ExtendProtection(Id::from_uuid(subject));
        (known.as_str() == word).then_some(known)
    }
}

/// `/act/:token`: mail programs look behind links, so a page says what will happen and a button does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActSheet {
    /// `until` would be the last day; none where it can be extended no more.
    ExtendProtection { name: String, deal: DealId, customer: String, number: DealNumber, last_day: Day, until: Option<Day> },
    /// The link has been used.
    Done { action: MailAction, at: Timestamp },
    /// It has expired, or there never was one.
    Gone,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForm {
    pub token: String,
}
