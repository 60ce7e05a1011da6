//! Phases, reasons to stop and health, each rule as one sentence.

use jiso::{
    activity::ActivityKind,
    lang::Lang,
    phases::{HealthRules, Leaving, Limit, Milestone, StallReason, StallRule},
    programme::{HealthChange, StallChange},
};

use crate::{points::kind_name, text::programme as t};

/// 「案件の登録」 or 「案件の登録を3回」, joined by "and" or "or".
pub(super) fn leaving_text(l: Lang, leaving: Option<&Leaving>) -> String {
    let one = |one: &Milestone| match one.times {
        1 => kind_name(l, one.of).to_owned(),
        times => t::times(l, kind_name(l, one.of), i64::from(times)),
    };
    let join = |list: &[Milestone], word: &str| list.iter().map(one).collect::<Vec<_>>().join(word);
    match leaving {
        None => t::nothing(l).to_owned(),
        Some(Leaving::All(list)) => join(list, t::and(l)),
        Some(Leaving::Any(list)) => join(list, t::or(l)),
    }
}

/// When a reason holds.
pub(super) fn stall_when(l: Lang, rule: &StallRule) -> String {
    use StallReason as R;
    let limit = |limit| rule.limit(limit).unwrap_or_default();
    let (days, count, percent) = (limit(Limit::Days), limit(Limit::Count), limit(Limit::Percent));
    match rule.key {
        R::WaitingForVendor => t::when_waiting_for_vendor(l).to_owned(),
        R::NotStarted => t::when_not_started(l, days),
        R::FirstStepHeavy => t::when_first_step_heavy(l, days),
        R::BenefitUnseen => t::when_benefit_unseen(l, days),
        R::NoGoal => t::when_no_goal(l, days),
        R::ProductUnclear => t::when_product_unclear(l, days, count),
        R::BuyerUnclear | R::NoFirstSuccess => t::when_past_target(l).to_owned(),
        R::CustomerUnclear => t::when_customer_unclear(l).to_owned(),
        R::NoFirstMeeting => t::when_no_first_meeting(l, days),
        R::MeetingWithoutProposal => t::when_meeting_without_proposal(l, days),
        R::ProposalWithoutOrder => t::when_proposal_without_order(l, days),
        R::OnePersonOnly => t::when_one_person_only(l, days),
        R::ChampionLeft => t::when_champion_left(l, percent, days),
        R::SupportGone => t::when_support_gone(l, kinds(l, &rule.support), days),
        R::TierUnreachable => t::when_tier_unreachable(l, days, percent),
        R::MaterialOutdated => t::when_material_outdated(l, days),
        R::PriorityDropped => t::when_priority_dropped(l, days, count),
        R::ContactLost => t::when_contact_lost(l).to_owned(),
    }
}

/// What health is made of, and where it is cut.
pub(super) fn health_sentence(l: Lang, rules: &HealthRules) -> String {
    let parts: Vec<String> = rules.parts.iter().map(|rule| t::health_part(l, rule.name.get(l), rule.weight)).collect();
    t::health_sentence(l, parts.join(t::list(l)), rules.good, rules.watch)
}

pub(super) fn stall_change(l: Lang, stall: &str, change: &StallChange) -> String {
    match change {
        StallChange::Added => t::stall_added(l, stall),
        StallChange::Removed => t::stall_removed(l, stall),
        StallChange::Limit { limit: Limit::Days, from, to } => t::stall_days(l, stall, from, to),
        StallChange::Limit { limit: Limit::Count, from, to } => t::stall_count(l, stall, from, to),
        StallChange::Limit { limit: Limit::Percent, from, to } => t::stall_percent(l, stall, from, to),
        StallChange::Support { from, to } => t::stall_support(l, stall, kinds(l, from), kinds(l, to)),
        StallChange::Words => t::stall_words(l, stall),
    }
}

pub(super) fn health_change(l: Lang, change: &HealthChange) -> String {
    match change {
        HealthChange::Added => t::health_added(l).to_owned(),
        HealthChange::Removed => t::health_removed(l).to_owned(),
        HealthChange::Cuts { from, to } => t::health_cuts(l, from.0, from.1, to.0, to.1),
        HealthChange::Weight { part, from, to } => t::health_weight(l, part.get(l), from, to),
        HealthChange::Full { part, from, to } => t::health_full(l, part.get(l), from, to),
        HealthChange::PartAdded { part, weight } => t::health_part_added(l, part.get(l), weight),
        HealthChange::PartRemoved(part) => t::health_part_removed(l, part.get(l)),
    }
}

fn kinds(l: Lang, kinds: &[ActivityKind]) -> String {
    kinds.iter().map(|kind| kind_name(l, *kind)).collect::<Vec<_>>().join(t::list(l))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(of: ActivityKind, times: u32) -> Milestone {
        Milestone { of, times }
    }

    #[test]
    fn what_ends_a_phase_is_one_readable_piece() {
        use ActivityKind::{DealRegistered, DealWon, MeetingHeld};
        let all = Leaving::All(vec![of(DealRegistered, 2), of(MeetingHeld, 1)]);
        let any = Leaving::Any(vec![of(DealWon, 1), of(DealRegistered, 3)]);
        for (l, leaving, text) in [
            (Lang::Ja, &all, "案件の登録を2回、かつ商談の実施"),
            (Lang::En, &all, "Deal registered, 2 times and Meeting held"),
            (Lang::Ja, &any, "受注、または案件の登録を3回"),
        ] {
            assert_eq!(leaving_text(l, Some(leaving)), text);
        }
        assert_eq!(leaving_text(Lang::En, None), "nothing");
    }
}
