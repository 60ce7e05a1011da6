use serde::{Deserialize, Serialize};

use crate::{
    activity::{ActivityKind, closed_set},
    points::Axis,
};

/// By what one is ranked. Some partners sell, some learn, some help others, some outgrow themselves: each has a board to lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// All confirmed points.
    #[default]
    Overall,
    Sales,
    /// All confirmed points beside one's own average: see [`super::GrowthRule`].
    Growth,
    /// What finished lessons, modules and certificates brought.
    Learning,
    Helping,
}

closed_set!(Measure { Overall = "overall", Sales = "sales", Growth = "growth", Learning = "learning", Helping = "helping" });

impl Measure {
    /// The board beside the overall one on which points of an axis count that were granted for an activity.
    pub const fn of(axis: Axis, granted_for: ActivityKind) -> Option<Self> {
        match axis {
            Axis::Sales => Some(Self::Sales),
            Axis::Helping => Some(Self::Helping),
            Axis::Managed if Self::is_learning(granted_for) => Some(Self::Learning),
            Axis::Managed => None,
        }
    }

    const fn is_learning(kind: ActivityKind) -> bool {
        matches!(kind, ActivityKind::LessonCompleted | ActivityKind::ModuleCompleted | ActivityKind::CertificateEarned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_count_where_they_were_earned() {
        for (axis, kind, measure) in [
            (Axis::Sales, ActivityKind::ReviewLate, Some(Measure::Sales)),
            (Axis::Managed, ActivityKind::LessonCompleted, Some(Measure::Learning)),
            (Axis::Managed, ActivityKind::CertificateEarned, Some(Measure::Learning)),
            (Axis::Managed, ActivityKind::DealWon, None),
            (Axis::Helping, ActivityKind::CaseShared, Some(Measure::Helping)),
        ] {
            assert_eq!(Measure::of(axis, kind), measure, "{axis:?} {kind:?}");
        }
    }
}
