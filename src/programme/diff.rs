//! What changes from one programme to another, as facts; wording is for whoever shows them.

mod change;
mod phases;

pub use change::{Change, PhaseNumber, Section, TierChange};
pub use phases::{HealthChange, StallChange};

use super::{Campaign, Product, Programme};
use crate::{
    lang::Bilingual,
    points::IncentiveRule,
    programme::{Holiday, Promises},
    questions::QuestionTopic,
    recognition::AwardRule,
    tiers::{Allowance, Tier, TierCriterion},
};

/// Everything that differs, in the order in which people care: tiers, points, campaigns, phases, promises, calendar, the rest.
/// The version and its day are not a difference.
pub fn diff(from: &Programme, to: &Programme) -> Vec<Change> {
    let mut changes = Vec::new();
    tiers(&mut changes, from, to);
    rules(&mut changes, &from.incentives, &to.incentives);
    if from.quality != to.quality {
        changes.push(Change::Quality { from: from.quality.clone(), to: to.quality.clone() });
    }
    campaigns(&mut changes, from, to);
    phases::phases(&mut changes, from, to);
    promises(&mut changes, &from.promises, &to.promises);
    topics(&mut changes, from, to);
    recognition(&mut changes, from, to);
    calendar(&mut changes, from, to);
    the_rest(&mut changes, from, to);
    let same = Programme { version: to.version, effective_from: to.effective_from, ..from.clone() } == *to;
    if changes.is_empty() && !same {
        changes.push(Change::Section(Section::Other));
    }
    changes
}

fn renamed(changes: &mut Vec<Change>, from: &Bilingual, to: &Bilingual) {
    if from != to {
        changes.push(Change::Renamed { from: from.clone(), to: to.clone() });
    }
}

fn tiers(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    for gone in from.tiers.iter().filter(|tier| to.tier(&tier.key).is_none()) {
        changes.push(Change::TierRemoved(gone.name.clone()));
    }
    for tier in &to.tiers {
        let Some(before) = from.tier(&tier.key) else {
            changes.push(Change::TierAdded(tier.clone()));
            continue;
        };
        renamed(changes, &before.name, &tier.name);
        let all = tier_changes(before, tier).into_iter();
        changes.extend(all.map(|change| Change::Tier { tier: tier.name.clone(), change }));
    }
    for ((key, from), (_, to)) in from.tier_review.numbers().into_iter().zip(to.tier_review.numbers()) {
        if from != to {
            changes.push(Change::Promise { key, from, to });
        }
    }
    let kept = |all: &[Tier], others: &Programme| -> Vec<String> {
        all.iter().filter(|tier| others.tier(&tier.key).is_some()).map(|tier| tier.key.clone()).collect()
    };
    if kept(&from.tiers, to) != kept(&to.tiers, from) {
        changes.push(Change::Section(Section::TierOrder));
    }
}

fn tier_changes(from: &Tier, to: &Tier) -> Vec<TierChange> {
    let mut changes = Vec::new();
    let mut left = from.criteria.clone();
    for criterion in &to.criteria {
        let found = left.iter().position(|old| old.measures_like(criterion));
        match found.or_else(|| left.iter().position(|old| kind(old) == kind(criterion))).map(|at| left.remove(at)) {
            Some(old) if old != *criterion => changes.push(TierChange::Criterion { from: old, to: criterion.clone() }),
            Some(_) => {}
            None => changes.push(TierChange::CriterionAdded(criterion.clone())),
        }
    }
    changes.extend(left.into_iter().map(TierChange::CriterionRemoved));
    let new = to.benefits.iter().filter(|benefit| !from.benefits.contains(benefit));
    changes.extend(new.cloned().map(TierChange::BenefitAdded));
    let gone = from.benefits.iter().filter(|benefit| !to.benefits.contains(benefit));
    changes.extend(gone.cloned().map(TierChange::BenefitRemoved));
    let same = |one: &Allowance, other: &Allowance| one.key == other.key;
    for to in &to.allowances {
        match from.allowances.iter().find(|other| same(to, other)) {
            None => changes.push(TierChange::AllowanceAdded(to.clone())),
            Some(from) if from != to => changes.push(TierChange::AllowanceChanged { from: from.clone(), to: to.clone() }),
            Some(_) => {}
        }
    }
    let gone = from.allowances.iter().filter(|one| !to.allowances.iter().any(|other| same(one, other)));
    changes.extend(gone.cloned().map(TierChange::AllowanceRemoved));
    if from.extra_margin_percent != to.extra_margin_percent {
        changes.push(TierChange::Margin { from: from.extra_margin_percent, to: to.extra_margin_percent });
    }
    if from.open_registrations != to.open_registrations {
        changes.push(TierChange::OpenRegistrations { from: from.open_registrations, to: to.open_registrations });
    }
    changes
}

/// What is measured, whatever the window.
fn kind(criterion: &TierCriterion) -> (&'static str, &str) {
    let what = match criterion {
        TierCriterion::Points { axis, .. } => axis.as_str(),
        TierCriterion::Custom { key, .. } => key,
        _ => "",
    };
    (criterion.name(), what)
}

fn rules(changes: &mut Vec<Change>, from: &[IncentiveRule], to: &[IncentiveRule]) {
    for gone in from.iter().filter(|rule| to.iter().all(|other| other.key != rule.key)) {
        changes.push(Change::RuleRemoved(gone.name.clone()));
    }
    for rule in to {
        match from.iter().find(|other| other.key == rule.key) {
            Some(before) => one_rule(changes, before, rule),
            None => changes.push(Change::RuleAdded(rule.clone())),
        }
    }
}

fn one_rule(changes: &mut Vec<Change>, from: &IncentiveRule, to: &IncentiveRule) {
    renamed(changes, &from.name, &to.name);
    let named = IncentiveRule { name: to.name.clone(), ..from.clone() };
    if named == *to {
        return;
    }
    if (IncentiveRule { points: to.points, ..named }) == *to {
        changes.push(Change::RulePoints { rule: to.name.clone(), from: from.points, to: to.points });
    } else {
        changes.push(Change::RuleChanged { from: from.clone(), to: to.clone() });
    }
}

fn campaigns(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    let same = |one: &Campaign, other: &Campaign| one.rule.key == other.rule.key;
    for gone in from.campaigns.iter().filter(|one| !to.campaigns.iter().any(|other| same(one, other))) {
        changes.push(Change::CampaignRemoved(gone.rule.name.clone()));
    }
    for campaign in &to.campaigns {
        let Some(before) = from.campaigns.iter().find(|other| same(campaign, other)) else {
            changes.push(Change::CampaignAdded(campaign.clone()));
            continue;
        };
        one_rule(changes, &before.rule, &campaign.rule);
        let (old, new) = ((before.starts, before.ends), (campaign.starts, campaign.ends));
        if old != new {
            changes.push(Change::CampaignDays { campaign: campaign.rule.name.clone(), from: old, to: new });
        }
        if before.news != campaign.news {
            changes.push(Change::Section(Section::CampaignNews));
        }
    }
}

fn promises(changes: &mut Vec<Change>, from: &Promises, to: &Promises) {
    for ((key, from), (_, to)) in from.numbers().into_iter().zip(to.numbers()) {
        if from != to {
            changes.push(Change::Promise { key, from, to });
        }
    }
    if from.reminder_days != to.reminder_days {
        changes.push(Change::Reminders { from: from.reminder_days.clone(), to: to.reminder_days.clone() });
    }
}

fn topics(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    for gone in from.question_topics.iter().filter(|topic| to.question_topic(&topic.key).is_none()) {
        changes.push(Change::TopicRemoved(gone.name.clone()));
    }
    for topic in &to.question_topics {
        let Some(before) = from.question_topic(&topic.key) else {
            changes.push(Change::TopicAdded(topic.clone()));
            continue;
        };
        renamed(changes, &before.name, &topic.name);
        if (QuestionTopic { name: topic.name.clone(), pages: topic.pages.clone(), ..before.clone() }) != *topic {
            changes.push(Change::TopicChanged { from: before.clone(), to: topic.clone() });
        }
    }
}

fn recognition(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    for (from, to) in from.recognition.numbers().into_iter().zip(to.recognition.numbers()) {
        if from.value != to.value {
            changes.push(Change::Promise { key: to.key, from: from.value, to: to.value });
        }
    }
    let award = |all: &[AwardRule], key: &str| all.iter().find(|award| award.key == key).cloned();
    for gone in from.awards.iter().filter(|award| !to.awards.iter().any(|other| other.key == award.key)) {
        changes.push(Change::AwardRemoved(gone.name.clone()));
    }
    for to in &to.awards {
        let Some(from) = award(&from.awards, &to.key) else {
            changes.push(Change::AwardAdded(to.clone()));
            continue;
        };
        renamed(changes, &from.name, &to.name);
        if (AwardRule { name: to.name.clone(), ..from.clone() }) != *to {
            changes.push(Change::AwardChanged { from, to: to.clone() });
        }
    }
}

fn calendar(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    let (old, new) = (&from.calendar, &to.calendar);
    if (old.opens, old.closes) != (new.opens, new.closes) {
        changes.push(Change::Hours { from: (old.opens, old.closes), to: (new.opens, new.closes) });
    }
    for gone in old.holidays.iter().filter(|holiday| new.holiday(holiday.day).is_none()) {
        changes.push(Change::HolidayRemoved { day: gone.day, name: gone.name.clone() });
    }
    for added in new.holidays.iter().filter(|holiday| old.holiday(holiday.day).is_none()) {
        changes.push(Change::HolidayAdded { day: added.day, name: added.name.clone() });
    }
    let called_otherwise = |holiday: &Holiday| new.holiday(holiday.day).is_some_and(|now| now.name != holiday.name);
    if old.year_end != new.year_end || old.holidays.iter().any(called_otherwise) {
        changes.push(Change::Section(Section::Calendar));
    }
}

fn the_rest(changes: &mut Vec<Change>, from: &Programme, to: &Programme) {
    if from.typical_deal_yen != to.typical_deal_yen {
        changes.push(Change::TypicalDeal { from: from.typical_deal_yen, to: to.typical_deal_yen });
    }
    let gone = from.approvals.iter().filter(|rule| !to.approvals.contains(rule));
    changes.extend(gone.cloned().map(Change::ApprovalRemoved));
    let new = to.approvals.iter().filter(|rule| !from.approvals.contains(rule));
    changes.extend(new.cloned().map(Change::ApprovalAdded));
    let moved = to.products.iter().filter(|product| {
        let before = from.product(&product.key);
        before.is_some_and(|before| before.family != product.family)
    });
    for product in moved {
        let others = to.products.iter().filter(|other| other.key != product.key && other.shares_family(product));
        let others = others.map(|other| other.name.clone()).collect();
        changes.push(Change::ProductFamily { product: product.name.clone(), others });
    }
    let but_family =
        |all: &[Product]| -> Vec<Product> { all.iter().map(|one| Product { family: None, ..one.clone() }).collect() };
    for (differs, section) in [
        (from.vendor != to.vendor, Section::Vendor),
        (but_family(&from.products) != but_family(&to.products), Section::Products),
        (from.industries != to.industries, Section::Industries),
        (from.partner_types != to.partner_types, Section::PartnerTypes),
        (from.axes != to.axes, Section::Axes),
        (from.measures != to.measures, Section::Measures),
    ] {
        if differs {
            changes.push(Change::Section(section));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::programme::{ProgrammeFile, sample};

    fn changed(change: impl FnOnce(&mut Value)) -> Vec<Change> {
        let mut value = sample::json();
        change(&mut value);
        let file: ProgrammeFile = serde_json::from_value(value).expect("the sample's shape");
        diff(&sample::programme(), &file.check().expect("sound"))
    }

    #[test]
    fn nothing_changes_with_the_version_alone() {
        assert_eq!(changed(|v| v["version"] = json!(2)), []);
    }

    #[test]
    fn every_kind_of_change_is_told_once() {
        type Edit = fn(&mut Value);
        let edits: [Edit; 33] = [
            |v| {
                let name = json!({ "ja": "案件", "en": "Deals" });
                v["question_topics"] =
                    json!([{ "key": "deals", "name": name, "person": "a@kumo.example", "within": { "days": 1 } }]);
            },
            |v| v["approvals"] = json!([{ "from_yen": 5_000_000, "steps": 2 }]),
            |v| v["products"][0]["family"] = json!("desk"),
            |v| {
                let both = json!({ "ja": "賞", "en": "award" });
                let line = json!({ "text": both, "measure": "months_active", "weight": 1 });
                v["awards"] = json!([{ "key": "steady", "name": both, "rubric": [line] }]);
            },
            |v| v["recognition"] = json!({ "mvp": { "sales": 50 } }),
            |v| {
                v["tiers"][2]["allowances"] =
                    json!([{ "key": "leads", "name": { "ja": "優先リード", "en": "Leads" }, "count": 2 }]);
            },
            |v| v["tier_review"]["grace_days"] = json!(60),
            |v| v["tiers"][2]["criteria"][0]["points"]["min"] = json!(1_500),
            |v| v["tiers"][3]["criteria"][1]["certified_people"]["min"] = json!(5),
            |v| v["tiers"][3]["extra_margin_percent"] = json!(7),
            |v| v["tiers"][3]["benefits"] = json!([{ "ja": "専任担当", "en": "A named manager" }]),
            |v| v["tiers"][3]["open_registrations"] = json!(101),
            |v| v["incentives"][0]["points"] = json!(10),
            |v| v["incentives"][0]["cap_per_month"] = json!(10),
            |v| v["incentives"][4]["hold_days"] = json!(7),
            |v| v["quality"]["min_decided"] = json!(5),
            |v| v["campaigns"][0]["ends"] = json!("2026-12-31"),
            |v| v["campaigns"] = json!([]),
            |v| v["phases"]["activation"]["target_days"] = json!(60),
            |v| {
                v["phases"]["activation"]["leave_on"] = json!([]);
                v["phases"]["activation"]["leave"] = json!({ "all": [{ "of": "deal_won", "times": 2 }] });
            },
            |v| v["stalls"][1]["days"] = json!(10),
            |v| v["stalls"][1]["remedy"]["en"] = json!("Call"),
            |v| v["stalls"][3]["support"] = json!(["joint_visit_held"]),
            |v| v["stalls"].as_array_mut().expect("list").swap(1, 2),
            |v| drop(v["stalls"].as_array_mut().expect("list").remove(4)),
            |v| v["health"]["good"] = json!(75),
            |v| v["health"]["parts"][2]["full"] = json!(4),
            |v| v["promises"]["joint_visit_deals"] = json!(3),
            |v| v["promises"]["reminder_days"] = json!([14, 7]),
            |v| v["calendar"]["year_end"] = json!(null),
            |v| v["calendar"]["holidays"][0]["name"] = json!({ "ja": "勤労感謝の日", "en": "Labour Thanksgiving Day" }),
            |v| drop(v["calendar"]["holidays"].as_array_mut().expect("list").remove(0)),
            |v| v["products"][0]["user_month_yen"] = json!(3_900),
        ];
        for (number, edit) in edits.into_iter().enumerate() {
            let changes = changed(edit);
            assert_eq!(changes.len(), 1, "edit {number}: {changes:?}");
        }
        let one = changed(|v| v["tiers"][2]["criteria"][0]["points"]["min"] = json!(1_500));
        let Some(Change::Tier { change: TierChange::Criterion { from, to }, .. }) = one.first() else { panic!("{one:?}") };
        assert_eq!((from.need(), to.need()), (1_200, 1_500));
    }
}
