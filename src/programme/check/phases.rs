//! Phases, the reasons to stop in them, and what health is made of.

use std::collections::BTreeSet;

use super::{Expected, checks::Checks, general::MOST_DAYS};
use crate::{
    phases::{HealthRules, Limit, MOST_TIMES, Phase, PhaseRule, StallReason, StallRule},
    programme::Programme,
};

pub(super) fn phases(checks: &mut Checks, programme: &Programme) {
    for (phase, rule) in Phase::ALL.iter().zip(programme.phases.named().map(|(_, rule)| rule)) {
        let path = format!("phases.{}", phase.as_str());
        checks.text(&rule.name, &format!("{path}.name"));
        for (field, days) in [("target_days", rule.target_days), ("quiet_days", rule.quiet_days)] {
            checks.within(days, 1, MOST_DAYS.into(), &format!("{path}.{field}"));
        }
        leaving(checks, &path, *phase, rule);
    }
    let mut seen = BTreeSet::new();
    for (index, rule) in programme.stalls.iter().enumerate() {
        let path = format!("stalls[{index}]");
        checks.ensure(seen.insert(rule.key), &format!("{path}.key"), Expected::UniqueKey);
        stall(checks, &path, rule);
    }
    if let Some(rules) = &programme.health {
        health(checks, rules);
    }
}

fn leaving(checks: &mut Checks, path: &str, phase: Phase, rule: &PhaseRule) {
    let last = phase == Phase::Retention;
    let (short, long) = (format!("{path}.leave_on"), format!("{path}.leave"));
    checks.ensure(!last || rule.leave_on.is_empty(), &short, Expected::NoEnd);
    checks.ensure(!last || rule.leave.is_none(), &long, Expected::NoEnd);
    checks.ensure(last || rule.leave.is_some() || !rule.leave_on.is_empty(), &short, Expected::Some);
    checks.ensure(rule.leave.is_none() || rule.leave_on.is_empty(), &long, Expected::OneOfTwo);
    let Some(leave) = &rule.leave else { return };
    let list = format!("{long}.{}", leave.name());
    checks.ensure(!leave.milestones().is_empty(), &list, Expected::Some);
    for (index, milestone) in leave.milestones().iter().enumerate() {
        let path = format!("{list}[{index}].times");
        let most = if milestone.of.is_milestone() { MOST_TIMES } else { 1 };
        checks.within(milestone.times, 1, most.into(), &path);
    }
}

fn stall(checks: &mut Checks, path: &str, rule: &StallRule) {
    for (field, text) in [("name", &rule.name), ("missing", &rule.missing), ("remedy", &rule.remedy), ("partner", &rule.partner)]
    {
        checks.text(text, &format!("{path}.{field}"));
    }
    for limit in Limit::ALL {
        let path = format!("{path}.{}", limit.as_str());
        let most = match limit {
            Limit::Days => MOST_DAYS.into(),
            Limit::Count => 1_000,
            Limit::Percent => 100,
        };
        match (rule.limit(limit), rule.key.limits().contains(&limit)) {
            (Some(value), true) => checks.within(value, 1, most, &path),
            (None, true) => checks.at_least(0, 1, &path),
            (Some(_), false) => checks.ensure(false, &path, Expected::NotHere),
            (None, false) => {}
        }
    }
    let path = format!("{path}.support");
    let asks = rule.key == StallReason::SupportGone;
    checks.ensure(asks || rule.support.is_empty(), &path, Expected::NotHere);
    checks.ensure(!asks || !rule.support.is_empty(), &path, Expected::Some);
}

fn health(checks: &mut Checks, rules: &HealthRules) {
    checks.within(rules.good, 1, 100, "health.good");
    checks.within(rules.watch, 1, i64::from(rules.good) - 1, "health.watch");
    let mut seen = Vec::new();
    for (index, rule) in rules.parts.iter().enumerate() {
        let path = format!("health.parts[{index}]");
        checks.ensure(!seen.contains(&rule.part), &format!("{path}.part"), Expected::UniqueKey);
        seen.push(rule.part);
        checks.text(&rule.name, &format!("{path}.name"));
        checks.within(rule.weight, 1, 100, &format!("{path}.weight"));
        checks.within(rule.full, 1, MOST_DAYS.into(), &format!("{path}.full"));
    }
    let total: u32 = rules.parts.iter().map(|rule| u32::from(rule.weight)).sum();
    checks.ensure(total == 100, "health.parts", Expected::Total(100));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::programme::{Mistake, ProgrammeFile, sample};

    #[test]
    fn mistakes_are_found_where_they_are() {
        type Change = fn(&mut Value);
        let cases: [(Change, &str, Expected); 17] = [
            (|v| v["phases"]["onboarding"]["leave_on"] = json!([]), "phases.onboarding.leave_on", Expected::Some),
            (
                |v| v["phases"]["onboarding"]["leave"] = json!({ "all": [{ "of": "deal_won" }] }),
                "phases.onboarding.leave",
                Expected::OneOfTwo,
            ),
            (|v| v["phases"]["retention"]["leave_on"] = json!(["deal_won"]), "phases.retention.leave_on", Expected::NoEnd),
            (
                |v| {
                    v["phases"]["activation"]["leave_on"] = json!([]);
                    v["phases"]["activation"]["leave"] = json!({ "any": [{ "of": "deal_won", "times": 6 }] });
                },
                "phases.activation.leave.any[0].times",
                Expected::AtMost(5),
            ),
            (
                |v| {
                    v["phases"]["activation"]["leave_on"] = json!([]);
                    v["phases"]["activation"]["leave"] = json!({ "all": [{ "of": "news_read", "times": 2 }] });
                },
                "phases.activation.leave.all[0].times",
                Expected::AtMost(1),
            ),
            (|v| v["stalls"][1]["days"] = json!(0), "stalls[1].days", Expected::AtLeast(1)),
            (|v| v["stalls"][1]["days"] = Value::Null, "stalls[1].days", Expected::AtLeast(1)),
            (|v| v["stalls"][1]["percent"] = json!(5), "stalls[1].percent", Expected::NotHere),
            (|v| v["stalls"][2]["percent"] = json!(101), "stalls[2].percent", Expected::AtMost(100)),
            (|v| v["stalls"][1]["support"] = json!(["deal_won"]), "stalls[1].support", Expected::NotHere),
            (|v| v["stalls"][3]["support"] = json!([]), "stalls[3].support", Expected::Some),
            (|v| v["stalls"][1]["remedy"]["en"] = json!(""), "stalls[1].remedy.en", Expected::Text),
            (
                |v| {
                    let again = v["stalls"][1].clone();
                    v["stalls"].as_array_mut().expect("list").push(again);
                },
                "stalls[19].key",
                Expected::UniqueKey,
            ),
            (|v| v["health"]["watch"] = json!(80), "health.watch", Expected::AtMost(79)),
            (|v| v["health"]["parts"][0]["weight"] = json!(24), "health.parts", Expected::Total(100)),
            (|v| v["health"]["parts"][0]["part"] = json!("deals"), "health.parts[3].part", Expected::UniqueKey),
            (|v| v["health"]["parts"][0]["full"] = json!(0), "health.parts[0].full", Expected::AtLeast(1)),
        ];
        for (change, path, expected) in cases {
            let mut value = sample::json();
            change(&mut value);
            let file: ProgrammeFile = serde_json::from_value(value).expect("the sample's shape");
            let mistakes = file.check().err().unwrap_or_default();
            let wanted = Mistake { path: path.into(), expected };
            assert!(mistakes.contains(&wanted), "{wanted:?} not among {mistakes:?}");
        }
    }

    #[test]
    fn every_reason_can_be_judged_somewhere() {
        let listed: BTreeSet<StallReason> = sample::programme().stalls.iter().map(|rule| rule.key).collect();
        assert!(StallReason::ALL.iter().all(|reason| listed.contains(reason) && !reason.phases().is_empty()));
    }
}
