//! Boards, thanks and the partner of the month.

use super::{Expected, checks::Checks};
use crate::recognition::{AwardRule, RecognitionRules};

pub(super) fn recognition(checks: &mut Checks, rules: &RecognitionRules) {
    for number in rules.numbers() {
        checks.within(number.value, number.least.into(), number.most.into(), number.path);
    }
    // Of more periods than the average is taken of nobody ever has enough.
    let most = rules.growth.periods;
    checks.ensure(rules.growth.least_periods <= most, "recognition.growth.least_periods", Expected::AtMost(most.into()));
    // Boards that weigh nothing propose nobody.
    checks.ensure(rules.mvp.all_weights() > 0, "recognition.mvp.sales", Expected::AtLeast(1));
    for (yen, path) in
        [(rules.gifts.mvp_yen, "recognition.gifts.mvp_yen"), (rules.gifts.award_yen, "recognition.gifts.award_yen")]
    {
        checks.ensure(yen <= rules.gifts.most_yen, path, Expected::AtMost(rules.gifts.most_yen.into()));
    }
}

pub(super) fn awards(checks: &mut Checks, awards: &[AwardRule]) {
    if !awards.is_empty() {
        checks.keys("awards", "key", awards.iter().map(|award| award.key.as_str()));
    }
    for (index, award) in awards.iter().enumerate() {
        checks.text(&award.name, &format!("awards[{index}].name"));
        checks.ensure(!award.rubric.is_empty(), &format!("awards[{index}].rubric"), Expected::Some);
        for (number, line) in award.rubric.iter().enumerate() {
            let path = format!("awards[{index}].rubric[{number}]");
            checks.text(&line.text, &format!("{path}.text"));
            checks.within(line.weight, 1, 1_000, &format!("{path}.weight"));
        }
    }
}
