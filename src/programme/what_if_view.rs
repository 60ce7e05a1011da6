//! What the console shows of what-ifs.

use serde::{Deserialize, Serialize};

use super::RunLine;
use crate::{
    id::CompanyId,
    time::{Day, MonthKey, Timestamp},
};

/// `/console/programme/what-if`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIfSheet {
    /// The number of the newest version: what a draft is compared with.
    pub newest: i64,
    /// When the caller's draft was saved, if it can be tried.
    pub ready: Option<Timestamp>,
    /// What the caller waits for.
    pub open: Option<RunLine>,
    pub shown: Option<ShownRun>,
    /// Everybody's, the newest first.
    pub recent: Vec<RunLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRun {
    pub line: RunLine,
    pub may_cancel: bool,
    /// What the draft changes, in sentences.
    pub changes: Vec<String>,
    /// Once it is done.
    pub outcome: Option<WhatIfTold>,
}

/// What a draft would have changed, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIfTold {
    pub from: Day,
    pub until: Day,
    pub companies: u32,
    pub events: u64,
    pub months: Vec<(MonthKey, Pair)>,
    pub rules: Vec<(String, Pair)>,
    pub won_yen: i64,
    pub margin_yen: Pair,
    /// At most [`MOVERS_SHOWN`] of each way.
    pub movers: Vec<MoverLine>,
    pub falls: u32,
    pub graces: u32,
    pub rises: u32,
    /// Campaigns that are not counted.
    pub left_out: Vec<String>,
}

pub const MOVERS_SHOWN: usize = 100;

/// Under the programme there is, and under the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub now: i64,
    pub draft: i64,
}

impl Pair {
    pub const fn add(&mut self, now: i64, draft: i64) {
        self.now = self.now.saturating_add(now);
        self.draft = self.draft.saturating_add(draft);
    }

    pub const fn difference(self) -> i64 {
        self.draft.saturating_sub(self.now)
    }
}

/// Where the draft puts a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Way {
    Down,
    /// It holds its tier, but only for a grace.
    Grace,
    Up,
}

impl Way {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Grace => "grace",
            Self::Up => "up",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoverLine {
    pub company: CompanyId,
    pub name: String,
    pub from: String,
    pub to: String,
    pub way: Way,
    pub why: String,
}
