//! How registrations are approved: every rule can come about, and no registration is meant by two.

use super::{Expected, checks::Checks, general::MOST_YEN};
use crate::programme::Programme;

/// More than these never sign one registration.
const MOST_PEOPLE: u8 = 3;

pub(super) fn approvals(checks: &mut Checks, programme: &Programme) {
    for (index, rule) in programme.approvals.iter().enumerate() {
        let at = |field: &str| format!("approvals[{index}].{field}");
        for (number, key) in rule.products.iter().enumerate() {
            checks.ensure(programme.product(key).is_some(), &at(&format!("products[{number}]")), Expected::KnownProduct);
        }
        for (number, key) in rule.tiers.iter().enumerate() {
            checks.ensure(programme.tier(key).is_some(), &at(&format!("tiers[{number}]")), Expected::KnownTier);
        }
        checks.within(rule.from_yen, 0, MOST_YEN, &at("from_yen"));
        if let Some(below) = rule.below_yen {
            checks.within(below, rule.from_yen.saturating_add(1), MOST_YEN, &at("below_yen"));
        }
        checks.within(rule.steps, 1, MOST_PEOPLE.into(), &at("steps"));
        checks.ensure(!rule.auto || rule.steps == 1, &at("auto"), Expected::NoFurtherPerson);
        let other = programme.approvals.iter().take(index).position(|other| other.overlaps(rule));
        if let Some(other) = other {
            checks.ensure(false, &format!("approvals[{index}]"), Expected::OthersThan { other });
        }
    }
}
