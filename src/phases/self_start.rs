use serde::{Deserialize, Serialize};

use super::{Origins, Standing};
use crate::time::{Day, MonthKey};

/// The self-start rate (自走率), of all partners or of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfStart {
    pub last_30_days: Origins,
    pub the_30_before: Origins,
    pub last_90_days: Origins,
    /// By month, the oldest first.
    pub months: Vec<MonthRate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRate {
    pub month: MonthKey,
    pub origins: Origins,
}

/// How many months of the rate are shown.
pub const MONTHS: usize = 12;

impl SelfStart {
    /// From the counts of days in their order; the months begin with the first that has any, at most twelve.
    pub fn of(days: &[(Day, Origins)], today: Day) -> Self {
        let between = |from: i32, until: i32| {
            let within = days.iter().filter(|(day, _)| (today.plus(-from)..today.plus(-until)).contains(day));
            within.fold(Origins::default(), |sum, (_, origins)| sum.plus(*origins))
        };
        let mut months: Vec<MonthRate> = Vec::new();
        for (day, origins) in days {
            match months.last_mut() {
                Some(last) if last.month == day.month_key() => last.origins = last.origins.plus(*origins),
                _ => months.push(MonthRate { month: day.month_key(), origins: *origins }),
            }
        }
        months.drain(..months.len().saturating_sub(MONTHS));
        Self { last_30_days: between(29, -1), the_30_before: between(59, 29), last_90_days: between(89, -1), months }
    }

    /// Of one company: its last 90 days by day, and the months of its standing.
    pub fn of_company(days: &[(Day, Origins)], standing: &Standing, today: Day) -> Self {
        let months = standing.origins.iter().map(|(month, origins)| MonthRate { month: *month, origins: *origins });
        let mut months: Vec<MonthRate> = months.collect();
        months.drain(..months.len().saturating_sub(MONTHS));
        Self { months, ..Self::of(days, today) }
    }

    /// Change in points of percent; none when either span is empty.
    pub fn change(&self) -> Option<i16> {
        let now = self.last_30_days.self_start_percent()?;
        let before = self.the_30_before.self_start_percent()?;
        Some(i16::from(now) - i16::from(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{activity::ActivityKind, phases::standing::tests::standing};

    #[test]
    fn days_add_up_to_spans_and_months() {
        let today: Day = "2026-11-23".parse().expect("day");
        let one = Origins { self_started: 1, ..Origins::default() };
        let days: Vec<_> = ["2026-08-25", "2026-08-26", "2026-09-25", "2026-10-24", "2026-10-25", "2026-11-23"]
            .map(|day| (day.parse().expect("day"), one))
            .to_vec();
        let rate = SelfStart::of(&days, today);
        let spans = [rate.last_30_days, rate.the_30_before, rate.last_90_days].map(|span| span.self_started);
        assert_eq!(spans, [2, 2, 5]);
        let months: Vec<_> = rate.months.iter().map(|m| (m.month.month(), m.origins.self_started)).collect();
        assert_eq!(months, [(8, 2), (9, 1), (10, 2), (11, 1)]);
    }

    #[test]
    fn a_company_has_the_months_of_its_standing() {
        let standing = standing(&[(ActivityKind::KitOpened, "2025-01-10", 1), (ActivityKind::KitOpened, "2026-11-02", 1)]);
        let rate = SelfStart::of_company(&[], &standing, "2026-11-23".parse().expect("day"));
        assert_eq!(rate.months.iter().map(|rate| rate.month.month()).collect::<Vec<_>>(), [1, 11]);
        assert_eq!((rate.last_90_days.total(), rate.change()), (0, None));
    }
}
