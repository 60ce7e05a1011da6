use serde::{Deserialize, Serialize};

use super::Period;
use crate::time::{Day, MonthKey};

/// How growth against one's own rhythm is measured: points of a period in percent of one's own average of the periods before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GrowthRule {
    /// How many periods the average is taken of; over all time, of all there were.
    pub periods: u32,
    /// With fewer full periods behind it, an average says nothing.
    pub least_periods: u32,
    /// A smaller average counts as this, so that five points after one are not five times as good.
    pub least_average: u32,
}

impl Default for GrowthRule {
    fn default() -> Self {
        Self { periods: 3, least_periods: 2, least_average: 50 }
    }
}

/// The months by which a board of growth compares, as first months of its spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrowthSpans {
    /// Months or quarters: the span whose totals are read.
    pub span: Period,
    pub now: MonthKey,
    /// The first and the last span of the average.
    pub rhythm: (MonthKey, MonthKey),
    pub before: MonthKey,
    pub rhythm_before: (MonthKey, MonthKey),
    /// How many spans the average is of at most.
    pub most: u32,
}

impl GrowthRule {
    /// What is compared on `today`: over all time, this quarter with all before it.
    pub fn spans(self, period: Period, today: Day) -> GrowthSpans {
        let (span, length, now) = match period {
            Period::Month => (Period::Month, 1, today.month_key()),
            Period::Quarter | Period::AllTime => (Period::Quarter, 3, today.month_key().quarter_start()),
        };
        let ever = period == Period::AllTime;
        let most = if ever { u32::MAX } else { self.periods };
        let reach = i32::try_from(self.periods).unwrap_or(i32::MAX / 24).saturating_mul(length);
        let rhythm = |of: MonthKey| (if ever { MonthKey(0) } else { of.plus(-reach) }, of.plus(-length));
        let before = now.plus(-length);
        GrowthSpans { span, now, rhythm: rhythm(now), before, rhythm_before: rhythm(before), most }
    }

    /// In percent of the average; none while too little lies behind. `sum` is that of so many full periods.
    pub fn percent(self, points: i64, sum: i64, periods: u32) -> Option<i64> {
        if periods < self.least_periods.max(1) {
            return None;
        }
        let least = i64::from(self.least_average.max(1)).saturating_mul(periods.into());
        Some(points.max(0).saturating_mul(100).saturating_mul(periods.into()) / sum.max(least))
    }

    /// The first day from which somebody who began then is ranked.
    pub fn ranked_from(self, spans: GrowthSpans, began: Day) -> Day {
        let length = spans.length();
        let first_whole = Self::first_whole(spans, began);
        first_whole.plus(length.saturating_mul(i32::try_from(self.least_periods.max(1)).unwrap_or(i32::MAX / 24))).first_day()
    }

    fn first_whole(spans: GrowthSpans, began: Day) -> MonthKey {
        let of = |month: MonthKey| if spans.span == Period::Month { month } else { month.quarter_start() };
        let month = of(began.month_key());
        if month.first_day() == began { month } else { month.plus(spans.length()) }
    }
}

impl GrowthSpans {
    fn length(self) -> i32 {
        if self.span == Period::Month { 1 } else { 3 }
    }

    /// Full spans that somebody has behind them at the beginning of one, as far as the average reaches.
    pub fn behind(self, began: Day, at: MonthKey) -> u32 {
        let months = at.0 - GrowthRule::first_whole(self, began).0;
        u32::try_from(months.max(0) / self.length()).unwrap_or(0).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    #[test]
    fn a_period_stands_beside_the_average_of_those_before() {
        let rule = GrowthRule::default();
        for (points, sum, periods, percent) in [
            (300, 600, 3, Some(150)),
            (300, 600, 2, Some(100)),
            (300, 600, 1, None),
            (0, 600, 3, Some(0)),
            (-20, 600, 3, Some(0)),
            (40, 0, 3, Some(80)),
            (40, 10, 2, Some(80)),
        ] {
            assert_eq!(rule.percent(points, sum, periods), percent, "{points} {sum} {periods}");
        }
    }

    #[test]
    fn spans_lie_side_by_side() {
        let months = |spans: GrowthSpans| {
            let name = |month: MonthKey| format!("{}-{}", month.year(), month.month());
            let (from, to) = spans.rhythm;
            let (from_before, to_before) = spans.rhythm_before;
            [name(spans.now), name(from), name(to), name(spans.before), name(from_before), name(to_before)]
        };
        let rule = GrowthRule::default();
        let today = day("2026-11-23");
        assert_eq!(months(rule.spans(Period::Month, today)), ["2026-11", "2026-8", "2026-10", "2026-10", "2026-7", "2026-9"]);
        assert_eq!(months(rule.spans(Period::Quarter, today)), ["2026-10", "2026-1", "2026-7", "2026-7", "2025-10", "2026-4"]);
        assert_eq!(months(rule.spans(Period::AllTime, today)), ["2026-10", "0-1", "2026-7", "2026-7", "0-1", "2026-4"]);
    }

    #[test]
    fn only_whole_periods_count_as_behind() {
        let rule = GrowthRule::default();
        let spans = rule.spans(Period::Month, day("2026-11-23"));
        for (began, behind, from) in [
            ("2026-11-05", 0, "2027-02-01"),
            ("2026-10-01", 1, "2026-12-01"),
            ("2026-09-02", 1, "2026-12-01"),
            ("2026-09-01", 2, "2026-11-01"),
            ("2024-01-10", 3, "2024-04-01"),
        ] {
            assert_eq!(spans.behind(day(began), spans.now), behind, "{began}");
            assert_eq!(rule.ranked_from(spans, day(began)).to_string(), from, "{began}");
        }
        let ever = rule.spans(Period::AllTime, day("2026-11-23"));
        assert_eq!(ever.behind(day("2024-01-01"), ever.now), 11);
    }

    proptest! {
        #[test]
        fn whoever_is_ranked_from_a_day_has_enough_behind_it(days in 0_i32..1_500, quarter in any::<bool>()) {
            let today = day("2026-11-23");
            let (rule, began) = (GrowthRule::default(), today.plus(-days));
            let spans = rule.spans(if quarter { Period::Quarter } else { Period::Month }, today);
            let enough = spans.behind(began, spans.now) >= rule.least_periods;
            prop_assert_eq!(enough, rule.ranked_from(spans, began) <= spans.now.first_day());
        }
    }
}
