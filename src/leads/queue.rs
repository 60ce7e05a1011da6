//! Whose turn a lead is (公平な順番): smooth weighted round robin. Each time a lead is offered, every company that could have it gains
//! its weight, and whoever has most gets the offer and pays what all have gained. So over time each gets offers in proportion to its
//! weight, and nobody waits while another gets several in a row.

use std::{cmp::Reverse, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use super::LeadFacts;
use crate::{
    deals::{Industry, Territory},
    id::CompanyId,
    time::Timestamp,
};

/// Turns that are worked out ahead to say who comes when.
const AHEAD: u32 = 1_000;

/// A company in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub company: CompanyId,
    /// By its tier, at least 1.
    pub weight: u32,
    pub credit: i64,
    pub last_offer: Option<Timestamp>,
}

/// Whose turn it is, and what that leaves everybody with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its place among the seats.
    pub seat: usize,
    /// What it had with this turn's gain, before it paid.
    pub credit: i64,
    /// Of every seat, afterwards.
    pub credits: Vec<i64>,
}

/// `None` when nobody could have it. Of equals, it is the turn of whoever has waited longest, and then of who joined first.
pub fn turn(seats: &[Seat]) -> Option<Turn> {
    let mut credits: Vec<i64> = seats.iter().map(|seat| seat.credit + i64::from(seat.weight)).collect();
    let order = |place: &usize| {
        let (seat, credit) = (seats.get(*place), credits.get(*place));
        let waiting = seat.map(|seat| (Reverse(seat.last_offer), Reverse(seat.company)));
        (credit.copied(), waiting)
    };
    let seat = (0..seats.len()).max_by_key(order)?;
    let total: i64 = seats.iter().map(|seat| i64::from(seat.weight)).sum();
    let paid = credits.get_mut(seat)?;
    let credit = *paid;
    *paid -= total;
    Some(Turn { seat, credit, credits })
}

/// Which turn would be each seat's first, if nobody declined and every lead fitted all.
pub fn places(seats: &[Seat]) -> Vec<Option<u32>> {
    let mut seats = seats.to_vec();
    let mut found: Vec<Option<u32>> = vec![None; seats.len()];
    for number in 1..=AHEAD {
        let Some(Turn { seat, credits, .. }) = turn(&seats) else { break };
        for (seat, credit) in seats.iter_mut().zip(credits) {
            seat.credit = credit;
        }
        if let Some(now) = seats.get_mut(seat) {
            now.last_offer = Some(Timestamp::from_micros(i64::MAX - i64::from(AHEAD) + i64::from(number)));
        }
        if let Some(place) = found.get_mut(seat) {
            place.get_or_insert(number);
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    found
}

/// What is known of where a company sells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Key of its own trade.
    pub trade: String,
    /// Of what it has registered.
    pub industries: BTreeSet<Industry>,
    /// Empty where nothing is known.
    pub areas: BTreeSet<Territory>,
    /// Somebody is there to answer.
    pub has_people: bool,
    /// This lead was offered to it before.
    pub offered: bool,
}

/// Why a company is passed over for a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misfit {
    Offered,
    NoPeople,
    OtherIndustry,
    OtherArea,
}

impl Misfit {
    /// It stands aside when otherwise nobody could have the lead.
    const fn is_soft(self) -> bool {
        matches!(self, Self::OtherIndustry | Self::OtherArea)
    }
}

/// Whether a lead is one for a company; `widened`: nobody fits, so that trade and area do not count.
pub fn misfit(lead: &LeadFacts, reach: &Reach, widened: bool) -> Option<Misfit> {
    let trade =
        lead.industry == Industry::Other || reach.trade == lead.industry.as_str() || reach.industries.contains(&lead.industry);
    let area = lead.territory.is_none_or(|area| reach.areas.is_empty() || reach.areas.contains(&area));
    let found = match (reach.offered, reach.has_people, trade, area) {
        (true, ..) => Some(Misfit::Offered),
        (_, false, ..) => Some(Misfit::NoPeople),
        (_, _, false, _) => Some(Misfit::OtherIndustry),
        (.., false) => Some(Misfit::OtherArea),
        _ => None,
    };
    found.filter(|misfit| !(widened && misfit.is_soft()))
}

/// Who could have a lead, as places among `reaches`; and whether trade and area had to stand aside.
pub fn eligible(lead: &LeadFacts, reaches: &[Reach]) -> (Vec<usize>, bool) {
    let fitting = |widened| -> Vec<usize> {
        let all = reaches.iter().enumerate();
        all.filter(|(_, reach)| misfit(lead, reach, widened).is_none()).map(|(place, _)| place).collect()
    };
    let narrow = fitting(false);
    if narrow.is_empty() { (fitting(true), true) } else { (narrow, false) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        deals::{CompanySize, CustomerCard},
        id::Id,
    };

    fn seats(weights: &[u32]) -> Vec<Seat> {
        let id = |n: usize| Id::new(Timestamp::EPOCH, [u8::try_from(n).unwrap_or_default(); 10]);
        let seat = |(n, weight): (usize, &u32)| Seat { company: id(n), weight: *weight, credit: 0, last_offer: None };
        weights.iter().enumerate().map(seat).collect()
    }

    fn play(seats: &mut [Seat], turns: usize) -> Vec<usize> {
        let mut order = Vec::new();
        for number in 0..turns {
            let Turn { seat, credits, .. } = turn(seats).expect("somebody");
            for (seat, credit) in seats.iter_mut().zip(credits) {
                seat.credit = credit;
            }
            seats[seat].last_offer = Some(Timestamp::from_micros(i64::try_from(number).unwrap_or_default()));
            order.push(seat);
        }
        order
    }

    #[test]
    fn turns_follow_the_weights_and_are_spread() {
        let cases: [(&[u32], &[usize]); 4] =
            [(&[1, 1, 1], &[0, 1, 2, 0, 1, 2]), (&[4, 2, 1], &[0, 1, 0, 2, 0, 1, 0]), (&[1, 3], &[1, 1, 0, 1]), (&[2], &[0, 0])];
        for (weights, expected) in cases {
            assert_eq!(play(&mut seats(weights), expected.len()), expected, "{weights:?}");
        }
        assert_eq!(turn(&[]), None);
    }

    #[test]
    fn of_equals_it_is_who_has_waited_longest() {
        let mut seats = seats(&[1, 1]);
        seats[0].last_offer = Some(Timestamp::EPOCH);
        let found = turn(&seats).expect("somebody");
        assert_eq!((found.seat, found.credit, found.credits), (1, 1, vec![1, -1]));
    }

    #[test]
    fn everybody_is_told_when_its_turn_comes() {
        assert_eq!(places(&seats(&[4, 2, 1])), [Some(1), Some(2), Some(4)]);
        let mut behind = seats(&[1, 1]);
        behind[0].credit = -2;
        assert_eq!(places(&behind), [Some(3), Some(1)]);
        assert_eq!(places(&[]), []);
    }

    #[test]
    fn who_fits_goes_before_who_does_not_and_nobody_is_asked_twice() {
        let facts = |industry, territory| LeadFacts {
            customer: CustomerCard::new("北浜製作所".into(), None, None),
            industry,
            size: CompanySize::Small,
            territory,
            note: String::new(),
            contact: String::new(),
        };
        let there = |trade: &str| Reach { trade: trade.into(), has_people: true, ..Reach::default() };
        let reaches = [
            there("manufacturing"),
            Reach { industries: BTreeSet::from([Industry::Retail]), ..there("finance") },
            Reach { areas: BTreeSet::from([Territory::Kanto]), ..there("retail") },
            Reach { has_people: false, ..there("retail") },
            Reach { offered: true, ..there("retail") },
        ];
        use Misfit as M;
        let cases = [
            (facts(Industry::Retail, Some(Territory::Kinki)), vec![1], false),
            (facts(Industry::Retail, Some(Territory::Kanto)), vec![1, 2], false),
            (facts(Industry::Other, None), vec![0, 1, 2], false),
            (facts(Industry::Education, None), vec![0, 1, 2], true),
        ];
        for (lead, expected, widened) in cases {
            assert_eq!(eligible(&lead, &reaches), (expected, widened), "{lead:?}");
        }
        let retail = facts(Industry::Retail, Some(Territory::Kinki));
        let why = reaches.map(|reach| misfit(&retail, &reach, false));
        assert_eq!(why, [Some(M::OtherIndustry), None, Some(M::OtherArea), Some(M::NoPeople), Some(M::Offered)]);
    }

    proptest! {
        #[test]
        fn over_a_whole_round_everybody_gets_its_weight(weights in prop::collection::vec(1u32..6, 1..8)) {
            let total: u32 = weights.iter().sum();
            let order = play(&mut seats(&weights), total as usize);
            for (seat, weight) in weights.iter().enumerate() {
                prop_assert_eq!(order.iter().filter(|one| **one == seat).count(), *weight as usize);
            }
            prop_assert!(places(&seats(&weights)).iter().all(Option::is_some));
        }
    }
}
