use serde::{Deserialize, Serialize};

use super::{Axis, QualityCut};
use crate::{
    activity::{Subject, closed_set},
    id::{ActivityId, CompanyId, PointEntryId, UserId},
    time::Timestamp,
};

/// What an entry did to the points it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    Provisional,
    Confirmed,
    Reversed,
    Expired,
}

closed_set!(EntryState {
    Provisional = "provisional",
    Confirmed = "confirmed",
    Reversed = "reversed",
    Expired = "expired",
});

/// A line of the ledger before it has an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique in the ledger: the second attempt to write the same line fails instead of paying twice. A line written again after
    /// it was cancelled has the same key with a number after `~`.
    pub once_key: String,
    /// Rule and what it grants once for; a grant and everything that settles it share it.
    pub scope: String,
    pub company: CompanyId,
    pub user: Option<UserId>,
    pub activity: ActivityId,
    pub rule: String,
    pub rule_version: i64,
    pub axis: Axis,
    pub state: EntryState,
    /// Change of the provisional column.
    pub provisional: i64,
    /// Change of the confirmed column.
    pub confirmed: i64,
    /// The grant this entry confirms, takes back or ends, or that what it cancels did so to; none on a grant itself.
    pub settles: Option<PointEntryId>,
    /// The line that this one cancels, because something that happened earlier became known later: its opposite, in its month.
    pub cancels: Option<PointEntryId>,
    /// What is still provisional by then is confirmed.
    pub hold_until: Option<Timestamp>,
    /// Why a grant is less than its rule promises.
    pub cut: Option<QualityCut>,
    pub subject: Subject,
    pub at: Timestamp,
}

impl Entry {
    /// What this line is, however often it was written.
    pub fn key(&self) -> &str {
        self.once_key.split('~').next().unwrap_or_default()
    }

    /// The line that undoes this one, with `id`.
    #[must_use]
    pub fn cancelled(&self, id: PointEntryId, by: ActivityId) -> Self {
        Self {
            once_key: format!("{}~cancelled", self.once_key),
            activity: by,
            state: EntryState::Reversed,
            provisional: self.provisional.saturating_neg(),
            confirmed: self.confirmed.saturating_neg(),
            cancels: Some(id),
            hold_until: None,
            ..self.clone()
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointEntry {
    pub id: PointEntryId,
    pub entry: Entry,
}

/// Points of somebody, as sums of the two columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub provisional: i64,
    pub confirmed: i64,
}

impl Balance {
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        entries.into_iter().fold(Self::default(), |sum, entry| Self {
            provisional: sum.provisional.saturating_add(entry.provisional),
            confirmed: sum.confirmed.saturating_add(entry.confirmed),
        })
    }
}
