use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, goals::Side};

/// What a notification is about: a person chooses for each how it comes by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The vendor's word on a registration.
    DealDecided,
    /// The vendor asks about a registration, and its clock stands until there is an answer.
    DealReturned,
    /// A protection that ends soon.
    ProtectionEnding,
    ProtectionEnded,
    /// A goal that the other side proposed or agreed to.
    Goal,
    /// What a review decided about a company's tier.
    Tier,
    /// A person of the vendor asks for the next step.
    Asked,
    /// A review that is overdue is now one's own.
    Escalated,
    /// A partner asks for more time.
    MoreTime,
    /// Somebody says thank you.
    Praise,
    /// A visit that both sides make together.
    Visit,
    /// A step of a first order's board.
    Board,
    /// A question, or an answer to one.
    Question,
    /// A pact with a champion, or work that is one's own now.
    KeyPerson,
    /// A lead whose turn it is, or what came of one.
    Lead,
    /// A text that needs whoever looks after it.
    Content,
}

closed_set!(NoticeKind {
    DealDecided = "deal_decided",
    DealReturned = "deal_returned",
    ProtectionEnding = "protection_ending",
    ProtectionEnded = "protection_ended",
    Goal = "goal",
    Tier = "tier",
    Asked = "asked",
    Escalated = "escalated",
    MoreTime = "more_time",
    Praise = "praise",
    Visit = "visit",
    Board = "board",
    Question = "question",
    KeyPerson = "key_person",
    Lead = "lead",
    Content = "content",
});

/// How a kind of notification comes by mail. In the portal it always stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailChoice {
    AtOnce,
    /// In one mail a day.
    Digest,
    Never,
}

closed_set!(MailChoice { AtOnce = "at_once", Digest = "digest", Never = "never" });

impl NoticeKind {
    /// Whether people of a side are ever told such.
    pub const fn concerns(self, side: Side) -> bool {
        match self {
            Self::DealDecided
            | Self::DealReturned
            | Self::ProtectionEnding
            | Self::ProtectionEnded
            | Self::Tier
            | Self::Asked => {
                matches!(side, Side::Partner)
            }
            Self::Goal | Self::Praise | Self::Visit | Self::Board | Self::Question | Self::KeyPerson | Self::Lead => true,
            Self::Escalated | Self::MoreTime | Self::Content => matches!(side, Side::Vendor),
        }
    }

    /// How it comes by mail to whoever has not chosen: what has a day on it or waits for an answer does not wait for a digest.
    pub const fn by_mail(self) -> MailChoice {
        match self {
            Self::DealDecided
            | Self::DealReturned
            | Self::ProtectionEnding
            | Self::ProtectionEnded
            | Self::Goal
            | Self::Tier
            | Self::Asked
            | Self::Escalated
            | Self::MoreTime
            | Self::Visit
            | Self::Board
            | Self::Question
            | Self::KeyPerson
            | Self::Lead => MailChoice::AtOnce,
            Self::Praise | Self::Content => MailChoice::Digest,
        }
    }
}
