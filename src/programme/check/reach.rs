//! What can be written and never come true: criteria nobody meets, campaigns that pay twice.

use super::{Expected, checks::Checks, general::MOST_YEN};
use crate::{
    activity::About,
    points::{Axis, Earner, IncentiveRule, OncePer},
    programme::{Campaign, Programme},
    tiers::{MOST_NOTED, TierCriterion},
    time::Day,
};

/// People of one company who may be asked to finish the curriculum.
const MOST_PEOPLE: i64 = 10_000;
/// Deals of one company in a window.
const MOST_DEALS: i64 = 100_000;
const MOST_POINTS: i64 = 1_000_000_000;

pub(super) fn reach(checks: &mut Checks, programme: &Programme) {
    for (index, tier) in programme.tiers.iter().enumerate() {
        for (number, criterion) in tier.criteria.iter().enumerate() {
            let path = format!("tiers[{index}].criteria[{number}].{}", criterion.name());
            criterion_in_reach(checks, programme, criterion, &path);
        }
    }
    overlaps(checks, &programme.campaigns);
}

fn criterion_in_reach(checks: &mut Checks, programme: &Programme, criterion: &TierCriterion, path: &str) {
    let most = match criterion {
        TierCriterion::Points { axis, months, .. } => {
            let paying: Vec<&IncentiveRule> = paying(programme, *axis, *months).collect();
            if paying.is_empty() {
                return checks.ensure(false, &format!("{path}.axis"), Expected::PaidAxis);
            }
            paying.iter().try_fold(0, |sum: i64, rule| Some(sum.saturating_add(most_of(rule, *months)?))).unwrap_or(MOST_POINTS)
        }
        TierCriterion::CertifiedPeople { .. } => MOST_PEOPLE,
        TierCriterion::WonDeals { .. } | TierCriterion::RegisteredDeals { .. } => MOST_DEALS,
        TierCriterion::Revenue { .. } => MOST_YEN,
        TierCriterion::Custom { key, .. } => {
            if programme.measure(key).is_none() {
                return checks.ensure(false, &format!("{path}.key"), Expected::KnownMeasure);
            }
            MOST_NOTED
        }
    };
    checks.ensure(criterion.need() <= most, &format!("{path}.min"), Expected::AtMost(most));
}

/// What pays on an axis, as far as a window of so many months may still see it.
fn paying(programme: &Programme, axis: Axis, months: u32) -> impl Iterator<Item = &IncentiveRule> {
    let back = i32::try_from(months).unwrap_or(i32::MAX);
    let seen_from = programme.effective_from.map(|day| day.plus_months(back.saturating_neg()));
    let seen = move |campaign: &&Campaign| seen_from.is_none_or(|from| last_day(campaign) >= from);
    let campaigns = programme.campaigns.iter().filter(seen).map(|campaign| &campaign.rule);
    programme.incentives.iter().chain(campaigns).filter(move |rule| rule.axis == axis)
}

/// The most that a rule can bring a company in so many months; none where nothing limits it.
fn most_of(rule: &IncentiveRule, months: u32) -> Option<i64> {
    // A window of whole months touches one calendar month more.
    let touched = i64::from(months) + 1;
    if rule.per_yen.is_some() || rule.by_product {
        return None;
    }
    let earners = if rule.to == Earner::Company { 1 } else { MOST_PEOPLE };
    let by_cap = rule.cap_per_month.map(|cap| i64::from(cap).saturating_mul(touched).saturating_mul(earners));
    let by_once = match rule.once_per {
        OncePer::Company => Some(1),
        OncePer::Person => Some(MOST_PEOPLE),
        // Nobody gets a deal twice, and there are only so many of them.
        OncePer::Subject if rule.on.about() == About::Deal => Some(MOST_DEALS),
        OncePer::Event | OncePer::Subject | OncePer::PersonAndSubject => None,
    };
    let times = by_once.into_iter().chain(by_cap).min()?;
    Some(rule.points.saturating_mul(times))
}

fn overlaps(checks: &mut Checks, campaigns: &[Campaign]) {
    for (index, later) in campaigns.iter().enumerate() {
        let twice = campaigns.iter().take(index).position(|other| {
            let what = |campaign: &Campaign| (campaign.rule.on, campaign.rule.axis, campaign.rule.to);
            what(other) == what(later) && other.starts <= last_day(later) && later.starts <= last_day(other)
        });
        if let Some(other) = twice {
            checks.ensure(false, &format!("campaigns[{index}].starts"), Expected::NoOverlap { other });
        }
    }
}

fn last_day(campaign: &Campaign) -> Day {
    campaign.ends.unwrap_or(Day(i32::MAX))
}
