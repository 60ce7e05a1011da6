//! In which order a partner sees targets: a sum of what it has won, learnt and known, and every part of the sum is a sentence.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::TargetFacts;
use crate::{
    deals::{CompanySize, Industry, Territory, Verdict},
    id::DealId,
    time::MonthKey,
};

const WON_THERE: u32 = 40;
/// Each further order there, up to three.
const WON_AGAIN: u32 = 5;
const KNOWN_ALREADY: u32 = 35;
const SCRIPT_READ: u32 = 20;
const OWN_TRADE: u32 = 15;
const SCRIPT_THERE: u32 = 10;
const NEAR_BY: u32 = 15;
const USUAL_SIZE: u32 = 10;
/// The vendor will look before anybody is protected.
const DOUBT: u32 = 20;

/// What is known of a company when targets are put in order for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Key of the company's own trade.
    pub trade: String,
    /// Orders by industry, and by size.
    pub won: BTreeMap<Industry, u32>,
    pub won_sizes: BTreeMap<CompanySize, u32>,
    /// Registrations by area.
    pub areas: BTreeMap<Territory, u32>,
    /// For what industries there are talk scripts, and of which its people have read one.
    pub scripts: Vec<Industry>,
    pub read: Vec<Industry>,
}

/// One part of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FitReason {
    WonThere {
        industry: Industry,
        orders: u32,
    },
    /// It is a customer of the company's already.
    YourCustomer,
    ScriptRead {
        industry: Industry,
    },
    ScriptThere {
        industry: Industry,
    },
    OwnTrade,
    NearBy {
        territory: Territory,
        deals: u32,
    },
    UsualSize {
        size: CompanySize,
        orders: u32,
    },
    /// Something like it is registered already; the vendor looks first.
    Doubt,
}

/// Whether a target can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Ours(DealId),
    Taken(MonthKey),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    pub standing: Standing,
    pub points: u32,
    pub reasons: Vec<FitReason>,
}

/// How a target fits a company: `verdict` is what the company would be told when it registered it, `customer` that it is one of its
/// own already.
pub fn fit(target: &TargetFacts, known: &Known, verdict: Verdict, customer: bool) -> Fit {
    let industry = target.industry;
    let mut parts: Vec<(u32, FitReason)> = Vec::new();
    if let Some(orders) = known.won.get(&industry).copied().filter(|orders| *orders > 0) {
        parts.push((WON_THERE + WON_AGAIN * (orders - 1).min(3), FitReason::WonThere { industry, orders }));
    }
    if customer {
        parts.push((KNOWN_ALREADY, FitReason::YourCustomer));
    }
    if known.read.contains(&industry) {
        parts.push((SCRIPT_READ, FitReason::ScriptRead { industry }));
    } else if known.scripts.contains(&industry) {
        parts.push((SCRIPT_THERE, FitReason::ScriptThere { industry }));
    }
    if known.trade == industry.as_str() {
        parts.push((OWN_TRADE, FitReason::OwnTrade));
    }
    if let Some((territory, deals)) = target.territory.and_then(|area| Some((area, *known.areas.get(&area)?))) {
        parts.push((NEAR_BY, FitReason::NearBy { territory, deals }));
    }
    if let Some(orders) = known.won_sizes.get(&target.size).copied().filter(|orders| *orders > 0) {
        parts.push((USUAL_SIZE, FitReason::UsualSize { size: target.size, orders }));
    }
    parts.sort_by_key(|(points, _)| Reverse(*points));
    let mut points: u32 = parts.iter().map(|(points, _)| points).sum();
    let mut reasons: Vec<FitReason> = parts.into_iter().map(|(_, reason)| reason).collect();
    let standing = match verdict {
        Verdict::OursAlready { deal } => Standing::Ours(deal),
        Verdict::TakenUntil { month } => Standing::Taken(month),
        Verdict::Similar => {
            points = points.saturating_sub(DOUBT);
            reasons.push(FitReason::Doubt);
            Standing::Open
        }
        Verdict::Clear => Standing::Open,
    };
    Fit { standing, points, reasons }
}

/// What fits best first; of equals, the one that came first.
pub fn ranked<T, K: Ord>(mut all: Vec<(T, Fit)>, came: impl Fn(&T) -> K) -> Vec<(T, Fit)> {
    all.sort_by_cached_key(|(target, fit)| (Reverse(fit.points), came(target)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{deals::CustomerCard, id::Id, time::Timestamp};

    fn target(industry: Industry, size: CompanySize, territory: Option<Territory>) -> TargetFacts {
        let customer = CustomerCard::new("北浜製作所".into(), None, None);
        TargetFacts { customer, industry, size, territory, reason: String::new(), kit: None }
    }

    fn known() -> Known {
        Known {
            trade: "manufacturing".into(),
            won: BTreeMap::from([(Industry::Retail, 2)]),
            won_sizes: BTreeMap::from([(CompanySize::Medium, 2)]),
            areas: BTreeMap::from([(Territory::Kinki, 4)]),
            scripts: vec![Industry::Retail, Industry::Logistics, Industry::Finance],
            read: vec![Industry::Logistics],
        }
    }

    #[test]
    fn each_part_of_the_sum_is_a_sentence() {
        use FitReason as R;
        let (retail, logistics) = (Industry::Retail, Industry::Logistics);
        let cases = [
            (
                target(retail, CompanySize::Medium, Some(Territory::Kinki)),
                45 + 10 + 15 + 10,
                vec![
                    R::WonThere { industry: retail, orders: 2 },
                    R::NearBy { territory: Territory::Kinki, deals: 4 },
                    R::ScriptThere { industry: retail },
                    R::UsualSize { size: CompanySize::Medium, orders: 2 },
                ],
            ),
            (target(logistics, CompanySize::Large, None), 20, vec![R::ScriptRead { industry: logistics }]),
            (target(Industry::Manufacturing, CompanySize::Small, Some(Territory::Kanto)), 15, vec![R::OwnTrade]),
            (target(Industry::Public, CompanySize::Small, None), 0, vec![]),
        ];
        for (target, points, reasons) in cases {
            let fit = fit(&target, &known(), Verdict::Clear, false);
            assert_eq!((fit.points, fit.reasons, fit.standing), (points, reasons, Standing::Open), "{target:?}");
        }
    }

    #[test]
    fn a_customer_of_ones_own_ranks_up_and_a_doubt_down() {
        let public = target(Industry::Public, CompanySize::Small, None);
        let own = fit(&public, &known(), Verdict::Clear, true);
        assert_eq!((own.points, own.reasons), (35, vec![FitReason::YourCustomer]));
        let doubted = fit(&public, &known(), Verdict::Similar, true);
        assert_eq!((doubted.points, doubted.standing), (15, Standing::Open));
        assert_eq!(doubted.reasons.last(), Some(&FitReason::Doubt));
        assert_eq!(fit(&public, &known(), Verdict::Similar, false).points, 0, "never below nothing");
    }

    #[test]
    fn what_cannot_be_had_says_so_and_names_nobody() {
        let deal = Id::new(Timestamp::EPOCH, [1; 10]);
        let month = MonthKey(24_000);
        let public = target(Industry::Public, CompanySize::Small, None);
        assert_eq!(fit(&public, &known(), Verdict::OursAlready { deal }, false).standing, Standing::Ours(deal));
        assert_eq!(fit(&public, &known(), Verdict::TakenUntil { month }, false).standing, Standing::Taken(month));
    }

    #[test]
    fn what_fits_best_comes_first_and_of_equals_the_older() {
        let fits = |points| Fit { standing: Standing::Open, points, reasons: vec![] };
        let all = vec![(3, fits(10)), (1, fits(40)), (2, fits(10)), (4, fits(0))];
        let order: Vec<i32> = ranked(all, |number| *number).into_iter().map(|(number, _)| number).collect();
        assert_eq!(order, [1, 2, 3, 4]);
    }
}
