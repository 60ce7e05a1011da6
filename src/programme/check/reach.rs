//! What can be written and never come true: criteria nobody meets, campaigns that pay twice.

use super::{Checks, Expected, MOST_YEN};
use crate::{
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
            let paying: Vec<&IncentiveRule> = paying(programme, *axis).collect();
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

fn paying(programme: &Programme, axis: Axis) -> impl Iterator<Item = &IncentiveRule> {
    let campaigns = programme.campaigns.iter().map(|campaign| &campaign.rule);
    programme.incentives.iter().chain(campaigns).filter(move |rule| rule.axis == axis)
}

/// The most that a rule can bring a company in so many months; none where nothing limits it.
fn most_of(rule: &IncentiveRule, months: u32) -> Option<i64> {
    // A window of whole months touches one calendar month more.
    let touched = i64::from(months) + 1;
    if rule.per_yen.is_some() || rule.by_product {
        return None;
    }
    match (rule.once_per, rule.cap_per_month, rule.to) {
        (OncePer::Company, ..) => Some(rule.points),
        (_, Some(cap), Earner::Company) => Some(rule.points.saturating_mul(touched).saturating_mul(cap.into())),
        _ => None,
    }
}

fn overlaps(checks: &mut Checks, campaigns: &[Campaign]) {
    for (index, later) in campaigns.iter().enumerate() {
        let twice = campaigns.iter().take(index).any(|other| {
            let same = other.rule.on == later.rule.on && other.rule.axis == later.rule.axis;
            same && other.starts <= last_day(later) && later.starts <= last_day(other)
        });
        checks.ensure(!twice, &format!("campaigns[{index}].starts"), Expected::NoOverlap);
    }
}

fn last_day(campaign: &Campaign) -> Day {
    campaign.ends.unwrap_or(Day(i32::MAX))
}
