use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    lang::Bilingual,
    phases::{Phase, PhaseRules, PhaseVerdict, StallReason},
};

/// How many companies are in which phase, and why those that have stopped have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseMatrix {
    /// One for each phase, in order.
    pub rows: Vec<MatrixRow>,
    pub companies: u32,
    pub stalled: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    pub phase: Phase,
    /// As the programme calls it.
    pub name: Bilingual,
    pub on_their_way: u32,
    /// Only reasons that occur.
    pub stalled: BTreeMap<StallReason, u32>,
}

impl PhaseMatrix {
    pub fn of<'a>(rules: &PhaseRules, verdicts: impl IntoIterator<Item = &'a PhaseVerdict>) -> Self {
        let rows = rules.names().into_iter();
        let rows =
            rows.map(|named| MatrixRow { phase: named.phase, name: named.name, on_their_way: 0, stalled: BTreeMap::new() });
        let mut matrix = Self { rows: rows.collect(), companies: 0, stalled: 0 };
        for verdict in verdicts {
            matrix.companies += 1;
            let Some(row) = matrix.rows.iter_mut().find(|row| row.phase == verdict.phase) else { continue };
            if let Some(reason) = verdict.stall {
                *row.stalled.entry(reason).or_default() += 1;
                matrix.stalled += 1;
            } else {
                row.on_their_way += 1;
            }
        }
        matrix
    }

    /// The reason most companies have stopped for, in whatever phase.
    pub fn common_reason(&self) -> Option<(StallReason, u32)> {
        let count = |reason: StallReason| self.rows.iter().filter_map(|row| row.stalled.get(&reason)).sum();
        let counts = self.reasons().into_iter().map(|reason| (reason, count(reason)));
        // Of equals the first, which is the one that most needs the vendor.
        counts.rev().max_by_key(|(_, count)| *count)
    }

    /// The reasons that occur anywhere: the columns worth drawing.
    pub fn reasons(&self) -> Vec<StallReason> {
        StallReason::ALL.iter().copied().filter(|reason| self.rows.iter().any(|row| row.stalled.contains_key(reason))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{programme::sample, time::Timestamp};

    #[test]
    fn every_company_is_counted_once() {
        let verdict =
            |phase, stall| PhaseVerdict { phase, name: Bilingual::default(), since: Timestamp::EPOCH, stall, evidence: vec![] };
        let verdicts = [
            verdict(Phase::Onboarding, None),
            verdict(Phase::Onboarding, Some(StallReason::BuyerUnclear)),
            verdict(Phase::Onboarding, Some(StallReason::BuyerUnclear)),
            verdict(Phase::Retention, Some(StallReason::ContactLost)),
        ];
        let matrix = PhaseMatrix::of(&sample::programme().phases, &verdicts);
        assert_eq!((matrix.companies, matrix.stalled, matrix.rows.len()), (4, 3, 3));
        assert_eq!(matrix.rows[0].stalled.get(&StallReason::BuyerUnclear), Some(&2));
        assert_eq!(matrix.common_reason(), Some((StallReason::BuyerUnclear, 2)));
        assert_eq!(matrix.reasons(), [StallReason::BuyerUnclear, StallReason::ContactLost]);
    }
}
