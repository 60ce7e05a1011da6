use serde::{Deserialize, Serialize};

use crate::{
    deals::Industry,
    id::{ActivityId, CompanyId},
    time::{Day, Timestamp},
};

/// What a goal says: 「製造業で、3月末までに5件の受注」.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewGoal {
    pub industry: Industry,
    /// Orders to win.
    pub orders: u32,
    /// The last day that counts.
    pub deadline: Day,
}

/// A goal as it was proposed, and when the vendor confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedGoal {
    /// That of the activity that proposed it.
    pub id: ActivityId,
    pub company: CompanyId,
    pub goal: NewGoal,
    pub proposed_at: Timestamp,
    pub agreed_at: Option<Timestamp>,
}

impl SharedGoal {
    /// The one that holds and the one that waits for the vendor, of a company's goals in any order. A newer agreement replaces an
    /// older one, and what was proposed before the agreement no longer waits.
    pub fn current(goals: &[Self]) -> (Option<&Self>, Option<&Self>) {
        let agreed = goals.iter().filter(|goal| goal.agreed_at.is_some()).max_by_key(|goal| (goal.agreed_at, goal.id));
        let newer = |goal: &&Self| agreed.is_none_or(|agreed| goal.proposed_at > agreed.proposed_at);
        let open = goals.iter().filter(|goal| goal.agreed_at.is_none()).filter(newer);
        (agreed, open.max_by_key(|goal| (goal.proposed_at, goal.id)))
    }

    /// Registrations a month that are still needed, where `per_order` registrations have made one order so far; none when the goal
    /// is reached or over.
    pub fn needed_a_month(&self, won: u32, per_order: u32, today: Day) -> Option<u32> {
        let left = self.goal.orders.checked_sub(won).filter(|left| *left > 0)?;
        let days = u32::try_from(self.goal.deadline.0 - today.0).ok().filter(|days| *days > 0)?;
        Some((left * per_order.max(1) * 30).div_ceil(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn day(text: &str) -> Day {
        text.parse().expect("day")
    }

    fn goal(number: u8, proposed: &str, agreed: Option<&str>) -> SharedGoal {
        SharedGoal {
            id: Id::new(Timestamp::EPOCH, [number; 10]),
            company: Id::new(Timestamp::EPOCH, [9; 10]),
            goal: NewGoal { industry: Industry::Manufacturing, orders: 5, deadline: day("2027-03-31") },
            proposed_at: day(proposed).start(),
            agreed_at: agreed.map(|agreed| day(agreed).start()),
        }
    }

    #[test]
    fn the_last_agreement_holds_and_only_a_newer_proposal_waits() {
        let old = goal(1, "2026-06-01", Some("2026-06-02"));
        let passed = goal(2, "2026-06-10", None);
        let new = goal(3, "2026-07-01", Some("2026-07-03"));
        let open = goal(4, "2026-08-01", None);
        assert_eq!(SharedGoal::current(&[]), (None, None));
        assert_eq!(SharedGoal::current(std::slice::from_ref(&passed)), (None, Some(&passed)));
        let all = [open.clone(), old.clone(), new.clone(), passed.clone()];
        assert_eq!(SharedGoal::current(&all), (Some(&new), Some(&open)));
        assert_eq!(SharedGoal::current(&[passed, old.clone(), new.clone()]), (Some(&new), None));
    }

    #[test]
    fn the_plan_runs_backward_from_the_deadline() {
        let goal = goal(1, "2026-06-01", Some("2026-06-02"));
        assert_eq!(goal.needed_a_month(0, 2, day("2026-10-02")), Some(2), "ten registrations in 180 days");
        assert_eq!(goal.needed_a_month(4, 2, day("2027-03-01")), Some(2), "two in thirty days");
        assert_eq!(goal.needed_a_month(5, 2, day("2026-10-02")), None, "reached");
        assert_eq!(goal.needed_a_month(1, 2, day("2027-03-31")), None, "over");
    }
}
