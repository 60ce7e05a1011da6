use serde::{Deserialize, Serialize};

use super::{PhaseMatrix, WaitingLine};
use crate::{
    id::CompanyId,
    leaderboards::BoardView,
    page::Page,
    phases::{NextAction, Origins, PhaseVerdict},
    points::Balance,
    progress::TierSnapshot,
    publishing::ContentLine,
    recognition::HomePraise,
    tiers::Entitlement,
    time::{Day, MonthKey, Timestamp},
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

/// How many months of the rate are shown.
pub const MONTHS: usize = 12;

impl SelfStart {
    /// From the counts of days in their order; the months begin with the first that has any, at most twelve.
    pub fn of(days: &[(Day, Origins)], today: Day) -> Self {
        let between = |from: i32, until: i32| {
            let within = days.iter().filter(|(day, _)| (today.plus(-from)..today.plus(-until)).contains(day));
            within.fold(Origins::default(), |sum, (_, origins)| sum.plus(*origins))
        };
        let mut months: Vec<MonthRate> = Vec::new();
        for (day, origins) in days {
            match months.last_mut() {
                Some(last) if last.month == day.month_key() => last.origins = last.origins.plus(*origins),
                _ => months.push(MonthRate { month: day.month_key(), origins: *origins }),
            }
        }
        months.drain(..months.len().saturating_sub(MONTHS));
        Self { last_30_days: between(29, -1), the_30_before: between(59, 29), months }
    }

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
    };

    #[test]
    fn days_add_up_to_spans_and_months() {
        let today: Day = "2026-11-23".parse().expect("day");
        let one = Origins { self_started: 1, ..Origins::default() };
        let days: Vec<_> = ["2026-09-01", "2026-09-25", "2026-10-24", "2026-10-25", "2026-11-23"]
            .map(|day| (day.parse().expect("day"), one))
            .to_vec();
        let rate = SelfStart::of(&days, today);
        assert_eq!((rate.last_30_days.self_started, rate.the_30_before.self_started), (2, 2));
        assert_eq!(
            rate.months.iter().map(|m| (m.month.month(), m.origins.self_started)).collect::<Vec<_>>(),
            [(9, 2), (10, 2), (11, 1)]
        );
    }

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
