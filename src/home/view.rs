use serde::{Deserialize, Serialize};

use super::{PhaseMatrix, WaitingLine};
use crate::{
    leaderboards::BoardView,
    phases::{NextAction, Origins, PhaseVerdict},
    points::Balance,
    progress::TierSnapshot,
    time::{Day, MonthKey},
};

/// `/`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HomeSheet {
    Partner(Box<PartnerHome>),
    Vendor(Box<VendorHome>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerHome {
    pub person: String,
    pub company_name: String,
    pub phase: PhaseVerdict,
    /// Exactly one.
    pub next: NextAction,
    /// What waits on the vendor, the first due first.
    pub waiting: Vec<WaitingLine>,
    pub tier: TierSnapshot,
    pub points: Balance,
    pub news: Vec<HomeNews>,
    /// The own cohort's board, as the neighbourhood.
    pub board: BoardView,
}

/// A line of news, and the open deals it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeNews {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub date: Day,
    /// Customers of one's open deals in the industries the news is for.
    pub customers: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorHome {
    pub person: String,
    /// The first due first.
    pub waiting: Vec<WaitingLine>,
    pub matrix: PhaseMatrix,
    pub self_start: SelfStart,
}

/// The self-start rate (自走率) over all partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfStart {
    pub last_30_days: Origins,
    pub the_30_before: Origins,
    /// By month, the oldest first.
    pub months: Vec<MonthRate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRate {
    pub month: MonthKey,
    pub origins: Origins,
}

impl SelfStart {
    /// Change in points of percent; none when either span is empty.
    pub fn change(&self) -> Option<i16> {
        let now = self.last_30_days.self_start_percent()?;
        let before = self.the_30_before.self_start_percent()?;
        Some(i16::from(now) - i16::from(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Bilingual,
        phases::{Phase, StallReason},
        programme::sample,
        time::Timestamp,
    };

    /// Maps inside a tagged enum are where a wire format breaks first.
    #[test]
    fn a_home_survives_the_wire() {
        let verdict = PhaseVerdict {
            phase: Phase::Activation,
            name: Bilingual::default(),
            since: Timestamp::EPOCH,
            stall: Some(StallReason::ProposalStuck),
            evidence: vec![],
        };
        let self_start = SelfStart {
            last_30_days: Origins { self_started: 62, nudged: 20, requested: 18 },
            the_30_before: Origins { self_started: 54, nudged: 20, requested: 26 },
            months: vec![MonthRate { month: Day(0).month_key(), origins: Origins::default() }],
        };
        assert_eq!(self_start.change(), Some(8));
        let matrix = PhaseMatrix::of(&sample::programme().phases, [&verdict]);
        let home = HomeSheet::Vendor(Box::new(VendorHome { person: "田村".into(), waiting: vec![], matrix, self_start }));
        let text = serde_json::to_string(&home).expect("to text");
        assert_eq!(serde_json::from_str::<HomeSheet>(&text).expect("and back"), home);
    }
}
