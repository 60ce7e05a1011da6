use serde::{Deserialize, Serialize};

use super::Counted;
use crate::{
    activity::closed_set,
    caller::Role,
    id::{CompanyId, GoalId, UserId},
    time::{Day, Timestamp},
};

/// A company pursues so many agreed goals at a time: more would be none.
pub const MOST_GOALS: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Partner,
    Vendor,
}

impl Side {
    pub const fn of(role: Role) -> Self {
        if role.is_partner() { Self::Partner } else { Self::Vendor }
    }
}

/// What is agreed: so many of something by a day, and why that matters to the partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalTerms {
    pub counted: Counted,
    pub target: u32,
    /// The last day that counts.
    pub by: Day,
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalState {
    /// Waits for the other side.
    Proposed,
    /// Another proposal was made in its place.
    Replaced,
    /// Both sides mean it.
    Agreed,
    Met,
    /// Its day is over.
    Missed,
    /// Somebody took it off the table.
    Ended,
}

closed_set!(GoalState {
    Proposed = "proposed",
    Replaced = "replaced",
    Agreed = "agreed",
    Met = "met",
    Missed = "missed",
    Ended = "ended",
});

/// Who said something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub by: UserId,
    pub at: Timestamp,
}

/// A goal as one side proposed it, and what became of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedGoal {
    pub id: GoalId,
    pub company: CompanyId,
    pub terms: GoalTerms,
    /// The first day that counts: that of the first proposal, whatever became of its numbers.
    pub since: Day,
    pub side: Side,
    pub proposed: Said,
    pub state: GoalState,
    /// What the other side said: agreed, or made another proposal.
    pub answered: Option<Said>,
    /// When it was met, missed or ended; by nobody where time and events did it.
    pub closed_at: Option<Timestamp>,
}

impl SharedGoal {
    pub fn waits_for(&self, side: Side) -> bool {
        self.state == GoalState::Proposed && self.side != side
    }

    /// Who of the partner means it: whoever proposed it or agreed to it.
    pub fn partners_person(&self) -> Option<UserId> {
        match self.side {
            Side::Partner => Some(self.proposed.by),
            Side::Vendor => self.answered.map(|said| said.by),
        }
    }

    /// Proposed or agreed, and not over.
    pub const fn is_alive(&self) -> bool {
        matches!(self.state, GoalState::Proposed | GoalState::Agreed)
    }

    /// How it stands on a day with so much done: an agreed goal is met at once, and missed once its day is over.
    pub fn standing(&self, done: u64, today: Day) -> GoalState {
        match self.state {
            GoalState::Agreed if done >= u64::from(self.terms.target) => GoalState::Met,
            GoalState::Agreed if today > self.terms.by => GoalState::Missed,
            state => state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn goal(side: Side, state: GoalState) -> SharedGoal {
        SharedGoal {
            id: Id::new(Timestamp::EPOCH, [1; 10]),
            company: Id::new(Timestamp::EPOCH, [2; 10]),
            terms: GoalTerms {
                counted: Counted::WonDeals,
                target: 3,
                by: "2026-12-31".parse().expect("day"),
                why: "製造業の柱を増やす".into(),
            },
            since: "2026-10-01".parse().expect("day"),
            side,
            proposed: Said { by: Id::new(Timestamp::EPOCH, [3; 10]), at: Timestamp::EPOCH },
            state,
            answered: None,
            closed_at: None,
        }
    }

    #[test]
    fn only_the_other_side_is_waited_for() {
        use GoalState::{Agreed, Proposed};
        for (side, state, waits) in [
            (Side::Vendor, Proposed, (true, false)),
            (Side::Partner, Proposed, (false, true)),
            (Side::Vendor, Agreed, (false, false)),
        ] {
            let goal = goal(side, state);
            assert_eq!((goal.waits_for(Side::Partner), goal.waits_for(Side::Vendor)), waits, "{side:?} {state:?}");
        }
    }

    #[test]
    fn an_agreed_goal_is_met_by_number_and_missed_by_day() {
        use GoalState::{Agreed, Ended, Met, Missed, Proposed};
        let cases = [
            (Agreed, 2, "2026-12-31", Agreed),
            (Agreed, 3, "2026-12-31", Met),
            (Agreed, 2, "2027-01-01", Missed),
            // What was done in time counts, whenever one looks.
            (Agreed, 4, "2027-02-01", Met),
            (Proposed, 4, "2027-02-01", Proposed),
            (Ended, 4, "2027-02-01", Ended),
        ];
        for (state, done, today, expected) in cases {
            assert_eq!(
                goal(Side::Vendor, state).standing(done, today.parse().expect("day")),
                expected,
                "{state:?} {done} {today}"
            );
        }
    }

    #[test]
    fn what_is_counted_is_one_kind_of_activity_each() {
        for counted in Counted::ALL {
            assert_eq!(Counted::ALL.iter().filter(|other| other.kind() == counted.kind()).count(), 1);
        }
    }
}
