use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::MvpRules;
use crate::{
    id::CompanyId,
    leaderboards::{AgeBand, Measure},
    time::MonthKey,
};

/// A company with what it reached on each board in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender {
    pub company: CompanyId,
    pub name: String,
    /// In the month's last days.
    pub contract_month: u32,
    /// Only those above nothing.
    pub values: BTreeMap<Measure, i64>,
}

/// What speaks for a company: a value, and where it stands with it among those it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub measure: Measure,
    pub value: i64,
    pub rank: u32,
    /// How many have anything on this board.
    pub among: u32,
}

/// A company as it stands in a proposal; kept with what is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MvpLine {
    pub company: CompanyId,
    pub name: String,
    /// Its cohort.
    pub band: AgeBand,
    /// Compared with everyone, because the cohort is too small.
    pub with_everyone: bool,
    /// Of a thousand: first on every board of its cohort.
    pub score: u32,
    /// The strongest first.
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MvpProposal {
    pub first: Option<MvpLine>,
    /// The best of each other cohort.
    pub runners_up: Vec<MvpLine>,
    /// Were chosen too short a while ago.
    pub resting: Vec<String>,
}

impl MvpProposal {
    pub fn line(&self, company: CompanyId) -> Option<&MvpLine> {
        self.first.iter().chain(&self.runners_up).find(|line| line.company == company)
    }
}

/// The proposal for a month. Each company is measured by the best of its own cohort, so that a small or new partner can win.
/// `chosen` are the companies of other months.
pub fn propose(rules: &MvpRules, contenders: &[Contender], chosen: &[(MonthKey, CompanyId)], month: MonthKey) -> MvpProposal {
    let cooldown = i32::from(rules.cooldown_months);
    let rests = |one: &Contender| {
        chosen.iter().any(|(other, company)| *company == one.company && (month.0 - cooldown..month.0).contains(&other.0))
    };
    let fields = Fields::of(contenders, u32::from(rules.least_cohort));
    let mut lines: Vec<MvpLine> = contenders
        .iter()
        .filter(|one| !rests(one) && !one.values.is_empty())
        .map(|one| fields.line(rules, one))
        .filter(|line| line.score > 0)
        .collect();
    lines.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| grown(b).cmp(&grown(a))).then(a.company.cmp(&b.company)));
    let mut proposal = MvpProposal::default();
    for line in lines {
        let Some(first) = &proposal.first else {
            proposal.first = Some(line);
            continue;
        };
        let new = line.band != first.band && proposal.runners_up.iter().all(|other| other.band != line.band);
        if new {
            proposal.runners_up.push(line);
        }
    }
    proposal.resting = contenders.iter().filter(|one| rests(one)).map(|one| one.name.clone()).collect();
    proposal
}

fn grown(line: &MvpLine) -> i64 {
    line.reasons.iter().find(|reason| reason.measure == Measure::Growth).map_or(0, |reason| reason.value)
}

/// The values each company is compared with: those of its cohort, or everyone's.
struct Fields {
    /// By the first month of the cohort; `None` holds everyone.
    values: HashMap<(Option<u32>, Measure), Vec<i64>>,
    companies: HashMap<u32, u32>,
    least: u32,
}

impl Fields {
    fn of(contenders: &[Contender], least: u32) -> Self {
        let mut fields = Self { values: HashMap::new(), companies: HashMap::new(), least };
        for one in contenders.iter().filter(|one| !one.values.is_empty()) {
            let band = AgeBand::of(one.contract_month).from;
            *fields.companies.entry(band).or_default() += 1;
            for (measure, value) in &one.values {
                fields.values.entry((Some(band), *measure)).or_default().push(*value);
                fields.values.entry((None, *measure)).or_default().push(*value);
            }
        }
        for values in fields.values.values_mut() {
            values.sort_unstable_by(|a, b| b.cmp(a));
        }
        fields
    }

    fn line(&self, rules: &MvpRules, one: &Contender) -> MvpLine {
        let band = AgeBand::of(one.contract_month);
        let with_everyone = self.companies.get(&band.from).copied().unwrap_or(0) < self.least;
        let field = (!with_everyone).then_some(band.from);
        let mut weighed = Vec::new();
        for (measure, value) in &one.values {
            let Some(values) = self.values.get(&(field, *measure)) else { continue };
            let best = values.first().copied().unwrap_or(0).max(1);
            let share = i128::from(*value) * 1_000 / i128::from(best);
            let above = values.partition_point(|other| other > value);
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let reason = Reason { measure: *measure, value: *value, rank: count(above) + 1, among: count(values.len()) };
            weighed.push((share * i128::from(rules.weight(*measure)), reason));
        }
        weighed.retain(|(weight, _)| *weight > 0);
        weighed.sort_by_key(|(weight, reason)| (-*weight, reason.measure));
        let sum: i128 = weighed.iter().map(|(weight, _)| *weight).sum();
        let score = sum / i128::from(rules.all_weights().max(1));
        MvpLine {
            company: one.company,
            name: one.name.clone(),
            band,
            with_everyone,
            score: u32::try_from(score).unwrap_or(1_000),
            reasons: weighed.into_iter().map(|(_, reason)| reason).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{id::Id, time::Timestamp};

    fn id(number: u8) -> CompanyId {
        Id::new(Timestamp::EPOCH, [number; 10])
    }

    fn contender(number: u8, contract_month: u32, values: [i64; 4]) -> Contender {
        let values = MvpRules::MEASURES.into_iter().zip(values).filter(|(_, value)| *value > 0).collect();
        Contender { company: id(number), name: format!("company {number}"), contract_month, values }
    }

    fn name(line: &MvpLine) -> &str {
        &line.name
    }

    fn names(proposal: &MvpProposal) -> (Option<&str>, Vec<&str>) {
        (proposal.first.as_ref().map(name), proposal.runners_up.iter().map(name).collect())
    }

    const MONTH: MonthKey = MonthKey(2026 * 12 + 9);

    #[test]
    fn a_small_partner_wins_against_its_equals() {
        let all = [
            contender(1, 40, [3_000, 90, 10, 0]),
            contender(2, 40, [2_900, 95, 0, 0]),
            contender(3, 40, [1_000, 100, 0, 0]),
            contender(4, 2, [150, 0, 80, 20]),
            contender(5, 2, [50, 0, 20, 0]),
            contender(6, 2, [50, 0, 20, 0]),
        ];
        let proposal = propose(&MvpRules::default(), &all, &[], MONTH);
        // 1: 400 + 270 + 150; 4: 400 + 150 + 150, first on three boards of its cohort.
        assert_eq!(names(&proposal), (Some("company 1"), vec!["company 4"]));
        let first = proposal.first.as_ref().expect("first");
        assert_eq!(first.score, 820);
        assert_eq!(first.reasons[0], Reason { measure: Measure::Sales, value: 3_000, rank: 1, among: 3 });
        let resting = propose(&MvpRules::default(), &all, &[(MonthKey(MONTH.0 - 3), id(1))], MONTH);
        assert_eq!((names(&resting).0, resting.resting.as_slice()), (Some("company 4"), &["company 1".to_owned()][..]));
        let rested = propose(&MvpRules::default(), &all, &[(MonthKey(MONTH.0 - 4), id(1))], MONTH);
        assert_eq!(names(&rested).0, Some("company 1"));
    }

    #[test]
    fn who_is_alone_is_compared_with_everyone() {
        let all = [contender(1, 40, [1_000, 0, 0, 0]), contender(2, 40, [900, 0, 0, 0]), contender(3, 40, [800, 0, 0, 0])];
        let alone = contender(9, 2, [100, 0, 0, 0]);
        let proposal = propose(&MvpRules::default(), &[&all[..], &[alone]].concat(), &[], MONTH);
        let line = proposal.line(id(9)).expect("a runner-up of its own cohort");
        assert!(line.with_everyone);
        assert_eq!((line.score, line.reasons[0].rank, line.reasons[0].among), (40, 4, 4));
    }

    #[test]
    fn nobody_is_proposed_for_nothing() {
        let nothing = propose(&MvpRules::default(), &[contender(1, 2, [0; 4])], &[], MONTH);
        assert_eq!(nothing, MvpProposal::default());
    }

    proptest! {
        #[test]
        fn more_on_any_board_never_scores_less(
            field in prop::collection::vec((1_u32..30, prop::array::uniform4(0_i64..50)), 1..20),
            measure in 0_usize..4,
        ) {
            let mut all: Vec<Contender> =
                (1_u8..).zip(&field).map(|(number, (month, values))| contender(number, *month, *values)).collect();
            let score = |all: &[Contender]| {
                let fields = Fields::of(all, 3);
                fields.line(&MvpRules::default(), &all[0]).score
            };
            let before = score(&all);
            *all[0].values.entry(MvpRules::MEASURES[measure]).or_default() += 7;
            // A newcomer may turn a cohort of two into one of three, which is another field.
            prop_assume!(field[0].1.iter().any(|value| *value > 0));
            prop_assert!(score(&all) >= before);
        }
    }
}
