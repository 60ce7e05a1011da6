use serde::{Deserialize, Serialize};

use crate::{
    activity::ActivityKind,
    id::CompanyId,
    lang::Bilingual,
    leaderboards::{AgeBand, contract_month},
    points::Axis,
    time::Day,
};

/// A category of the yearly awards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardRule {
    pub key: String,
    pub name: Bilingual,
    /// Only companies that were under contract for no longer than the programme's `rookie_months` when the year ended.
    #[serde(default)]
    pub rookies_only: bool,
    pub rubric: Vec<RubricLine>,
}

/// One thing a category looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RubricLine {
    /// What is looked at, as a sentence.
    pub text: Bilingual,
    pub measure: AwardMeasure,
    pub weight: u16,
}

/// What is counted in a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwardMeasure {
    /// Confirmed points of an axis.
    Points(Axis),
    /// How often something happened.
    Count(ActivityKind),
    /// Yen of what carries an amount.
    Yen(ActivityKind),
    /// Months in which the company did something on its own, at most twelve.
    MonthsActive,
}

/// A company's year as a category sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFigures {
    pub company: CompanyId,
    pub name: String,
    pub contract_day: Day,
    /// One for each line of the rubric.
    pub values: Vec<i64>,
}

/// A company as a category's rubric ranks it; kept with what is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardLine {
    pub company: CompanyId,
    pub name: String,
    /// Of a thousand: first on every line.
    pub score: u32,
    pub figures: Vec<Figure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub measure: AwardMeasure,
    pub value: i64,
    pub rank: u32,
    /// How many have anything there.
    pub among: u32,
}

impl AwardRule {
    fn admits(&self, one: &YearFigures, last: Day, rookie_months: u32) -> bool {
        let rookie = AgeBand::rookies(rookie_months).holds(contract_month(one.contract_day, last));
        one.contract_day <= last && (rookie || !self.rookies_only)
    }

    /// All whom the category admits, the best first; `last` is the year's last day. Each figure is measured by the best one, and
    /// whoever has nothing at all is left out.
    pub fn ranking(&self, companies: &[YearFigures], last: Day, rookie_months: u32) -> Vec<AwardLine> {
        let admitted: Vec<&YearFigures> = companies.iter().filter(|one| self.admits(one, last, rookie_months)).collect();
        let weights: i128 = self.rubric.iter().map(|line| i128::from(line.weight)).sum::<i128>().max(1);
        let columns: Vec<Vec<i64>> = (0..self.rubric.len())
            .map(|column| {
                let mut values: Vec<i64> = admitted.iter().map(|one| value(one, column)).filter(|value| *value > 0).collect();
                values.sort_unstable_by(|a, b| b.cmp(a));
                values
            })
            .collect();
        let line = |one: &YearFigures| {
            let mut sum = 0;
            let mut figures = Vec::with_capacity(self.rubric.len());
            for (column, rubric) in self.rubric.iter().enumerate() {
                let (value, values) = (value(one, column), columns.get(column).map_or(&[][..], Vec::as_slice));
                let best = values.first().copied().unwrap_or(1).max(1);
                sum += i128::from(value) * 1_000 / i128::from(best) * i128::from(rubric.weight);
                let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let above = values.partition_point(|other| *other > value);
                figures.push(Figure { measure: rubric.measure, value, rank: count(above) + 1, among: count(values.len()) });
            }
            let score = u32::try_from(sum / weights).unwrap_or(1_000);
            AwardLine { company: one.company, name: one.name.clone(), score, figures }
        };
        let mut lines: Vec<AwardLine> = admitted.into_iter().map(line).filter(|line| line.score > 0).collect();
        lines.sort_by(|a, b| b.score.cmp(&a.score).then(a.company.cmp(&b.company)));
        lines
    }
}

fn value(one: &YearFigures, column: usize) -> i64 {
    one.values.get(column).copied().unwrap_or(0).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Id, time::Timestamp};

    fn rule(rookies_only: bool) -> AwardRule {
        let line = |measure, weight| RubricLine { text: Bilingual::default(), measure, weight };
        AwardRule {
            key: "impact".into(),
            name: Bilingual::default(),
            rookies_only,
            rubric: vec![
                line(AwardMeasure::Yen(ActivityKind::DealWon), 60),
                line(AwardMeasure::Count(ActivityKind::DealWon), 40),
            ],
        }
    }

    fn figures(number: u8, contract: &str, values: [i64; 2]) -> YearFigures {
        YearFigures {
            company: Id::new(Timestamp::EPOCH, [number; 10]),
            name: format!("company {number}"),
            contract_day: contract.parse().expect("day"),
            values: values.to_vec(),
        }
    }

    fn ranked(rookies_only: bool) -> Vec<(String, u32)> {
        let all = [
            figures(1, "2020-04-01", [10_000_000, 4]),
            figures(2, "2020-04-01", [5_000_000, 8]),
            figures(3, "2024-07-02", [1_000_000, 1]),
            figures(4, "2026-01-05", [9_000_000, 9]),
            figures(5, "2020-04-01", [0, 0]),
        ];
        let last = "2025-12-31".parse().expect("day");
        rule(rookies_only).ranking(&all, last, 18).into_iter().map(|line| (line.name, line.score)).collect()
    }

    #[test]
    fn the_rubric_weighs_and_whoever_came_later_is_not_in_it() {
        assert_eq!(ranked(false), [("company 1".to_owned(), 800), ("company 2".to_owned(), 700), ("company 3".to_owned(), 110)]);
    }

    #[test]
    fn rookies_are_measured_among_themselves() {
        assert_eq!(ranked(true), [("company 3".to_owned(), 1_000)]);
    }

    #[test]
    fn measures_are_written_as_people_would() {
        let text = r#"{ "points": "sales" }"#;
        assert_eq!(serde_json::from_str::<AwardMeasure>(text).ok(), Some(AwardMeasure::Points(Axis::Sales)));
        assert_eq!(serde_json::from_str::<AwardMeasure>("\"months_active\"").ok(), Some(AwardMeasure::MonthsActive));
    }
}
