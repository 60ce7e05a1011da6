//! Boards, thanks and the partner of the month.

use super::{Checks, Expected};
use crate::recognition::RecognitionRules;

pub(super) fn recognition(checks: &mut Checks, rules: &RecognitionRules) {
    for number in rules.numbers() {
        checks.within(number.value, number.least.into(), number.most.into(), number.path);
    }
    // Of more periods than the average is taken of nobody ever has enough.
    let most = rules.growth.periods;
    checks.ensure(rules.growth.least_periods <= most, "recognition.growth.least_periods", Expected::AtMost(most.into()));
    // Boards that weigh nothing propose nobody.
    checks.ensure(rules.mvp.all_weights() > 0, "recognition.mvp.sales", Expected::AtLeast(1));
}
