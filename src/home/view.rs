use serde::{Deserialize, Serialize};

use super::{PhaseMatrix, WaitingLine};
use crate::{
    id::CompanyId,
    kits::KitCard,
    leaderboards::BoardView,
    page::Page,
    phases::{NextAction, PhaseVerdict, SelfStart},
    points::Balance,
    progress::TierSnapshot,
    publishing::ContentLine,
    recognition::HomePraise,
    tiers::Entitlement,
    time::{Day, Timestamp},
};

/// `/`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HomeSheet {
    Partner(Box<PartnerHome>),
    Vendor(Box<VendorHome>),
    Editor(Box<EditorHome>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerHome {
    pub person: String,
    pub now: Timestamp,
    pub company_name: String,
    pub phase: PhaseVerdict,
    /// Exactly one.
    pub next: NextAction,
    /// What waits on the vendor, the first due first.
    pub waiting: Vec<WaitingLine>,
    pub tier: TierSnapshot,
    pub points: Balance,
    pub news: Vec<HomeNews>,
    /// The reader's favourites among the kits that may no longer be used.
    pub stale_favourites: Vec<KitCard>,
    /// The own cohort's board, as the neighbourhood.
    pub board: BoardView,
    pub praise: HomePraise,
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
    /// The first due first, and how many there are beyond those shown.
    pub waiting: Vec<WaitingLine>,
    pub all_waiting: u32,
    pub overdue: u32,
    pub matrix: PhaseMatrix,
    pub self_start: SelfStart,
    /// Small steps that wait for a word.
    pub steps: u32,
    /// What partners have not claimed and soon no longer can, what lapses first at the head.
    pub lapsing: Vec<UnusedBenefit>,
}

/// A company with benefits of which something is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedBenefit {
    pub company: CompanyId,
    pub company_name: String,
    /// What lapses first at the head.
    pub claims: Vec<Entitlement>,
}

/// For those who write: texts that wait for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorHome {
    pub person: String,
    /// Never published, or changed since; the last edited first.
    pub unpublished: Page<ContentLine>,
    /// Kits that may no longer be used.
    pub stale: Page<ContentLine>,
    /// What partners searched for in vain, as far as it waits for an answer.
    pub misses: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Bilingual,
        phases::{MonthRate, Origins, Phase, Stall, StallReason},
        programme::sample,
    };

    /// Maps inside a tagged enum are where a wire format breaks first.
    #[test]
    fn a_home_survives_the_wire() {
        let verdict = PhaseVerdict {
            phase: Phase::Activation,
            name: Bilingual::default(),
            since: Timestamp::EPOCH,
            stall: sample::programme().stall(StallReason::NoFirstMeeting).map(Stall::from),
            evidence: vec![],
        };
        let self_start = SelfStart {
            last_30_days: Origins { self_started: 62, nudged: 20, requested: 18 },
            the_30_before: Origins { self_started: 54, nudged: 20, requested: 26 },
            last_90_days: Origins::default(),
            months: vec![MonthRate { month: Day(0).month_key(), origins: Origins::default() }],
        };
        assert_eq!(self_start.change(), Some(8));
        let matrix = PhaseMatrix::of(&sample::programme(), [&verdict]);
        let home = HomeSheet::Vendor(Box::new(VendorHome {
            person: "田村".into(),
            waiting: vec![],
            all_waiting: 0,
            overdue: 0,
            matrix,
            self_start,
            steps: 0,
            lapsing: vec![],
        }));
        let text = serde_json::to_string(&home).expect("to text");
        assert_eq!(serde_json::from_str::<HomeSheet>(&text).expect("and back"), home);
    }
}
