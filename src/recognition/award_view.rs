use serde::{Deserialize, Serialize};

use super::{AwardLine, GiftLine};
use crate::{activity::ActivityKind, id::CompanyId, lang::Bilingual, progress::SubjectLink, time::Timestamp};

/// `/console/recognition/awards`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardsDesk {
    pub year: i32,
    /// Years one may look at, the newest first.
    pub years: Vec<i32>,
    /// The year is over, so that it may be decided.
    pub over: bool,
    pub categories: Vec<CategoryDesk>,
    /// Those to be sent first.
    pub gifts: Vec<GiftLine>,
    pub most_yen: u32,
    /// Whom one has come to name.
    pub naming: Option<(CompanyId, String)>,
    /// For the form that names somebody.
    pub key: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryDesk {
    pub key: String,
    pub name: Bilingual,
    /// What is looked at, with its weight in percent.
    pub rubric: Vec<(Bilingual, u32)>,
    pub nominees: Vec<Nominee>,
    pub granted: Option<Granted>,
}

/// Somebody who may get an award, with everything that speaks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominee {
    pub line: AwardLine,
    /// Among the first by the rubric; else only by hand.
    pub by_rubric: bool,
    pub words: Vec<Words>,
    /// The newest events behind the figures.
    pub events: Vec<Evidence>,
}

/// What somebody wrote who named a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub by: String,
    pub by_partner: bool,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub at: Timestamp,
    pub kind: ActivityKind,
    pub subject: Option<SubjectLink>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    pub line: AwardLine,
    pub by: String,
    pub at: Timestamp,
    pub reason: String,
}

/// An award as a reader of the hall of fame may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardShown {
    pub year: i32,
    pub category: Bilingual,
    /// None: prefers not to be named.
    pub name: Option<String>,
    pub own: bool,
    /// In the words of whoever decided.
    pub reason: Option<String>,
}

/// What a partner may do about this year's awards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfNaming {
    pub year: i32,
    /// Categories, and whether the company has named itself for them.
    pub categories: Vec<(String, Bilingual, bool)>,
    pub key: String,
}
