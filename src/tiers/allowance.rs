use serde::{Deserialize, Serialize};

use super::Tier;
use crate::{lang::Bilingual, time::Day};

/// A benefit that is counted: so many times in each period. What is not used by its end is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// A higher tier's allowance of the same key takes the place of the lower one's, and what was used stays used.
    pub key: String,
    pub name: Bilingual,
    pub count: u32,
    /// Periods are counted from January.
    #[serde(default = "monthly")]
    pub every_months: u8,
}

const fn monthly() -> u8 {
    1
}

/// What a company may claim in the present period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    pub key: String,
    pub name: Bilingual,
    pub granted: u32,
    pub used: u32,
    /// The last day of the period.
    pub until: Day,
    /// Days left until then.
    pub days_left: i32,
}

/// What is unused so many days before the end of its period is told, to the partner and to the vendor.
pub const ENDING_DAYS: i32 = 14;

impl Entitlement {
    pub const fn left(&self) -> u32 {
        self.granted.saturating_sub(self.used)
    }

    /// Something is left, and not for long.
    pub const fn is_ending(&self) -> bool {
        self.left() > 0 && self.days_left <= ENDING_DAYS
    }
}

impl Allowance {
    /// The first day of the period a day is in, and its last.
    pub fn period(&self, day: Day) -> (Day, Day) {
        let (month, every) = (day.month_key(), i32::from(self.every_months.max(1)));
        let first = month.plus(-month.0.rem_euclid(every));
        (first.first_day(), first.plus(every).first_day().plus(-1))
    }

    /// What may be claimed in the present period when so many were used in it.
    pub fn claim(&self, used: u32, today: Day) -> Entitlement {
        let (_, until) = self.period(today);
        let (key, name, granted) = (self.key.clone(), self.name.clone(), self.count);
        Entitlement { key, name, granted, used, until, days_left: until.0 - today.0 }
    }
}

/// What who holds a tier may claim; `uses` are the keys of benefits used so far, each with its day.
pub fn entitlements(tier: &Tier, uses: &[(String, Day)], today: Day) -> Vec<Entitlement> {
    let claim = |allowance: &Allowance| {
        let (first, until) = allowance.period(today);
        let used = uses.iter().filter(|(key, day)| *key == allowance.key && (first..=until).contains(day)).count();
        allowance.claim(u32::try_from(used).unwrap_or(u32::MAX), today)
    };
    tier.allowances.iter().map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    #[test]
    fn what_is_granted_is_used_and_expires_with_its_period() {
        let mut gold = sample::programme().tiers.remove(2);
        let allowance =
            |key: &str, count, every_months| Allowance { key: key.into(), name: Bilingual::default(), count, every_months };
        gold.allowances = vec![allowance("consultation", 1, 1), allowance("leads", 3, 6)];
        let uses =
            [("consultation", "2026-10-31"), ("consultation", "2026-11-02"), ("leads", "2026-07-01"), ("leads", "2026-06-30")];
        let uses = uses.map(|(key, on)| (key.to_owned(), day(on)));
        for (today, consultation, leads) in [
            ("2026-10-31", (0, "2026-10-31"), (2, "2026-12-31")),
            ("2026-11-30", (0, "2026-11-30"), (2, "2026-12-31")),
            ("2026-12-01", (1, "2026-12-31"), (2, "2026-12-31")),
            ("2027-01-01", (1, "2027-01-31"), (3, "2027-06-30")),
        ] {
            let found = entitlements(&gold, &uses, day(today));
            let told: Vec<_> = found.iter().map(|one| (one.left(), one.until)).collect();
            assert_eq!(told, [consultation, leads].map(|(left, until)| (left, day(until))), "{today}");
        }
        let ending = |today| entitlements(&gold, &uses, day(today)).iter().map(Entitlement::is_ending).collect::<Vec<_>>();
        assert_eq!(ending("2026-10-16"), [false, false], "the consultation of October is used up");
        assert_eq!(ending("2026-12-16"), [false, false]);
        assert_eq!(ending("2026-12-17"), [true, true], "a fortnight before its period ends");
        // Who has used more than a lower tier grants has nothing left.
        gold.allowances = vec![allowance("consultation", 0, 1)];
        assert_eq!(entitlements(&gold, &uses, day("2026-11-02"))[0].left(), 0);
    }
}
