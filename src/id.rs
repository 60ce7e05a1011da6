//! Identifiers that know what they identify: a deal's id cannot be passed where a company's belongs.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::time::Timestamp;

/// A UUID (version 7) of a `T`.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

/// What an identifier may stand for.
pub mod of {
    pub struct Company;
    pub struct WhatIf;
    pub struct User;
    pub struct Deal;
    pub struct Activity;
    pub struct PointEntry;
    pub struct Document;
    pub struct Revision;
    pub struct Job;
    pub struct Token;
    pub struct Kudos;
    pub struct SmallStep;
    pub struct Nomination;
    pub struct Goal;
    pub struct Visit;
    pub struct Play;
    pub struct Notice;
    pub struct Question;
    pub struct Post;
    pub struct Pact;
    pub struct TargetList;
    pub struct Target;
    pub struct Lead;
    pub struct Proposal;
    pub struct Logo;
    pub struct DealFile;
    pub struct Talk;
    pub struct Unanswered;
}

pub type CompanyId = Id<of::Company>;
pub type UserId = Id<of::User>;
pub type DealId = Id<of::Deal>;
pub type ActivityId = Id<of::Activity>;
pub type PointEntryId = Id<of::PointEntry>;
pub type DocumentId = Id<of::Document>;
pub type RevisionId = Id<of::Revision>;
pub type JobId = Id<of::Job>;
pub type WhatIfId = Id<of::WhatIf>;
pub type TokenId = Id<of::Token>;
pub type KudosId = Id<of::Kudos>;
pub type SmallStepId = Id<of::SmallStep>;
pub type NominationId = Id<of::Nomination>;
pub type GoalId = Id<of::Goal>;
pub type VisitId = Id<of::Visit>;
pub type PlayId = Id<of::Play>;
pub type NoticeId = Id<of::Notice>;
pub type QuestionId = Id<of::Question>;
pub type PostId = Id<of::Post>;
pub type PactId = Id<of::Pact>;
pub type TargetListId = Id<of::TargetList>;
pub type TargetId = Id<of::Target>;
pub type LeadId = Id<of::Lead>;
pub type ProposalId = Id<of::Proposal>;
pub type LogoId = Id<of::Logo>;
pub type DealFileId = Id<of::DealFile>;
pub type TalkId = Id<of::Talk>;
pub type UnansweredId = Id<of::Unanswered>;

impl<T> Id<T> {
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// A version 7 id from a point in time and ten bytes of chance, both handed in.
    pub fn new(at: Timestamp, chance: [u8; 10]) -> Self {
        let millis = u64::try_from(at.micros() / 1_000).unwrap_or(0);
        Self::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }

    /// The millisecond in which it was made.
    pub fn made_at(self) -> Timestamp {
        let millis = self.0.as_u128() >> 80;
        Timestamp::from_micros(i64::try_from(millis).unwrap_or(0) * 1_000)
    }

    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self::from_uuid(uuid)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self::from_uuid)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        let at = Timestamp::from_micros(1_795_359_600_123_456);
        let id: DealId = Id::new(at, [9; 10]);
        assert_eq!(id.made_at(), Timestamp::from_micros(1_795_359_600_123_000));
    }
}
