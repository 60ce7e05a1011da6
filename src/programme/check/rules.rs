use std::collections::BTreeSet;

use super::{
    Expected,
    checks::{Checks, is_key},
    general::MOST_YEN,
};
use crate::{
    activity::ActivityKind,
    points::{IncentiveRule, QualityStep},
    programme::Programme,
};

pub(super) fn rules(checks: &mut Checks, programme: &Programme) {
    let campaigns = programme.campaigns.iter().map(|campaign| &campaign.rule);
    let mut seen = BTreeSet::new();
    let standing = programme.incentives.iter().enumerate().map(|(index, rule)| (format!("incentives[{index}]"), rule));
    let timed = campaigns.enumerate().map(|(index, rule)| (format!("campaigns[{index}].rule"), rule));
    for (path, rule) in standing.chain(timed) {
        checks.ensure(is_key(&rule.key), &format!("{path}.key"), Expected::Key);
        checks.ensure(seen.insert(rule.key.clone()), &format!("{path}.key"), Expected::UniqueKey);
        one_rule(checks, &path, rule);
    }
    checks.ensure(!programme.incentives.is_empty(), "incentives", Expected::Some);
    quality(checks, programme);
    for (index, campaign) in programme.campaigns.iter().enumerate() {
        let in_order = campaign.ends.is_none_or(|end| end >= campaign.starts);
        checks.ensure(in_order, &format!("campaigns[{index}].ends"), Expected::LaterThanStart);
    }
}

/// The steps descend to one that everybody reaches, and are there when a rule asks for them.
fn quality(checks: &mut Checks, programme: &Programme) {
    let steps = &programme.quality.steps;
    let campaigns = programme.campaigns.iter().map(|campaign| &campaign.rule);
    let asked = programme.incentives.iter().chain(campaigns).any(|rule| rule.quality);
    checks.ensure(!asked || !steps.is_empty(), "quality.steps", Expected::Some);
    let share = |step: &QualityStep| (step.approved_percent, step.points_percent);
    let descend = steps.windows(2).all(|pair| {
        let ((high, most), (low, least)) = (share(&pair[0]), share(&pair[1]));
        high > low && most >= least
    });
    checks.ensure(descend, "quality.steps", Expected::Descending);
    for (number, step) in steps.iter().enumerate() {
        let (least, most) = if number + 1 == steps.len() { (0, 0) } else { (1, 100) };
        let path = format!("quality.steps[{number}]");
        checks.within(step.approved_percent, least, most, &format!("{path}.approved_percent"));
        checks.within(step.points_percent, 0, 100, &format!("{path}.points_percent"));
    }
}

fn one_rule(checks: &mut Checks, path: &str, rule: &IncentiveRule) {
    checks.text(&rule.name, &format!("{path}.name"));
    checks.at_least(rule.points, i64::from(rule.per_yen.is_none()), &format!("{path}.points"));
    checks.ensure(rule.points <= 1_000_000, &format!("{path}.points"), Expected::AtMost(1_000_000));
    checks.within(rule.per_yen.unwrap_or(1), 1, MOST_YEN, &format!("{path}.per_yen"));
    checks.at_least(rule.cap_per_month.unwrap_or(1), 1, &format!("{path}.cap_per_month"));
    checks.within(rule.hold_days, 0, 366, &format!("{path}.hold_days"));
    settlements(checks, path, rule);
}

/// What settles a grant can happen, to the same thing, and does one thing to it.
fn settlements(checks: &mut Checks, path: &str, rule: &IncentiveRule) {
    let until = rule.provisional_until.iter().map(|kind| (format!("{path}.provisional_until"), *kind));
    let list = |name: &'static str, kinds: &[ActivityKind]| {
        let named = |(number, kind): (usize, &ActivityKind)| (format!("{path}.{name}[{number}]"), *kind);
        kinds.iter().enumerate().map(named).collect::<Vec<_>>()
    };
    let settled_by = until.chain(list("reversed_by", &rule.reversed_by)).chain(list("expires_on", &rule.expires_on));
    let mut seen = BTreeSet::new();
    for (path, kind) in settled_by {
        if kind == rule.on {
            checks.ensure(false, &path, Expected::AnotherActivity);
        } else {
            checks.ensure(kind.about().may_meet(rule.on.about()), &path, Expected::SameSubject);
        }
        checks.ensure(seen.insert(kind), &path, Expected::OneEffect);
    }
    checks.ensure(rule.is_provisional() || rule.expires_on.is_empty(), &format!("{path}.expires_on"), Expected::Waiting);
}
