use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    time::{Day, MonthKey, Timestamp},
};

/// The time whose confirmed points count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Month,
    #[default]
    Quarter,
    AllTime,
}

closed_set!(Period { Month = "month", Quarter = "quarter", AllTime = "all_time" });

/// `from <= at < until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Period {
    /// The calendar month or quarter that `today` is in.
    pub fn span(self, today: Day) -> Span {
        let months =
            |first: MonthKey, count| Span { from: first.first_day().start(), until: first.plus(count).first_day().start() };
        match self {
            Self::Month => months(today.month_key(), 1),
            Self::Quarter => months(today.month_key().quarter_start(), 3),
            Self::AllTime => Span { from: Timestamp::EPOCH, until: today.plus(1).start() },
        }
    }

    /// The one before, to tell movement against. All time is compared with itself as it was a month ago.
    pub fn span_before(self, today: Day) -> Span {
        match self {
            Self::Month | Self::AllTime => self.span(today.month_key().first_day().plus(-1)),
            Self::Quarter => self.span(today.month_key().quarter_start().first_day().plus(-1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_the_calendar() {
        let today: Day = "2026-11-23".parse().expect("day");
        for (period, now, before) in [
            (Period::Month, ["2026-11-01", "2026-12-01"], ["2026-10-01", "2026-11-01"]),
            (Period::Quarter, ["2026-10-01", "2027-01-01"], ["2026-07-01", "2026-10-01"]),
            (Period::AllTime, ["1970-01-01", "2026-11-24"], ["1970-01-01", "2026-11-01"]),
        ] {
            let days = |span: Span| [span.from.day().to_string(), span.until.day().to_string()];
            assert_eq!(days(period.span(today)), now, "{period:?}");
            assert_eq!(days(period.span_before(today)), before, "{period:?}");
        }
    }
}
