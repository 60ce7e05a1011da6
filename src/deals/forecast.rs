//! When open deals are expected to become orders, and for how much.

use serde::{Deserialize, Serialize};

use super::{DealStage, Totals};
use crate::time::{Day, MonthKey};

/// Months that are shown one by one, the present one first.
pub const FORECAST_MONTHS: i32 = 6;

/// Open deals of one stage that are expected on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub stage: DealStage,
    pub close: Day,
    /// The reader works on them.
    pub mine: bool,
    pub count: u32,
    /// In yen.
    pub amount: i64,
}

impl Tally {
    pub fn totals(self) -> Totals {
        // Yen times percent stays far inside 64 bits: the largest amount is 10 digits long.
        let weighted = self.amount.saturating_mul(i64::from(self.stage.probability())) / 100;
        Totals { count: self.count, amount: self.amount, weighted }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastMonth {
    pub month: MonthKey,
    pub totals: Totals,
}

/// By month of the expected order; weighted by each stage's probability.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The present month and those that follow, also where nothing is expected.
    pub months: Vec<ForecastMonth>,
    /// Expected on a day that has passed: a new date is owed, and no month counts on them.
    pub overdue: Totals,
    /// After the last of `months`.
    pub later: Totals,
}

impl Forecast {
    pub fn of(tallies: &[Tally], today: Day) -> Self {
        let first = today.month_key();
        let mut months: Vec<ForecastMonth> =
            (0..FORECAST_MONTHS).map(|ahead| ForecastMonth { month: first.plus(ahead), totals: Totals::default() }).collect();
        let (mut overdue, mut later) = (Totals::default(), Totals::default());
        for tally in tallies {
            let month = tally.close.month_key();
            let place = months.iter_mut().find(|one| one.month == month).map(|one| &mut one.totals);
            let place = if tally.close < today { &mut overdue } else { place.unwrap_or(&mut later) };
            *place = place.plus(tally.totals());
        }
        Self { months, overdue, later }
    }

    /// The month that brings the most, as far as any brings something.
    pub fn best(&self) -> Option<&ForecastMonth> {
        // Of two alike, the nearer.
        self.months.iter().rev().max_by_key(|one| one.totals.weighted).filter(|one| one.totals.weighted > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u8, day: u8) -> Day {
        Day::from_ymd(2026, month, day).unwrap_or(Day(0))
    }

    fn tally(stage: DealStage, close: Day, amount: i64) -> Tally {
        Tally { stage, close, mine: true, count: 1, amount }
    }

    #[test]
    fn a_deal_counts_in_the_month_of_its_expected_order() {
        let today = day(7, 15);
        for (close, month, overdue, later) in [
            (day(7, 14), None, 1, 0),
            (day(6, 30), None, 1, 0),
            (day(7, 15), Some(0), 0, 0),
            (day(7, 31), Some(0), 0, 0),
            (day(8, 1), Some(1), 0, 0),
            (day(12, 31), Some(5), 0, 0),
            (day(12, 31).plus(1), None, 0, 1),
            (day(12, 31).plus(900), None, 0, 1),
        ] {
            let forecast = Forecast::of(&[tally(DealStage::Proposal, close, 1_000)], today);
            let found = forecast.months.iter().position(|one| one.totals.count == 1);
            assert_eq!((found, forecast.overdue.count, forecast.later.count), (month, overdue, later), "{close}");
        }
    }

    #[test]
    fn each_amount_is_weighted_by_the_probability_of_its_stage() {
        let today = day(7, 15);
        for (stage, weighted) in [
            (DealStage::Registered, 100),
            (DealStage::FirstContact, 200),
            (DealStage::Meeting, 300),
            (DealStage::Proposal, 500),
            (DealStage::Quote, 700),
            (DealStage::Contract, 900),
            (DealStage::OnHold, 50),
        ] {
            let forecast = Forecast::of(&[tally(stage, today, 1_000)], today);
            assert_eq!(forecast.months[0].totals, Totals { count: 1, amount: 1_000, weighted }, "{stage:?}");
        }
        let both = Forecast::of(&[tally(DealStage::Quote, today, 1_000), tally(DealStage::Proposal, today, 10)], today);
        assert_eq!(both.months[0].totals, Totals { count: 2, amount: 1_010, weighted: 705 });
    }

    #[test]
    fn the_best_month_is_the_nearest_of_the_largest() {
        let today = day(7, 15);
        assert_eq!(Forecast::of(&[], today).best(), None);
        let even = [tally(DealStage::Quote, day(9, 1), 10), tally(DealStage::Quote, day(8, 1), 10)];
        assert_eq!(Forecast::of(&even, today).best().map(|one| one.month), Some(day(8, 1).month_key()));
        assert_eq!(Forecast::of(&even, today).months.len(), 6);
    }
}
