//! The numbers of a programme that are changed most: what rules pay and what tiers ask for. They can be changed without reading the
//! text they stand in.

use serde::{Deserialize, Serialize};

use super::Programme;
use crate::{
    failure::{Answer, Problem, Reading},
    points::IncentiveRule,
    tiers::{Tier, TierCriterion},
};

/// A number and where it stands in the file, like `tiers[2].criteria[0].points.min`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number<'a> {
    pub path: String,
    pub value: i64,
    pub of: NumberOf<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberOf<'a> {
    Rule(&'a IncentiveRule),
    Criterion(&'a Tier, &'a TierCriterion),
}

/// In the order of the file.
pub fn numbers(programme: &Programme) -> Vec<Number<'_>> {
    let rules = programme.incentives.iter().enumerate().map(|(index, rule)| (format!("incentives[{index}].points"), rule));
    let timed = programme.campaigns.iter().enumerate();
    let timed = timed.map(|(index, campaign)| (format!("campaigns[{index}].rule.points"), &campaign.rule));
    let rules = rules.chain(timed).map(|(path, rule)| Number { path, value: rule.points, of: NumberOf::Rule(rule) });
    let tiers = programme.tiers.iter().enumerate().flat_map(|(index, tier)| {
        tier.criteria.iter().enumerate().map(move |(number, criterion)| Number {
            path: format!("tiers[{index}].criteria[{number}].{}.min", criterion.name()),
            value: criterion.need(),
            of: NumberOf::Criterion(tier, criterion),
        })
    });
    rules.chain(tiers).collect()
}

/// A number as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberField {
    pub path: String,
    pub label: String,
    pub value: i64,
}

/// A number as somebody typed it; what was not changed stays as the text has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NumberForm {
    pub path: String,
    /// As it was shown.
    pub was: String,
    pub value: String,
}

/// More is no number of a programme.
const MOST: i64 = 1_000_000_000_000;

/// What was changed: paths with their new numbers.
///
/// # Errors
/// [`crate::failure::Failure::Invalid`] for `number.<index>.value`.
pub fn changed_numbers(forms: &[NumberForm]) -> Answer<Vec<(String, i64)>> {
    let mut reading = Reading::default();
    let mut changed = Vec::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.value.trim() != form.was.trim()) {
        let field = format!("number.{index}.value");
        let value = reading.or(&field, form.value.trim().replace(',', "").parse::<i64>().ok(), Problem::NotANumber);
        match value {
            Some(value) if (0..=MOST).contains(&value) => changed.push((form.path.clone(), value)),
            Some(_) => reading.errors.add(&field, Problem::OutOfRange { min: 0, max: MOST }),
            None => {}
        }
    }
    reading.errors.or(Some(changed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{failure::Failure, programme::sample};

    #[test]
    fn numbers_are_named_as_in_the_file() {
        let programme = sample::programme();
        let all = numbers(&programme);
        let value = |path: &str| all.iter().find(|number| number.path == path).map(|number| number.value);
        for (path, expected) in [
            ("incentives[2].points", Some(50)),
            ("campaigns[0].rule.points", Some(100)),
            ("tiers[2].criteria[0].points.min", Some(1_200)),
            ("tiers[2].criteria[1].certified_people.min", Some(2)),
            ("tiers[3].criteria[2].won_deals.min", Some(8)),
            ("tiers[0].criteria[0].points.min", None),
        ] {
            assert_eq!(value(path), expected, "{path}");
        }
    }

    #[test]
    fn only_what_was_changed_is_written() {
        let form = |value: &str| NumberForm { path: "p".into(), was: "50".into(), value: value.into() };
        assert_eq!(changed_numbers(&[form("50"), form(" 1,500 ")]), Ok(vec![("p".into(), 1_500)]));
        for (typed, problem) in
            [("viel", Problem::NotANumber), ("", Problem::NotANumber), ("-1", Problem::OutOfRange { min: 0, max: MOST })]
        {
            assert_eq!(changed_numbers(&[form("50"), form(typed)]), Err(Failure::invalid("number.1.value", problem)), "{typed}");
        }
    }
}
