//! What counts for which deal.

use crate::{
    id::{DealId, UserId},
    time::Timestamp,
};

/// A branch that was tapped in a talk about no known deal counts for what its owner's deals do within so many days.
pub const TAP_DAYS: i64 = 14;

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub at: Timestamp,
    /// Won, for so many yen.
    pub won: Option<i64>,
}

/// A deal that is open, won or lost, as far as content may have had a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedDeal {
    pub id: DealId,
    pub owner: UserId,
    /// Who works on it beside the owner.
    pub colleagues: Vec<UserId>,
    pub registered: Timestamp,
    pub meeting: Option<Timestamp>,
    pub proposal: Option<Timestamp>,
    pub ended: Option<Ended>,
    /// Proposals that were sent to the customer.
    pub sent: u32,
}

impl TracedDeal {
    fn is_over_before(&self, at: Timestamp) -> bool {
        self.ended.is_some_and(|ended| ended.at < at)
    }

    /// When it took a step. Its end is one of them, also where it was lost: else content would count for what goes well only.
    fn steps(&self) -> impl Iterator<Item = Timestamp> {
        [Some(self.registered), self.meeting, self.proposal, self.ended.map(|ended| ended.at)].into_iter().flatten()
    }
}

/// Something that was done with content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Somebody finished a lesson.
    Finished { by: UserId, at: Timestamp },
    /// A talk went along a branch of a script, about a deal where that is known.
    Tapped { by: UserId, at: Timestamp, about: Option<DealId> },
    /// A proposal was made from a version of a template.
    Proposed { about: DealId, at: Timestamp },
}

/// Whether a use of content counts for a deal:
/// * a lesson that somebody who works on the deal had finished before it was registered,
/// * a branch that was tapped for the deal before it ended, or, in a talk about no known deal, by its owner within [`TAP_DAYS`]
///   days before the deal's next step,
/// * a version of a template from which a proposal was made for the deal before it ended.
pub fn counts(one: &Use, deal: &TracedDeal) -> bool {
    match *one {
        Use::Finished { by, at } => (deal.owner == by || deal.colleagues.contains(&by)) && at < deal.registered,
        Use::Tapped { at, about: Some(about), .. } | Use::Proposed { about, at } => about == deal.id && !deal.is_over_before(at),
        Use::Tapped { by, at, about: None } => {
            deal.owner == by && deal.steps().any(|step| at <= step && step <= at.plus_days(TAP_DAYS))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn at(day: i64) -> Timestamp {
        Timestamp::from_seconds(1_800_000_000).plus_days(day)
    }

    pub fn user(n: u8) -> UserId {
        UserId::new(at(0), [n; 10])
    }

    pub fn deal_id(n: u8) -> DealId {
        DealId::new(at(0), [n; 10])
    }

    /// Of the first person, registered on the tenth day, with a meeting on the thirtieth and lost on the hundredth.
    pub fn deal(n: u8) -> TracedDeal {
        TracedDeal {
            id: deal_id(n),
            owner: user(1),
            colleagues: vec![user(2)],
            registered: at(10),
            meeting: Some(at(30)),
            proposal: None,
            ended: Some(Ended { at: at(100), won: None }),
            sent: 0,
        }
    }

    #[test]
    fn what_counts_is_as_meant() {
        let finished = |by, day| Use::Finished { by: user(by), at: at(day) };
        let tapped = |by, day, about: Option<u8>| Use::Tapped { by: user(by), at: at(day), about: about.map(deal_id) };
        let proposed = |about, day| Use::Proposed { about: deal_id(about), at: at(day) };
        let cases = [
            // A lesson: before the registration, by the owner or a colleague on the deal.
            (finished(1, 9), true),
            (finished(2, -400), true),
            (finished(3, 9), false),
            (finished(1, 10), false),
            (finished(1, 50), false),
            // A tap about the deal: until it ended, whoever tapped.
            (tapped(1, 60, Some(7)), true),
            (tapped(3, 100, Some(7)), true),
            (tapped(1, 101, Some(7)), false),
            (tapped(1, 60, Some(8)), false),
            // A tap about no known deal: by the owner, within two weeks before a step.
            (tapped(1, 0, None), true),
            (tapped(1, -4, None), true),
            (tapped(1, -5, None), false),
            (tapped(1, 15, None), false),
            (tapped(1, 16, None), true),
            (tapped(1, 30, None), true),
            (tapped(1, 31, None), false),
            (tapped(1, 86, None), true),
            (tapped(1, 101, None), false),
            (tapped(2, 0, None), false),
            // A proposal: of the deal, until it ended.
            (proposed(7, 40), true),
            (proposed(7, 101), false),
            (proposed(8, 40), false),
        ];
        for (one, expected) in cases {
            assert_eq!(counts(&one, &deal(7)), expected, "{one:?}");
        }
        let open = TracedDeal { ended: None, ..deal(7) };
        assert!(counts(&tapped(3, 900, Some(7)), &open), "an open deal has no end to be late for");
        assert!(!counts(&tapped(1, 86, None), &open), "and no step that has not come");
    }
}
