use serde::{Deserialize, Serialize};

use super::Standing;
use crate::{activity::ActivityKind, time::Timestamp};

/// What ends a phase, and with it begins the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    /// Each of these.
    All(Vec<Milestone>),
    /// One of these.
    Any(Vec<Milestone>),
}

/// Something that has happened so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub of: ActivityKind,
    #[serde(default = "once")]
    pub times: u32,
}

const fn once() -> u32 {
    1
}

impl Leaving {
    pub fn milestones(&self) -> &[Milestone] {
        match self {
            Self::All(list) | Self::Any(list) => list,
        }
    }

    /// `all` or `any`, as in the file.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
        }
    }

    /// When it was met for the first time; none until then.
    pub fn met_at(&self, standing: &Standing) -> Option<Timestamp> {
        let mut times = self.milestones().iter().map(|one| standing.nth(one.of, one.times));
        match self {
            Self::All(_) => times.try_fold(None, |latest, at| Some(latest.max(Some(at?)))).flatten(),
            Self::Any(_) => times.flatten().min(),
        }
    }
}

#[cfg(test)]
mod tests {
    use ActivityKind::{DealRegistered, DealWon, LessonCompleted};

    use super::*;
    use crate::phases::standing::tests::standing;

    #[test]
    fn all_wait_for_the_last_and_any_for_the_first() {
        let story = [
            (DealRegistered, "2026-06-10", 1),
            (DealRegistered, "2026-07-10", 1),
            (DealRegistered, "2026-06-20", 1),
            (LessonCompleted, "2026-06-05", 1),
        ];
        let standing = standing(&story);
        let of = |of, times| Milestone { of, times };
        let cases = [
            (Leaving::All(vec![of(DealRegistered, 1)]), Some("2026-06-10")),
            (Leaving::All(vec![of(DealRegistered, 2)]), Some("2026-06-20")),
            (Leaving::All(vec![of(DealRegistered, 3), of(LessonCompleted, 1)]), Some("2026-07-10")),
            (Leaving::All(vec![of(DealRegistered, 4)]), None),
            (Leaving::All(vec![of(DealRegistered, 1), of(DealWon, 1)]), None),
            (Leaving::Any(vec![of(DealRegistered, 2), of(DealWon, 1)]), Some("2026-06-20")),
            (Leaving::Any(vec![of(DealWon, 1)]), None),
        ];
        for (leaving, expected) in cases {
            let at = leaving.met_at(&standing).map(|at| at.day().to_string());
            assert_eq!(at.as_deref(), expected, "{leaving:?}");
        }
    }
}
