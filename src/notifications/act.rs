use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    deals::DealNumber,
    id::{DealId, Id, VisitId},
    time::{Day, Timestamp},
};

/// What a link in a mail does without signing anybody in: one thing, about one subject, for the person it was sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailAction {
    ExtendProtection(DealId),
    /// Fixes one of the times that the other side named.
    AcceptVisit(VisitId),
    /// The vendor's yes to a partner who asks for more time.
    GrantExtension(DealId),
}

impl MailAction {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExtendProtection(_) => "extend_protection",
            Self::AcceptVisit(_) => "accept_visit",
            Self::GrantExtension(_) => "grant_extension",
        }
    }

    pub const fn subject(self) -> Uuid {
        match self {
            Self::ExtendProtection(deal) | Self::GrantExtension(deal) => deal.uuid(),
            Self::AcceptVisit(visit) => visit.uuid(),
        }
    }

    pub fn parse(word: &str, subject: Uuid) -> Option<Self> {
        let known = [
            Self::ExtendProtection(Id::from_uuid(subject)),
            Self::AcceptVisit(Id::from_uuid(subject)),
            Self::GrantExtension(Id::from_uuid(subject)),
        ];
        known.into_iter().find(|action| action.as_str() == word)
    }
}

/// `/act/:token`: mail programs look behind links, so a page says what will happen and a button does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActSheet {
    /// `until` would be the last day; none where it can be extended no more.
    ExtendProtection {
        name: String,
        deal: DealId,
        customer: String,
        number: DealNumber,
        last_day: Day,
        until: Option<Day>,
    },
    /// `slots`: the times to choose from; none where there is nothing to choose any more.
    AcceptVisit {
        name: String,
        visit: VisitId,
        customer: String,
        minutes: u16,
        slots: Vec<Timestamp>,
    },
    GrantExtension {
        name: String,
        deal: DealId,
        customer: String,
        number: DealNumber,
        company: String,
        wish: TimeWish,
    },
    /// The link has been used.
    Done {
        action: MailAction,
        at: Timestamp,
    },
    /// It has expired, or there never was one.
    Gone,
}

/// How it stands with a partner's wish for more time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeWish {
    /// A yes would protect the customer through `until`.
    Waits {
        reason: String,
        by: String,
        at: Timestamp,
        last_day: Day,
        until: Day,
    },
    Answered {
        by: String,
        at: Timestamp,
        granted: bool,
    },
    /// The deal has ended meanwhile.
    Over,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForm {
    pub token: String,
    /// The time that was chosen of a visit's.
    pub slot: String,
}
