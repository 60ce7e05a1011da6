use super::{Expected, checks::Checks};
use crate::tiers::{Tier, TierReview};

pub(super) fn tiers(checks: &mut Checks, tiers: &[Tier]) {
    checks.keys("tiers", "key", tiers.iter().map(|tier| tier.key.as_str()));
    let mut below: Option<&Tier> = None;
    for (index, tier) in tiers.iter().enumerate() {
        checks.text(&tier.name, &format!("tiers[{index}].name"));
        for (benefit, text) in tier.benefits.iter().enumerate() {
            checks.text(text, &format!("tiers[{index}].benefits[{benefit}]"));
        }
        if !tier.allowances.is_empty() {
            checks.keys(&format!("tiers[{index}].allowances"), "key", tier.allowances.iter().map(|one| one.key.as_str()));
        }
        for (number, allowance) in tier.allowances.iter().enumerate() {
            let path = format!("tiers[{index}].allowances[{number}]");
            checks.text(&allowance.name, &format!("{path}.name"));
            checks.within(allowance.count, 1, 1_000, &format!("{path}.count"));
            checks.within(allowance.every_months, 1, 12, &format!("{path}.every_months"));
        }
        let list = format!("tiers[{index}].criteria");
        checks.ensure(
            tier.criteria.is_empty() == (index == 0),
            &list,
            if index == 0 { Expected::NoCriteria } else { Expected::Some },
        );
        for (number, criterion) in tier.criteria.iter().enumerate() {
            let path = format!("{list}[{number}].{}", criterion.name());
            checks.at_least(criterion.need(), 1, &format!("{path}.min"));
            if let Some(months) = criterion.months() {
                checks.within(months, 1, 60, &format!("{path}.months"));
            }
        }
        // A higher tier that asks for less could be held without the one below.
        for (number, lower) in below.iter().flat_map(|tier| tier.criteria.iter().enumerate()) {
            let asked = tier.criteria.iter().any(|criterion| criterion.measures_like(lower) && criterion.need() >= lower.need());
            checks.ensure(asked, &format!("tiers[{}].criteria[{number}]", index - 1), Expected::NoLessThanBelow);
        }
        below = Some(tier);
    }
}

pub(super) fn tier_review(checks: &mut Checks, review: TierReview) {
    for (field, number) in review.numbers() {
        let (least, most) = match field {
            "grace_days" => (0, 366),
            "first_month" => (1, 12),
            _ => (1, 24),
        };
        checks.within(number, least, most, &format!("tier_review.{field}"));
    }
}
