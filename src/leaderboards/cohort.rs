use serde::{Deserialize, Serialize};

use crate::{
    activity::closed_set,
    time::{Day, months_between},
};

/// Among whom one is ranked. Aligned by months since the contract, not by the calendar, so that those who began later
/// compete with their equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Companies about as long under contract as the viewer's (同期).
    #[default]
    Peers,
    /// Up to the programme's `rookie_months`.
    Rookies,
    Everyone,
}

closed_set!(Cohort { Peers = "peers", Rookies = "rookies", Everyone = "everyone" });

/// A range of months under contract, the first month being 1. None as `to`: and longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgeBand {
    pub from: u32,
    pub to: Option<u32>,
}

impl AgeBand {
    const ALL: [Self; 5] = [
        Self { from: 1, to: Some(3) },
        Self { from: 4, to: Some(6) },
        Self { from: 7, to: Some(12) },
        Self { from: 13, to: Some(24) },
        Self { from: 25, to: None },
    ];

    pub fn of(contract_month: u32) -> Self {
        Self::ALL.into_iter().find(|band| band.holds(contract_month)).unwrap_or(Self::ALL[0])
    }

    pub fn rookies(months: u32) -> Self {
        Self { from: 1, to: Some(months) }
    }

    /// The days between which its companies signed, perhaps a few more: to read no more companies than needed.
    pub fn signed_between(self, today: Day) -> (Day, Day) {
        let months_ago = |months: u32| today.month_key().plus(-i32::try_from(months).unwrap_or(i32::MAX / 24));
        let first = self.to.map_or(Day(i32::MIN), |to| months_ago(to).first_day());
        let last = if self.from <= 1 { Day(i32::MAX) } else { months_ago(self.from - 2).first_day() };
        (first, last)
    }

    pub fn holds(self, contract_month: u32) -> bool {
        contract_month >= self.from && self.to.is_none_or(|to| contract_month <= to)
    }
}

impl Cohort {
    /// The months under contract this cohort holds, as seen by a company in its `contract_month`; none holds everyone.
    pub fn band(self, contract_month: Option<u32>, rookie_months: u32) -> Option<AgeBand> {
        match self {
            Self::Everyone => None,
            Self::Rookies => Some(AgeBand::rookies(rookie_months)),
            // The vendor has no cohort of its own.
            Self::Peers => contract_month.map(AgeBand::of),
        }
    }
}

/// Which month of its contract a company is in; the month it signed is 1.
pub fn contract_month(contract: Day, today: Day) -> u32 {
    u32::try_from(months_between(contract, today).max(0)).unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_company_of_a_band_signed_between_its_days() {
        let today: Day = "2026-11-23".parse().expect("day");
        for band in AgeBand::ALL.into_iter().chain([AgeBand::rookies(18)]) {
            let (first, last) = band.signed_between(today);
            for days in 0..1_200 {
                let signed = today.plus(-days);
                let within = (first..=last).contains(&signed);
                assert!(within || !band.holds(contract_month(signed, today)), "{signed} is missing in {band:?}");
            }
        }
        assert!(AgeBand::of(5).signed_between(today).0 > "2026-04-30".parse().expect("day"), "and not many others");
    }
}
