use std::collections::BTreeSet;

use jiso::{
    activity::{Activity, ActivityKind},
    id::ActivityId,
    points::Books,
    programme::Versions,
    tiers::{MeasureNote, TierDecision, TierStanding, enter, review, window_start},
    time::Timestamp,
};

use super::review_day;

/// What the day of a decision decides by its rules, on what the ledger says; `held` is what was held before it. How many people had
/// finished the curriculum is taken from the decision: the curriculum of that day is no event.
pub(crate) fn decided_again(
    versions: &Versions,
    books: &Books<'_>,
    events: &[Activity],
    notes: &[MeasureNote],
    held: Option<&TierStanding>,
    at: Timestamp,
    decision: &TierDecision,
) -> Option<TierDecision> {
    let (rules, day) = (versions.tier_rules(at), decision.day);
    let mut facts = decision.facts.clone();
    for (months, window) in &mut facts.windows {
        *window = books.window(events, window_start(facts.as_of, *months), at);
    }
    let asked: Vec<String> = facts.custom.keys().cloned().collect();
    facts.custom = MeasureNote::values(notes, asked.iter().map(String::as_str), facts.as_of, at);
    match held {
        None => Some(enter(&rules, &facts, day)),
        Some(held) => review(&rules, held, &facts, review_day(versions.at(at), day)),
    }
}

/// An event of the last moments before a decision may have been written after it.
const WRITING_MICROS: i64 = 60_000_000;

/// Explains a decision that is not what follows from all that is known today: answers how many events of earlier moments were not
/// known yet when it was taken. An event's id tells when it was written, but for the end of a hold, which is named by its own moment,
/// whenever the clock came to it; `again` takes the decision anew without some events.
/// None where no order of arrival leads to what was decided.
pub(crate) fn overtaken(
    events: &[Activity],
    at: Timestamp,
    decision: &TierDecision,
    again: impl Fn(&BTreeSet<ActivityId>) -> Option<TierDecision>,
) -> Option<usize> {
    let may_be_late =
        |event: &&Activity| event.kind == ActivityKind::HoldEnded || event.id.made_at().micros() > at.micros() - WRITING_MICROS;
    let mut late: Vec<&Activity> = events.iter().filter(|event| event.at < at).filter(may_be_late).collect();
    late.sort_by_key(|event| event.id);
    // Those that were written last were unknown for the longest.
    let unknown = |count: &usize| late.iter().rev().take(*count).map(|event| event.id).collect::<BTreeSet<ActivityId>>();
    (1..=late.len()).find(|count| again(&unknown(count)).as_ref() == Some(decision))
}

/// What is kept beside events without one, and events without what belongs to them: uses of benefits with what took them back, and
/// numbers that were noted. A line for each.
pub(crate) fn unfounded(
    events: &[Activity],
    uses: &[(ActivityId, Option<ActivityId>)],
    notes: &[(ActivityId, MeasureNote)],
) -> Vec<String> {
    let kept: [(ActivityKind, BTreeSet<ActivityId>); 3] = [
        (ActivityKind::BenefitUsed, uses.iter().map(|(used, _)| *used).collect()),
        (ActivityKind::BenefitReturned, uses.iter().filter_map(|(_, returned)| *returned).collect()),
        (ActivityKind::MeasureNoted, notes.iter().map(|(noted, _)| *noted).collect()),
    ];
    let mut differences = Vec::new();
    for (kind, kept) in kept {
        let happened: BTreeSet<ActivityId> = events.iter().filter(|event| event.kind == kind).map(|event| event.id).collect();
        let name = kind.as_str();
        differences.extend(kept.difference(&happened).map(|id| format!("{name} {id}: there is no such event")));
        differences.extend(happened.difference(&kept).map(|id| format!("{name} {id}: the event has nothing that belongs to it")));
    }
    differences
}
