use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    goals::{Counted, GoalState, GoalTerms, Said, SharedGoal, Side},
    id::{CompanyId, PactId, UserId},
    time::{Day, Timestamp},
};

/// So long a pact runs.
pub const PACT_DAYS: i32 = 90;
/// What the vendor promises in return, at most.
pub const PROMISES: usize = 3;

/// What somebody is in a company, besides a rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRole {
    /// Carries the partnership among colleagues.
    Champion,
    /// Of the management; gives time and backing.
    Sponsor,
}

closed_set!(KeyRole { Champion = "champion", Sponsor = "sponsor" });

/// What is told of a pact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PactNews {
    Proposed,
    Agreed,
    /// How it stands, once a week.
    Weekly,
    Met,
    Over,
}

closed_set!(PactNews { Proposed = "proposed", Agreed = "agreed", Weekly = "weekly", Met = "met", Over = "over" });

/// What the vendor does for it, by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterPromise {
    pub text: String,
    pub by: Day,
    pub kept_on: Option<Day>,
}

impl CounterPromise {
    pub fn is_late(&self, today: Day) -> bool {
        self.kept_on.is_none() && today > self.by
    }
}

/// Ninety days with a champion: a number, the time for it, and what the vendor does in return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pact {
    pub id: PactId,
    pub company: CompanyId,
    pub champion: UserId,
    pub counted: Counted,
    pub target: u32,
    pub since: Day,
    /// The last day that counts.
    pub by: Day,
    /// A week, as the company grants them.
    pub hours: u8,
    pub promises: Vec<CounterPromise>,
    pub side: Side,
    pub proposed: Said,
    pub state: GoalState,
    pub answered: Option<Said>,
    pub closed_at: Option<Timestamp>,
}

impl Pact {
    /// Counted as any goal is.
    pub fn as_goal(&self) -> SharedGoal {
        SharedGoal {
            id: crate::id::Id::from_uuid(self.id.uuid()),
            company: self.company,
            terms: GoalTerms { counted: self.counted, target: self.target, by: self.by, why: String::new() },
            since: self.since,
            side: self.side,
            proposed: self.proposed,
            state: self.state,
            answered: self.answered,
            closed_at: self.closed_at,
        }
    }

    /// Which week of it runs on a day, from 1.
    pub fn week(&self, today: Day) -> u32 {
        u32::try_from((today.0 - self.since.0).max(0) / 7).unwrap_or_default() + 1
    }

    /// So much should be done by a day for the number to be reached in time.
    pub fn expected(&self, today: Day) -> u32 {
        let (all, gone) = ((self.by.0 - self.since.0 + 1).max(1), (today.0 - self.since.0 + 1).clamp(0, PACT_DAYS + 1));
        let done = i64::from(self.target) * i64::from(gone.min(all)) / i64::from(all);
        u32::try_from(done).unwrap_or(self.target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    #[test]
    fn a_pact_is_measured_week_by_week() {
        let since = day("2026-10-01");
        let pact = Pact {
            id: Id::new(Timestamp::EPOCH, [1; 10]),
            company: Id::new(Timestamp::EPOCH, [2; 10]),
            champion: Id::new(Timestamp::EPOCH, [3; 10]),
            counted: Counted::RegisteredDeals,
            target: 9,
            since,
            by: since.plus(PACT_DAYS - 1),
            hours: 4,
            promises: vec![],
            side: Side::Vendor,
            proposed: Said { by: Id::new(Timestamp::EPOCH, [4; 10]), at: Timestamp::EPOCH },
            state: GoalState::Agreed,
            answered: None,
            closed_at: None,
        };
        for (today, week, expected) in
            [("2026-09-30", 1, 0), ("2026-10-01", 1, 0), ("2026-10-10", 2, 1), ("2026-11-14", 7, 4), ("2027-02-01", 18, 9)]
        {
            assert_eq!((pact.week(day(today)), pact.expected(day(today))), (week, expected), "{today}");
        }
        assert_eq!(pact.as_goal().standing(9, day("2026-11-01")), GoalState::Met);
    }

    #[test]
    fn a_promise_is_late_until_it_is_kept() {
        let promise =
            |kept: Option<&str>| CounterPromise { text: "同行".into(), by: day("2026-10-10"), kept_on: kept.map(day) };
        for (kept, today, late) in
            [(None, "2026-10-10", false), (None, "2026-10-11", true), (Some("2026-10-12"), "2026-10-13", false)]
        {
            assert_eq!(promise(kept).is_late(day(today)), late, "{kept:?} {today}");
        }
    }
}
