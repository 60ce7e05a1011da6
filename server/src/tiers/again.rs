use jiso::{
    activity::Activity,
    programme::Versions,
    tiers::{TierDecision, TierStanding, enter, review, window_start},
    time::Timestamp,
};

use super::review_day;
use crate::seed::books::Books;

/// What the day of a decision decides by its rules, on what the ledger says; `held` is what was held before it. How many people had
/// finished the curriculum is taken from the decision: the curriculum of that day is no event.
pub(crate) fn decided_again(
    versions: &Versions,
    books: &Books<'_>,
    events: &[Activity],
    held: Option<&TierStanding>,
    at: Timestamp,
    decision: &TierDecision,
) -> Option<TierDecision> {
    let (rules, day) = (versions.tier_rules(at), decision.day);
    let mut facts = decision.facts.clone();
    for (months, window) in &mut facts.windows {
        *window = books.window(events, window_start(facts.as_of, *months), at);
    }
    match held {
        None => Some(enter(&rules, &facts, day)),
        Some(held) => review(&rules, held, &facts, review_day(versions.at(at), day)),
    }
}
