use serde::{Deserialize, Serialize};

/// How many of somebody's registrations were decided on, and how many of those were approved at some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRecord {
    pub decided: u32,
    pub approved: u32,
}

impl ApprovalRecord {
    /// Rounded down, in percent; all, as long as nothing was decided.
    pub fn percent(self) -> u32 {
        let percent = u64::from(self.approved) * 100 / u64::from(self.decided.max(1));
        if self.decided == 0 { 100 } else { u32::try_from(percent).unwrap_or(100) }
    }
}

/// How much of its points a rule with `quality` pays, by what became of the earner's registrations so far: junk does not pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityRule {
    /// With fewer decisions everything is paid.
    pub min_decided: u32,
    /// The highest share first, the last one from 0 on.
    pub steps: Vec<QualityStep>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityStep {
    /// From this share of approved registrations on …
    pub approved_percent: u32,
    /// … so much of the points is paid.
    pub points_percent: u32,
}

impl QualityRule {
    /// What is paid, in percent of the points.
    pub fn percent(&self, record: ApprovalRecord) -> u32 {
        if record.decided < self.min_decided {
            return 100;
        }
        let step = self.steps.iter().find(|step| record.percent() >= step.approved_percent);
        step.map_or(100, |step| step.points_percent)
    }

    /// What it cut off, when it cut anything.
    pub fn cut(&self, record: ApprovalRecord) -> Option<QualityCut> {
        let percent = self.percent(record);
        (percent < 100).then_some(QualityCut { record, percent })
    }
}

/// Why a grant is less than its rule promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityCut {
    pub record: ApprovalRecord,
    /// Of the points, paid.
    pub percent: u32,
}

impl QualityCut {
    pub fn of(self, points: i64) -> i64 {
        points.saturating_mul(self.percent.into()) / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_reached_from_above() {
        let step = |approved_percent, points_percent| QualityStep { approved_percent, points_percent };
        let rule = QualityRule { min_decided: 3, steps: vec![step(80, 100), step(50, 60), step(0, 30)] };
        for (decided, approved, percent) in [
            (0, 0, 100),
            (2, 0, 100),
            (3, 0, 30),
            (3, 1, 30),
            (3, 2, 60),
            (3, 3, 100),
            (4, 2, 60),
            (5, 4, 100),
            (100, 79, 60),
            (100, 49, 30),
            (u32::MAX, u32::MAX, 100),
        ] {
            assert_eq!(rule.percent(ApprovalRecord { decided, approved }), percent, "{approved} of {decided}");
        }
        assert_eq!(QualityRule::default().percent(ApprovalRecord { decided: 9, approved: 0 }), 100, "no steps, no cut");
        let cut = rule.cut(ApprovalRecord { decided: 4, approved: 2 }).expect("a cut");
        assert_eq!((cut.of(50), cut.of(1), cut.of(i64::MAX)), (30, 0, i64::MAX / 100));
    }
}
