//! A what-if as somebody asked for it: it waits, runs beside everything else, and is kept for a while.

use serde::{Deserialize, Serialize};

use crate::{activity::closed_set, id::WhatIfId, time::Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Queued,
    Running,
    Done,
    Cancelled,
    Failed,
}

closed_set!(RunState {
    Queued = "queued",
    Running = "running",
    Done = "done",
    Cancelled = "cancelled",
    Failed = "failed",
});

impl RunState {
    /// There may still come something of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    pub id: WhatIfId,
    pub by: String,
    /// The version it is compared with.
    pub base: i64,
    pub state: RunState,
    pub asked_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Companies.
    pub done: u32,
    pub total: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_or_runs_is_open() {
        let open: Vec<_> = RunState::ALL.iter().filter(|state| state.is_open()).collect();
        assert_eq!(open, [&RunState::Queued, &RunState::Running]);
    }
}
