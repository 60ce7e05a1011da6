use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    lang::Bilingual,
    phases::{Phase, PhaseVerdict, ReasonName, StallReason},
    programme::Programme,
};

/// How many companies are in which phase, and why those that have stopped have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseMatrix {
    /// One for each phase, in order.
    pub rows: Vec<MatrixRow>,
    /// Those that occur anywhere, in the programme's order.
    pub reasons: Vec<ReasonName>,
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
    pub fn of<'a>(programme: &Programme, verdicts: impl IntoIterator<Item = &'a PhaseVerdict>) -> Self {
        let rows = programme.phases.names().into_iter();
        let rows =
            rows.map(|named| MatrixRow { phase: named.phase, name: named.name, on_their_way: 0, stalled: BTreeMap::new() });
        let mut matrix = Self { rows: rows.collect(), reasons: programme.reason_names(), companies: 0, stalled: 0 };
        for verdict in verdicts {
            matrix.companies += 1;
            let Some(row) = matrix.rows.iter_mut().find(|row| row.phase == verdict.phase) else { continue };
            if let Some(reason) = verdict.reason() {
                *row.stalled.entry(reason).or_default() += 1;
                matrix.stalled += 1;
            } else {
                row.on_their_way += 1;
            }
        }
        let occurs = |reason: StallReason| matrix.rows.iter().any(|row| row.stalled.contains_key(&reason));
        matrix.reasons.retain(|named| occurs(named.reason));
        matrix
    }

    /// The reason most companies have stopped for, in whatever phase.
    pub fn common_reason(&self) -> Option<(&ReasonName, u32)> {
        let count = |reason: StallReason| self.rows.iter().filter_map(|row| row.stalled.get(&reason)).sum();
        let counts = self.reasons.iter().map(|named| (named, count(named.reason)));
        // Of equals the first, which is the one that most needs the vendor.
        counts.rev().max_by_key(|(_, count)| *count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{phases::Stall, programme::sample, time::Timestamp};

    #[test]
    fn every_company_is_counted_once() {
        let programme = sample::programme();
        let verdict = |phase, reason: Option<StallReason>| PhaseVerdict {
            phase,
            name: Bilingual::default(),
            since: Timestamp::EPOCH,
            stall: reason.and_then(|reason| programme.stall(reason)).map(Stall::from),
            evidence: vec![],
        };
        let verdicts = [
            verdict(Phase::Onboarding, None),
            verdict(Phase::Onboarding, Some(StallReason::BuyerUnclear)),
            verdict(Phase::Onboarding, Some(StallReason::BuyerUnclear)),
            verdict(Phase::Retention, Some(StallReason::ContactLost)),
        ];
        let matrix = PhaseMatrix::of(&programme, &verdicts);
        assert_eq!((matrix.companies, matrix.stalled, matrix.rows.len()), (4, 3, 3));
        assert_eq!(matrix.rows[0].stalled.get(&StallReason::BuyerUnclear), Some(&2));
        assert_eq!(matrix.common_reason().map(|(named, count)| (named.reason, count)), Some((StallReason::BuyerUnclear, 2)));
        let occurring: Vec<StallReason> = matrix.reasons.iter().map(|named| named.reason).collect();
        assert_eq!(occurring, [StallReason::ContactLost, StallReason::BuyerUnclear]);
    }
}
