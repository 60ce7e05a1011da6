//! What changes between two programmes, each change a sentence.

use std::cmp::Ordering;

use jiso::{
    lang::{Bilingual, Lang},
    money::Money,
    programme::{Change, PhaseNumber, Programme, TierChange},
    recognition::{AwardRule, RubricLine},
    tiers::{Allowance, CriterionProgress, Tier, TierCriterion},
};

use super::{
    part_texts::{approval_sentence, topic_text},
    phases::{health_change, leaving_text, stall_change},
    rules::{campaign_days, criteria_text, criterion_text, quality_text},
};
use crate::{
    format::{day, money, number},
    points::rule_text,
    progress::{measure, missing_all},
    text::programme as t,
};

/// A sentence of three parts.
type Say = fn(Lang, String, String, String) -> String;

/// The sentence for a change from one programme to another.
pub fn change_text(l: Lang, from: &Programme, to: &Programme, change: &Change) -> String {
    match change {
        Change::TierAdded(tier) => tier_added(l, to, tier),
        Change::TierRemoved(name) => t::tier_removed(l, name.get(l)),
        Change::Tier { tier, change } => tier_text(l, from, to, tier, change),
        Change::RuleAdded(rule) => t::rule_added(l, rule.name.get(l), rule_text(l, rule)),
        Change::RuleRemoved(name) => t::rule_removed(l, name.get(l)),
        Change::RulePoints { rule, from, to } if to > from => t::rule_up(l, rule.get(l), number(*from), number(*to)),
        Change::RulePoints { rule, from, to } => t::rule_down(l, rule.get(l), number(*from), number(*to)),
        Change::RuleChanged { from, to } => t::rule_changed(l, to.name.get(l), rule_text(l, from), rule_text(l, to)),
        Change::CampaignAdded(campaign) => {
            let days = campaign_days(l, (campaign.starts, campaign.ends));
            t::campaign_added(l, campaign.rule.name.get(l), days, rule_text(l, &campaign.rule))
        }
        Change::CampaignRemoved(name) => t::campaign_removed(l, name.get(l)),
        Change::CampaignDays { campaign, from, to } => {
            t::campaign_days(l, campaign.get(l), campaign_days(l, *from), campaign_days(l, *to))
        }
        Change::PhaseNumber { phase, number: PhaseNumber::Target, from, to } => t::phase_target(l, phase.get(l), from, to),
        Change::PhaseNumber { phase, number: PhaseNumber::Quiet, from, to } => t::phase_quiet(l, phase.get(l), from, to),
        Change::PhaseLeft { phase, from, to } => {
            t::phase_left(l, phase.get(l), leaving_text(l, from.as_ref()), leaving_text(l, to.as_ref()))
        }
        Change::Stall { stall, change } => stall_change(l, stall.get(l), change),
        Change::Health(change) => health_change(l, change),
        Change::Promise { key, from, to } => t::promise(l, t::promised(l, key), from, t::unit(l, key), to),
        Change::Reminders { from, to } => t::reminders(l, reminders(l, from), reminders(l, to)),
        Change::Hours { from, to } => t::hours(l, hours(l, *from), hours(l, *to)),
        Change::HolidayAdded { day: date, name } => t::holiday_added(l, day(l, *date), name.get(l)),
        Change::HolidayRemoved { day: date, name } => t::holiday_removed(l, day(l, *date), name.get(l)),
        Change::Renamed { from, to } => t::renamed(l, from.get(l), to.get(l)),
        Change::AwardAdded(award) => t::award_added(l, award.name.get(l), rubric(l, award)),
        Change::AwardRemoved(name) => t::award_removed(l, name.get(l)),
        Change::AwardChanged { from, to } => award_changed(l, from, to),
        Change::ProductFamily { product, others } if others.is_empty() => t::family_left(l, product.get(l)),
        Change::ProductFamily { product, others } => t::family_joined(l, product.get(l), names(l, others)),
        Change::ApprovalAdded(rule) => t::approval_added(l, approval_sentence(l, to, rule)),
        Change::ApprovalRemoved(rule) => t::approval_removed(l, approval_sentence(l, from, rule)),
        Change::TopicAdded(topic) => t::topic_added(l, topic.name.get(l), topic_text(l, topic)),
        Change::TopicRemoved(name) => t::topic_removed(l, name.get(l)),
        Change::TopicChanged { from, to } => t::topic_changed(l, to.name.get(l), topic_text(l, from), topic_text(l, to)),
        Change::TypicalDeal { from, to } => t::typical_deal(l, money(&Money::yen(*from)), money(&Money::yen(*to))),
        Change::Quality { from, to } => t::quality(l, quality_text(l, from), quality_text(l, to)),
        Change::Section(section) => t::section(l, section.as_str()).to_owned(),
    }
}

fn names(l: Lang, names: &[Bilingual]) -> String {
    names.iter().map(|name| name.get(l)).collect::<Vec<_>>().join(t::list(l))
}

/// A company that would fall from one tier to another, and what it would lack for the first.
pub fn faller_text(l: Lang, company: &str, (from, to): (&Bilingual, &Bilingual), lacks: &[CriterionProgress]) -> String {
    if lacks.is_empty() {
        return t::faller_gone(l, company, from.get(l), to.get(l));
    }
    t::faller(l, company, from.get(l), to.get(l), missing_all(l, lacks))
}

fn tier_added(l: Lang, programme: &Programme, tier: &Tier) -> String {
    let name = tier.name.get(l);
    if tier.criteria.is_empty() {
        return t::tier_added(l, name);
    }
    t::tier_added_criteria(l, name, criteria_text(l, programme, &tier.criteria))
}

fn tier_text(l: Lang, from: &Programme, to: &Programme, tier: &Bilingual, change: &TierChange) -> String {
    let tier = tier.get(l);
    match change {
        TierChange::Criterion { from: old, to: new } => {
            let before = criterion_text(l, from, old);
            let (say, after): (Say, String) = match how(old, new) {
                Some(Ordering::Greater) => (t::criterion_up, threshold(l, new)),
                Some(_) => (t::criterion_down, threshold(l, new)),
                None => (t::criterion_changed, criterion_text(l, to, new)),
            };
            say(l, tier.to_owned(), before, after)
        }
        TierChange::CriterionAdded(new) => t::criterion_added(l, tier, criterion_text(l, to, new)),
        TierChange::CriterionRemoved(old) => t::criterion_removed(l, tier, criterion_text(l, from, old)),
        TierChange::BenefitAdded(benefit) => t::benefit_added(l, tier, benefit.get(l)),
        TierChange::BenefitRemoved(benefit) => t::benefit_removed(l, tier, benefit.get(l)),
        TierChange::AllowanceAdded(new) => t::allowance_added(l, tier, new.name.get(l), often(l, new)),
        TierChange::AllowanceRemoved(old) => t::allowance_removed(l, tier, old.name.get(l)),
        TierChange::AllowanceChanged { from, to } => t::allowance_changed(l, tier, to.name.get(l), often(l, from), often(l, to)),
        TierChange::Margin { from, to } => t::margin(l, tier, from, to),
        TierChange::OpenRegistrations { from, to } => t::open_registrations(l, tier, from, to),
    }
}

pub(super) fn often(l: Lang, allowance: &Allowance) -> String {
    t::often(l, i64::from(allowance.every_months), allowance.count)
}

/// Up or down, where only the number changes.
fn how(from: &TierCriterion, to: &TierCriterion) -> Option<Ordering> {
    to.measures_like(from).then(|| to.need().cmp(&from.need()))
}

fn threshold(l: Lang, criterion: &TierCriterion) -> String {
    match criterion {
        TierCriterion::Points { min, .. } => t::least_points(l, number(*min)),
        TierCriterion::CertifiedPeople { min } => t::least_people(l, number(*min)),
        TierCriterion::WonDeals { min, .. } | TierCriterion::RegisteredDeals { min, .. } => t::least_deals(l, number(*min)),
        TierCriterion::Revenue { min, .. } => t::least_points(l, money(&Money::yen(*min))),
        TierCriterion::Custom { min, .. } => t::least_points(l, measure(l, criterion, *min)),
    }
}

fn award_changed(l: Lang, from: &AwardRule, to: &AwardRule) -> String {
    let name = to.name.get(l);
    let whom = match (from.rookies_only, to.rookies_only) {
        (false, true) => Some(t::award_rookies(l, name)),
        (true, false) => Some(t::award_everyone(l, name)),
        _ => None,
    };
    let what = (from.rubric != to.rubric).then(|| t::award_changed(l, name, rubric(l, from), rubric(l, to)));
    whom.into_iter().chain(what).collect::<Vec<_>>().join(if l == Lang::Ja { "" } else { " " })
}

pub(super) fn rubric(l: Lang, award: &AwardRule) -> String {
    let line = |line: &RubricLine| t::rubric_line(l, line.text.get(l), line.weight);
    award.rubric.iter().map(line).collect::<Vec<_>>().join(t::list(l))
}

pub(super) fn reminders(l: Lang, days: &[u16]) -> String {
    if days.is_empty() {
        return t::nothing(l).to_owned();
    }
    days.iter().map(|days| t::days_before(l, i64::from(*days))).collect::<Vec<_>>().join(t::list(l))
}

pub(super) fn hours(l: Lang, (opens, closes): (u16, u16)) -> String {
    let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    t::span(l, clock(opens), clock(closes))
}
