//! How far the deals came that content counts for.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Reached, TracedDeal, Use, counts};
use crate::{
    id::{DealId, UserId},
    percent::{per_mille, percent, points_above},
    scripts::SAMPLE_MIN,
};

/// Deals, and how many of them came how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    pub deals: u32,
    /// Came to a meeting, or further.
    pub meeting: u32,
    /// Came to a proposal, or further.
    pub proposal: u32,
    pub won: u32,
    pub lost: u32,
    /// Proposals that were sent.
    pub sent: u32,
    /// What was won is worth so much.
    pub yen: i64,
}

impl Funnel {
    fn note(&mut self, deal: &TracedDeal) {
        let has = |reached: Reached| u32::from(reached.holds(deal));
        self.deals += 1;
        self.meeting += has(Reached::Meeting);
        self.proposal += has(Reached::Proposal);
        self.won += has(Reached::Won);
        self.lost += has(Reached::Lost);
        self.sent += deal.sent;
        self.yen = self.yen.saturating_add(deal.ended.and_then(|ended| ended.won).unwrap_or_default());
    }

    pub const fn decided(&self) -> u32 {
        self.won + self.lost
    }

    /// Of a hundred deals that ended won or lost, how many were won; nothing where there are too few to say so.
    pub fn win_percent(&self) -> Option<u32> {
        if self.decided() < SAMPLE_MIN { None } else { percent(self.won, self.decided()) }
    }

    /// The same of a thousand, for what is drawn and for what comes first.
    pub fn win_per_mille(&self) -> Option<u32> {
        if self.decided() < SAMPLE_MIN { None } else { per_mille(self.won, self.decided()) }
    }

    /// Percentage points above or below all deals, between the rates as they are said; nothing where either is not.
    pub fn above(&self, all: &Self) -> Option<i64> {
        if self.decided().min(all.decided()) < SAMPLE_MIN {
            return None;
        }
        points_above((self.won, self.decided()), (all.won, all.decided()))
    }
}

impl Reached {
    /// Who came further came as far as this.
    pub fn holds(self, deal: &TracedDeal) -> bool {
        let won = deal.ended.is_some_and(|ended| ended.won.is_some());
        match self {
            Self::Deals => true,
            Self::Meeting => deal.meeting.is_some() || deal.proposal.is_some() || won,
            Self::Proposal => deal.proposal.is_some() || won,
            Self::Won => won,
            Self::Lost => deal.ended.is_some() && !won,
        }
    }
}

/// All deals that are looked at, found by who works on them.
#[derive(Debug)]
pub struct TracedDeals {
    all: Vec<TracedDeal>,
    places: HashMap<DealId, usize>,
    of: HashMap<UserId, Vec<usize>>,
}

/// The deals that content counts for, and how often it does so.
#[derive(Debug)]
pub struct Counted<'a> {
    /// Each once.
    pub deals: Vec<&'a TracedDeal>,
    /// Uses that count for any of the deals; of a lesson, the people who finished it.
    pub uses: u32,
}

impl TracedDeals {
    pub fn new(all: Vec<TracedDeal>) -> Self {
        let mut of: HashMap<UserId, Vec<usize>> = HashMap::new();
        for (place, deal) in all.iter().enumerate() {
            for person in [&deal.owner].into_iter().chain(&deal.colleagues) {
                of.entry(*person).or_default().push(place);
            }
        }
        let places = all.iter().enumerate().map(|(place, deal)| (deal.id, place)).collect();
        Self { all, places, of }
    }

    pub fn all(&self) -> impl Iterator<Item = &TracedDeal> {
        self.all.iter()
    }

    /// The deals that any of the uses counts for, and those uses.
    pub fn counted(&self, uses: &[Use]) -> Counted<'_> {
        let mut hit = vec![false; self.all.len()];
        let (mut people, mut others) = (HashSet::new(), 0_u32);
        for one in uses {
            let (about, by) = match one {
                Use::Finished { by, .. } | Use::Tapped { by, about: None, .. } => (None, Some(by)),
                Use::Tapped { about, .. } => (*about, None),
                Use::Proposed { about, .. } => (Some(*about), None),
            };
            let about = about.and_then(|deal| self.places.get(&deal));
            let theirs = by.and_then(|person| self.of.get(person)).into_iter().flatten();
            let mut counted = false;
            for place in about.into_iter().chain(theirs) {
                if (!counted || !hit[*place]) && counts(one, &self.all[*place]) {
                    (counted, hit[*place]) = (true, true);
                }
            }
            match one {
                Use::Finished { by, .. } if counted => _ = people.insert(*by),
                Use::Finished { .. } => {}
                Use::Tapped { .. } | Use::Proposed { .. } => others += u32::from(counted),
            }
        }
        let deals = self.all.iter().zip(hit).filter_map(|(deal, hit)| hit.then_some(deal)).collect();
        Counted { deals, uses: u32::try_from(people.len()).unwrap_or(u32::MAX).saturating_add(others) }
    }
}

impl<'a> FromIterator<&'a TracedDeal> for Funnel {
    fn from_iter<I: IntoIterator<Item = &'a TracedDeal>>(deals: I) -> Self {
        let mut funnel = Self::default();
        for deal in deals {
            funnel.note(deal);
        }
        funnel
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{
        Ended,
        rule::tests::{at, deal, user},
    };

    #[test]
    fn a_deal_is_counted_once_however_often_content_was_used() {
        let theirs = TracedDeal { owner: user(3), colleagues: vec![], ..deal(8) };
        let deals = TracedDeals::new(vec![deal(7), theirs]);
        let finished = |by| Use::Finished { by: user(by), at: at(1) };
        let of = |uses: &[Use]| deals.counted(uses).deals.iter().map(|deal| deal.id).collect::<Vec<_>>();
        assert_eq!(of(&[finished(1), finished(2), finished(1)]), [deal(7).id], "by the owner and by a colleague");
        assert_eq!(of(&[finished(3), finished(9)]), [deal(8).id]);
        assert_eq!(of(&[Use::Proposed { about: deal(9).id, at: at(1) }]), [], "a deal that is not looked at");
        assert_eq!(deals.all().count(), 2);
    }

    #[test]
    fn only_what_counts_for_a_deal_is_a_use() {
        let deals = TracedDeals::new(vec![deal(7), deal(8)]);
        let finished = |by, day| Use::Finished { by: user(by), at: at(day) };
        let tapped = |day, about| Use::Tapped { by: user(1), at: at(day), about };
        let proposed = |about: u8, day| Use::Proposed { about: deal(about).id, at: at(day) };
        let uses = |uses: &[Use]| deals.counted(uses).uses;
        assert_eq!(uses(&[finished(1, 1), finished(1, 2), finished(2, 3)]), 2, "people, not times");
        assert_eq!(uses(&[finished(1, 50), finished(9, 1)]), 0, "too late, and somebody without a deal");
        assert_eq!(uses(&[tapped(9, None), tapped(9, Some(deal(7).id)), tapped(60, None)]), 2, "a talk once, whatever its deals");
        assert_eq!(uses(&[proposed(7, 40), proposed(7, 41), proposed(9, 40), proposed(8, 101)]), 2);
    }

    #[test]
    fn who_came_further_came_as_far() {
        let won = TracedDeal { meeting: None, ended: Some(Ended { at: at(40), won: Some(500) }), sent: 2, ..deal(1) };
        let open = TracedDeal { ended: None, proposal: Some(at(31)), meeting: None, ..deal(2) };
        let funnel: Funnel = [&won, &open, &deal(3)].into_iter().collect();
        let expected = Funnel { deals: 3, meeting: 3, proposal: 2, won: 1, lost: 1, sent: 2, yen: 500 };
        assert_eq!(funnel, expected);
    }

    #[test]
    fn a_rate_needs_deals_that_have_ended() {
        let funnel = |won, lost| Funnel { deals: 99, won, lost, ..Funnel::default() };
        assert_eq!(funnel(9, 0).win_percent(), None, "nine are no sample");
        assert_eq!(funnel(6, 4).win_percent(), Some(60));
        assert_eq!((funnel(197, 112).win_percent(), funnel(197, 112).win_per_mille()), (Some(64), Some(638)));
        assert_eq!((funnel(9, 0).win_per_mille(), Funnel::default().win_per_mille()), (None, None));
        assert_eq!(funnel(6, 4).above(&funnel(30, 70)), Some(30));
        assert_eq!(funnel(2, 8).above(&funnel(30, 70)), Some(-10));
        assert_eq!(funnel(9, 0).above(&funnel(30, 70)), None);
        assert_eq!(funnel(6, 4).above(&funnel(1, 1)), None);
    }
}
