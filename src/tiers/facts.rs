use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Add,
};

use serde::{Deserialize, Serialize};

use super::{TierCriterion, TierRules};
use crate::{
    points::Axis,
    time::{Day, Timestamp},
};

/// What a company has, over each window its programme's tiers look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierFacts {
    pub as_of: Day,
    pub certified_people: i64,
    /// An order was won at some time, so the bonus for the first is spent.
    pub ever_won: bool,
    /// By the window's length in months.
    pub windows: BTreeMap<u32, WindowFacts>,
    /// What was noted for the measures that criteria ask for, by their keys.
    #[serde(default)]
    pub custom: BTreeMap<String, i64>,
}

/// Sums from [`window_start`] to the present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowFacts {
    /// Confirmed points only.
    pub sales: i64,
    pub managed: i64,
    pub helping: i64,
    pub won: i64,
    pub registered: i64,
    pub won_yen: i64,
}

impl WindowFacts {
    pub const fn points(self, axis: Axis) -> i64 {
        match axis {
            Axis::Sales => self.sales,
            Axis::Managed => self.managed,
            Axis::Helping => self.helping,
        }
    }

    /// What was gathered from one moment on and before another, of things in any order.
    pub fn between(gathered: &[(Timestamp, Self)], from: Timestamp, until: Timestamp) -> Self {
        let within = gathered.iter().filter(|(at, _)| (from..until).contains(at));
        within.fold(Self::default(), |sum, (_, one)| sum + *one)
    }

    pub fn add_points(&mut self, axis: Axis, points: i64) {
        let sum = match axis {
            Axis::Sales => &mut self.sales,
            Axis::Managed => &mut self.managed,
            Axis::Helping => &mut self.helping,
        };
        *sum = sum.saturating_add(points);
    }
}

impl Add for WindowFacts {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            sales: self.sales.saturating_add(other.sales),
            managed: self.managed.saturating_add(other.managed),
            helping: self.helping.saturating_add(other.helping),
            won: self.won.saturating_add(other.won),
            registered: self.registered.saturating_add(other.registered),
            won_yen: self.won_yen.saturating_add(other.won_yen),
        }
    }
}

impl TierFacts {
    /// The sums of a window; nothing when it was not gathered.
    pub fn window(&self, months: u32) -> WindowFacts {
        self.windows.get(&months).copied().unwrap_or_default()
    }
}

/// The windows that the criteria look at, so that a company's facts can be gathered in one go.
pub fn windows(rules: &TierRules) -> BTreeSet<u32> {
    criteria(rules).filter_map(TierCriterion::months).collect()
}

/// The measures that the criteria look at.
pub fn measures(rules: &TierRules) -> BTreeSet<&str> {
    criteria(rules).filter_map(TierCriterion::measure).collect()
}

fn criteria(rules: &TierRules) -> impl Iterator<Item = &TierCriterion> {
    let earlier = rules.earlier.iter().flat_map(|earlier| earlier.criteria.values());
    rules.tiers.iter().map(|tier| &tier.criteria).chain(earlier).flatten()
}

/// Where a window that ends with `as_of` begins: on 23 November 2026, twelve months reach back to the start of 24 November
/// 2025. A day the earlier month lacks becomes that month's last.
pub fn window_start(as_of: Day, months: u32) -> Timestamp {
    as_of.plus_months(-i32::try_from(months).unwrap_or(i32::MAX / 24)).plus(1).start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_trail_by_whole_months() {
        for (as_of, months, first) in [
            ("2026-11-23", 12, "2025-11-24"),
            ("2026-03-31", 1, "2026-03-01"),
            ("2028-02-29", 12, "2027-03-01"),
            ("2026-01-15", 3, "2025-10-16"),
        ] {
            let as_of: Day = as_of.parse().expect("day");
            assert_eq!(window_start(as_of, months).day().to_string(), first, "{as_of} back {months}");
        }
    }
}
