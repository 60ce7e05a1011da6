use serde::{Deserialize, Serialize};

use crate::{
    points::Axis,
    time::{Day, MonthKey},
};

/// Confirmed points of a month, by axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPoints {
    pub month: MonthKey,
    pub sales: i64,
    pub managed: i64,
    pub helping: i64,
}

/// The `months` months up to the one `today` is in, the oldest first; months without points are there with zeros, so that a
/// chart has no gaps. `sums` may come in any order and hold several amounts for one month.
pub fn month_series(sums: &[(MonthKey, Axis, i64)], today: Day, months: u8) -> Vec<MonthPoints> {
    let this = today.month_key();
    let sum = |month: MonthKey, axis: Axis| {
        let amounts = sums.iter().filter(|(key, on, _)| *key == month && *on == axis).map(|(_, _, points)| *points);
        amounts.fold(0_i64, i64::saturating_add)
    };
    (0..i32::from(months))
        .rev()
        .map(|back| this.plus(-back))
        .map(|month| MonthPoints {
            month,
            sales: sum(month, Axis::Sales),
            managed: sum(month, Axis::Managed),
            helping: sum(month, Axis::Helping),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_no_gaps() {
        let today: Day = "2026-02-10".parse().expect("day");
        let month = |text: &str| text.parse::<Day>().expect("day").month_key();
        let sums = [
            (month("2026-02-01"), Axis::Sales, 50),
            (month("2025-12-01"), Axis::Managed, 5),
            (month("2026-02-01"), Axis::Sales, 100),
            (month("2025-11-01"), Axis::Sales, 999),
        ];
        let series: Vec<_> = month_series(&sums, today, 3).iter().map(|m| (m.month.month(), m.sales, m.managed)).collect();
        assert_eq!(series, [(12, 0, 5), (1, 0, 0), (2, 150, 0)]);
    }
}
