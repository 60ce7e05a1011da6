//! What changes in the phases, the reasons to stop in them, and health.

use super::{Change, PhaseNumber, Programme, Section, renamed};
use crate::{
    activity::ActivityKind,
    lang::Bilingual,
    phases::{HealthRules, Limit, StallReason, StallRule},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StallChange {
    /// Judged from now on.
    Added,
    /// Judged no longer.
    Removed,
    Limit {
        limit: Limit,
        from: u32,
        to: u32,
    },
    Support {
        from: Vec<ActivityKind>,
        to: Vec<ActivityKind>,
    },
    /// What is said to either side.
    Words,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HealthChange {
    /// There is a score from now on, or none any more.
    Added,
    Removed,
    /// From where on health is good, and to be watched.
    Cuts {
        from: (u8, u8),
        to: (u8, u8),
    },
    Weight {
        part: Bilingual,
        from: u8,
        to: u8,
    },
    Full {
        part: Bilingual,
        from: u32,
        to: u32,
    },
    PartAdded {
        part: Bilingual,
        weight: u8,
    },
    PartRemoved(Bilingual),
}

pub(super) fn phases(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    for ((_, before), (_, after)) in from.phases.named().zip(to.phases.named()) {
        renamed(changes, &before.name, &after.name);
        let phase = &after.name;
        for (number, from, to) in [
            (PhaseNumber::Target, before.target_days, after.target_days),
            (PhaseNumber::Quiet, before.quiet_days, after.quiet_days),
        ] {
            if from != to {
                changes.push(Change::PhaseNumber { phase: phase.clone(), number, from, to });
            }
        }
        let (from, to) = (before.leaving(), after.leaving());
        if from != to {
            changes.push(Change::PhaseLeft { phase: phase.clone(), from, to });
        }
    }
    stalls(changes, from, to);
    match (&from.health, &to.health) {
        (None, Some(_)) => changes.push(Change::Health(HealthChange::Added)),
        (Some(_), None) => changes.push(Change::Health(HealthChange::Removed)),
        (Some(from), Some(to)) => changes.extend(health(from, to).into_iter().map(Change::Health)),
        (None, None) => {}
    }
}

fn stalls(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    let mut note = |rule: &StallRule, change| changes.push(Change::Stall { stall: rule.name.clone(), change });
    for gone in from.stalls.iter().filter(|rule| to.stall(rule.key).is_none()) {
        note(gone, StallChange::Removed);
    }
    for rule in &to.stalls {
        match from.stall(rule.key) {
            None => note(rule, StallChange::Added),
            Some(before) => stall_changes(before, rule).into_iter().for_each(|change| note(rule, change)),
        }
    }
    let kept = |all: &[StallRule], other: &Programme| -> Vec<StallReason> {
        all.iter().map(|rule| rule.key).filter(|key| other.stall(*key).is_some()).collect()
    };
    if kept(&from.stalls, to) != kept(&to.stalls, from) {
        changes.push(Change::Section(Section::StallOrder));
    }
}

fn stall_changes(from: &StallRule, to: &StallRule) -> Vec<StallChange> {
    let numbers = Limit::ALL.into_iter().filter_map(|limit| {
        let (from, to) = (from.limit(limit)?, to.limit(limit)?);
        (from != to).then_some(StallChange::Limit { limit, from, to })
    });
    let mut changes: Vec<StallChange> = numbers.collect();
    if from.support != to.support {
        changes.push(StallChange::Support { from: from.support.clone(), to: to.support.clone() });
    }
    let words = |rule: &StallRule| [&rule.name, &rule.missing, &rule.remedy, &rule.partner].map(Bilingual::clone);
    if words(from) != words(to) {
        changes.push(StallChange::Words);
    }
    changes
}

fn health(from: &HealthRules, to: &HealthRules) -> Vec<HealthChange> {
    let mut changes = Vec::new();
    let cuts = |rules: &HealthRules| (rules.good, rules.watch);
    if cuts(from) != cuts(to) {
        changes.push(HealthChange::Cuts { from: cuts(from), to: cuts(to) });
    }
    for gone in from.parts.iter().filter(|rule| to.parts.iter().all(|other| other.part != rule.part)) {
        changes.push(HealthChange::PartRemoved(gone.name.clone()));
    }
    for rule in &to.parts {
        let part = rule.name.clone();
        let Some(before) = from.parts.iter().find(|other| other.part == rule.part) else {
            changes.push(HealthChange::PartAdded { part, weight: rule.weight });
            continue;
        };
        if before.weight != rule.weight {
            changes.push(HealthChange::Weight { part: part.clone(), from: before.weight, to: rule.weight });
        }
        if before.full != rule.full {
            changes.push(HealthChange::Full { part, from: before.full, to: rule.full });
        }
    }
    changes
}
