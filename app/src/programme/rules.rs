//! Every criterion, rule and campaign as one sentence.

use jiso::{
    lang::Lang,
    points::{Balance, IncentiveRule, QualityRule, QualityStep},
    programme::{Campaign, Number, NumberOf, Programme},
    progress::AxisBalance,
    tiers::TierCriterion,
    time::Day,
};

use crate::{format::day, points::rule_text, progress::criterion, text::programme as t};

/// 「12か月の販売ポイントが1,200以上」
pub fn criterion_text(l: Lang, programme: &Programme, asked: &TierCriterion) -> String {
    let named =
        programme.axes.iter().map(|axis| AxisBalance { axis: axis.axis, name: axis.name.clone(), balance: Balance::default() });
    criterion(l, asked, &named.collect::<Vec<_>>())
}

pub fn criteria_text(l: Lang, programme: &Programme, all: &[TierCriterion]) -> String {
    all.iter().map(|one| criterion_text(l, programme, one)).collect::<Vec<_>>().join(t::and(l))
}

/// What a number of the programme is about.
pub fn number_text(l: Lang, programme: &Programme, number: &Number<'_>) -> String {
    match number.of {
        NumberOf::Rule(rule) => t::number_rule(l, rule.name.get(l)),
        NumberOf::Criterion(tier, asked) => t::number_criterion(l, tier.name.get(l), criterion_text(l, programme, asked)),
    }
}

pub fn rule_sentence(l: Lang, rule: &IncentiveRule) -> String {
    t::rule_sentence(l, rule.name.get(l), rule_text(l, rule))
}

/// What the share of approved registrations makes of the points.
pub fn quality_text(l: Lang, quality: &QualityRule) -> String {
    if quality.steps.is_empty() {
        return t::quality_none(l).to_owned();
    }
    let step = |step: &QualityStep| match step.approved_percent {
        0 => t::quality_rest(l, step.points_percent),
        share => t::quality_step(l, share, step.points_percent),
    };
    let steps = quality.steps.iter().map(step).collect::<Vec<_>>().join(t::list(l));
    t::quality_sentence(l, quality.min_decided, steps)
}

pub fn campaign_text(l: Lang, campaign: &Campaign) -> String {
    let days = campaign_days(l, (campaign.starts, campaign.ends));
    t::campaign_sentence(l, campaign.rule.name.get(l), days, rule_text(l, &campaign.rule))
}

pub(super) fn campaign_days(l: Lang, (starts, ends): (Day, Option<Day>)) -> String {
    match ends {
        Some(end) => t::campaign_between(l, day(l, starts), day(l, end)),
        None => t::campaign_open(l, day(l, starts)),
    }
}
