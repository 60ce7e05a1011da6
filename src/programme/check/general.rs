//! What holds for the whole programme: the vendor, its calendar, promises and offers.

use super::{
    Expected,
    checks::{Checks, is_key},
};
use crate::{points::Axis, programme::Programme};

/// Ten years: longer periods are a typing mistake.
pub(super) const MOST_DAYS: u16 = 3_660;
/// A trillion yen: sums of such amounts still fit.
pub(super) const MOST_YEN: i64 = 1_000_000_000_000;

pub(super) fn general(checks: &mut Checks, programme: &Programme) {
    checks.at_least(programme.version, 1, "version");
    checks.text(&programme.vendor.name, "vendor.name");
    checks.text(&programme.vendor.product, "vendor.product");
    checks.ensure(programme.vendor.desk_email.contains('@'), "vendor.desk_email", Expected::Email);
    let escalation = programme.vendor.escalation_email.as_ref();
    checks.ensure(escalation.is_none_or(|email| email.contains('@')), "vendor.escalation_email", Expected::Email);
    checks.within(programme.typical_deal_yen, 1, MOST_YEN, "typical_deal_yen");
    let calendar = &programme.calendar;
    checks.ensure(calendar.opens < calendar.closes, "calendar.closes", Expected::LaterThanStart);
    for (index, holiday) in calendar.holidays.iter().enumerate() {
        checks.text(&holiday.name, &format!("calendar.holidays[{index}].name"));
    }
    for axis in Axis::ALL {
        let named = programme.axes.iter().filter(|named| named.axis == *axis).count();
        checks.ensure(named == 1, "axes", Expected::EveryAxis);
    }
    for (index, axis) in programme.axes.iter().enumerate() {
        checks.text(&axis.name, &format!("axes[{index}].name"));
    }
    if !programme.measures.is_empty() {
        checks.keys("measures", "key", programme.measures.iter().map(|measure| measure.key.as_str()));
    }
    for (index, measure) in programme.measures.iter().enumerate() {
        checks.text(&measure.name, &format!("measures[{index}].name"));
    }
}

pub(super) fn promises(checks: &mut Checks, programme: &Programme) {
    let promises = &programme.promises;
    for (field, days) in [
        ("first_response_business_days", promises.first_response_business_days),
        ("decision_business_days", promises.decision_business_days),
        ("answer_business_days", promises.answer_business_days),
        ("protection_days", promises.protection_days),
        ("lookback_days", promises.lookback_days),
        ("stale_days", promises.stale_days),
        ("contact_days", promises.contact_days),
        ("invitation_days", promises.invitation_days),
    ] {
        let path = format!("promises.{field}");
        checks.at_least(days, 1, &path);
        checks.ensure(days <= MOST_DAYS, &path, Expected::AtMost(MOST_DAYS.into()));
    }
    let in_order = promises.first_response_business_days <= promises.decision_business_days;
    checks.ensure(in_order, "promises.decision_business_days", Expected::LaterThanStart);
    let descending = promises.reminder_days.windows(2).all(|pair| pair[0] > pair[1]);
    checks.ensure(descending, "promises.reminder_days", Expected::Descending);
}

pub(super) fn offers(checks: &mut Checks, programme: &Programme) {
    checks.keys("products", "key", programme.products.iter().map(|product| product.key.as_str()));
    for (index, product) in programme.products.iter().enumerate() {
        checks.text(&product.name, &format!("products[{index}].name"));
        if let Some(family) = &product.family {
            checks.ensure(is_key(family), &format!("products[{index}].family"), Expected::Key);
        }
        checks.within(product.user_month_yen, 0, MOST_YEN, &format!("products[{index}].user_month_yen"));
        let percent = &format!("products[{index}].points_percent");
        checks.ensure(product.points_percent <= 1_000, percent, Expected::AtMost(1_000));
    }
    checks.keys("industries", "key", programme.industries.iter().map(|industry| industry.key.as_str()));
    for (index, industry) in programme.industries.iter().enumerate() {
        checks.text(&industry.name, &format!("industries[{index}].name"));
    }
    checks.keys("partner_types", "kind", programme.partner_types.iter().map(|terms| terms.kind.as_str()));
    for (index, terms) in programme.partner_types.iter().enumerate() {
        checks.text(&terms.name, &format!("partner_types[{index}].name"));
        let percent = &format!("partner_types[{index}].margin_percent");
        checks.ensure(terms.margin_percent <= 100, percent, Expected::AtMost(100));
    }
}
