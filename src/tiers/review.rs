use serde::{Deserialize, Serialize};

use super::TierStanding;
use crate::{
    programme::BusinessCalendar,
    time::{Day, MonthKey},
};

/// How often tiers are reviewed, and how long a company may keep one that it no longer earns. A review is held on the first
/// business day of its month and looks at everything until the end of the day before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierReview {
    pub upgrade_every_months: u8,
    pub downgrade_every_months: u8,
    /// Calendar days. Also how long a threshold that was raised spares those who hold the tier.
    pub grace_days: u16,
    /// The month from which both are counted: 4 reviews downwards in April and October.
    #[serde(default = "january")]
    pub first_month: u8,
}

impl Default for TierReview {
    fn default() -> Self {
        Self { upgrade_every_months: 1, downgrade_every_months: 6, grace_days: 90, first_month: january() }
    }
}

const fn january() -> u8 {
    1
}

/// A day on which a company's tier is looked at, and what may come of it. While a company is in its grace it is looked at every
/// day, and on days without a review only the grace may end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReviewDay {
    pub day: Day,
    pub raises: bool,
    pub lowers: bool,
}

impl ReviewDay {
    /// A day on which nothing but a grace may end.
    pub const fn between(day: Day) -> Self {
        Self { day, raises: false, lowers: false }
    }

    pub const fn is_review(self) -> bool {
        self.raises || self.lowers
    }

    /// The last day it looks at.
    #[must_use]
    pub fn as_of(self) -> Day {
        self.day.plus(-1)
    }
}

/// Longer than any period between reviews, in months.
const FAR: i32 = 25;

impl TierReview {
    /// Every number with its key in the file.
    pub const fn numbers(&self) -> [(&'static str, u16); 4] {
        [
            ("upgrade_every_months", self.upgrade_every_months as u16),
            ("downgrade_every_months", self.downgrade_every_months as u16),
            ("grace_days", self.grace_days),
            ("first_month", self.first_month as u16),
        ]
    }

    fn in_month(self, calendar: &BusinessCalendar, month: MonthKey) -> Option<ReviewDay> {
        let since = month.0 + 1 - i32::from(self.first_month);
        let falls = |every: u8| since.checked_rem_euclid(every.into()) == Some(0);
        let (raises, lowers) = (falls(self.upgrade_every_months), falls(self.downgrade_every_months));
        let review = ReviewDay { day: calendar.business_day_from(month.first_day()), raises, lowers };
        review.is_review().then_some(review)
    }

    /// What a day is.
    pub fn on(self, calendar: &BusinessCalendar, day: Day) -> ReviewDay {
        self.in_month(calendar, day.month_key()).filter(|review| review.day == day).unwrap_or(ReviewDay::between(day))
    }

    /// The first review after a day.
    pub fn next_after(self, calendar: &BusinessCalendar, day: Day) -> ReviewDay {
        let months = (0..=FAR).filter_map(|ahead| self.in_month(calendar, day.month_key().plus(ahead)));
        months.into_iter().find(|review| review.day > day).unwrap_or(ReviewDay::between(Day(i32::MAX)))
    }

    /// The last review up to a day.
    pub fn latest_until(self, calendar: &BusinessCalendar, day: Day) -> Option<ReviewDay> {
        let months = (0..=FAR).filter_map(|back| self.in_month(calendar, day.month_key().plus(-back)));
        months.into_iter().find(|review| review.day <= day)
    }

    /// When a company is to be looked at next.
    pub fn due(self, calendar: &BusinessCalendar, standing: &TierStanding) -> ReviewDay {
        let (review, tomorrow) = (self.next_after(calendar, standing.reviewed_on), standing.reviewed_on.plus(1));
        if standing.grace.is_some() && tomorrow < review.day { ReviewDay::between(tomorrow) } else { review }
    }

    /// When the next decision about a company can fall that it can plan for: the next review, or the end of its grace.
    pub fn next_turn(self, calendar: &BusinessCalendar, standing: &TierStanding, today: Day) -> ReviewDay {
        let review = self.next_after(calendar, today);
        let ends = standing.grace.map(|until| until.plus(1)).filter(|ends| (today.plus(1)..review.day).contains(ends));
        ends.map_or(review, ReviewDay::between)
    }

    /// Every day from tomorrow on that may bring a decision if nothing more happens, up to the first review that is at least so
    /// many months away.
    pub fn ahead(self, calendar: &BusinessCalendar, standing: &TierStanding, today: Day, months: u32) -> Vec<ReviewDay> {
        let horizon = today.plus_months(i32::try_from(months).unwrap_or(FAR));
        let mut days = vec![self.next_after(calendar, today)];
        while let Some(last) = days.last().filter(|last| last.day < horizon) {
            days.push(self.next_after(calendar, last.day));
        }
        let last = days.last().map_or(today, |last| last.day);
        let now = standing.grace.into_iter().flat_map(|until| [today.plus(1), until.plus(1)]);
        let later = days.iter().filter(|review| review.lowers).map(|review| self.grace_from(review.day).plus(1));
        let ends: Vec<Day> = now.chain(later).filter(|day| (today.plus(1)..=last).contains(day)).collect();
        days.extend(ends.into_iter().map(ReviewDay::between));
        // A review comes before a day that is only between.
        days.sort_by_key(|on| (on.day, !on.is_review()));
        days.dedup_by_key(|on| on.day);
        days
    }

    /// The last day of a grace that begins on a day.
    #[must_use]
    pub fn grace_from(self, day: Day) -> Day {
        day.plus(self.grace_days.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn standing(grace: Option<&str>, reviewed_on: &str) -> TierStanding {
        TierStanding { tier: "gold".into(), since: day("2026-01-05"), grace: grace.map(day), reviewed_on: day(reviewed_on) }
    }

    #[test]
    fn reviews_fall_on_the_first_business_day_of_their_month() {
        let calendar = sample::programme().calendar;
        let review = TierReview { first_month: 4, ..TierReview::default() };
        for (after, next, lowers, why) in [
            ("2026-11-23", "2026-12-01", false, "Tuesday"),
            ("2026-12-01", "2027-01-04", false, "the year begins on the 4th"),
            ("2026-09-30", "2026-10-01", true, "half a year from April"),
            ("2026-07-31", "2026-08-03", false, "1 August is a Saturday"),
            ("2026-03-02", "2026-04-01", true, "the half years begin in April"),
        ] {
            let found = review.next_after(&calendar, day(after));
            assert_eq!((found.day, found.raises, found.lowers), (day(next), true, lowers), "{why}");
            assert_eq!(review.latest_until(&calendar, found.day), Some(found));
            assert_eq!(review.latest_until(&calendar, found.day.plus(-1)).map(|before| before.day < found.day), Some(true));
        }
        let rare = TierReview { upgrade_every_months: 3, downgrade_every_months: 12, grace_days: 30, first_month: 1 };
        let days: Vec<_> = std::iter::successors(Some(rare.next_after(&calendar, day("2026-01-05"))), |last| {
            Some(rare.next_after(&calendar, last.day))
        })
        .take(4)
        .map(|on| (on.day.to_string(), on.lowers))
        .collect();
        let expected = [("2026-04-01", false), ("2026-07-01", false), ("2026-10-01", false), ("2027-01-04", true)];
        assert_eq!(days, expected.map(|(day, lowers)| (day.to_owned(), lowers)));
    }

    #[test]
    fn a_company_in_its_grace_is_looked_at_every_day() {
        let (calendar, review) = (sample::programme().calendar, TierReview::default());
        assert_eq!(review.due(&calendar, &standing(None, "2026-11-10")).day, day("2026-12-01"));
        let daily = review.due(&calendar, &standing(Some("2026-12-20"), "2026-11-10"));
        assert_eq!(daily, ReviewDay::between(day("2026-11-11")));
        assert!(review.due(&calendar, &standing(Some("2026-12-20"), "2026-11-30")).raises, "a review is more than a look");
        let turn = |until| review.next_turn(&calendar, &standing(Some(until), "2026-11-10"), day("2026-11-10")).day;
        assert_eq!((turn("2026-11-25"), turn("2026-12-20")), (day("2026-11-26"), day("2026-12-01")));
    }

    #[test]
    fn what_lies_ahead_holds_every_turn_once() {
        let calendar = sample::programme().calendar;
        let review = TierReview { first_month: 4, ..TierReview::default() };
        let days = |grace, months| {
            let all = review.ahead(&calendar, &standing(grace, "2026-11-23"), day("2026-11-23"), months);
            all.into_iter().map(|on| on.day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(days(None, 0), ["2026-12-01"]);
        assert_eq!(days(None, 1), ["2026-12-01", "2027-01-04"]);
        assert_eq!(days(Some("2026-12-30"), 1), ["2026-11-24", "2026-12-01", "2026-12-31", "2027-01-04"]);
        assert_eq!(days(Some("2026-11-30"), 0), ["2026-11-24", "2026-12-01"], "a review takes the place of a mere look");
    }
}
