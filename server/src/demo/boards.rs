//! The steps of first orders, ticked off as deals go on.

use std::collections::{HashMap, HashSet};

use jiso::{
    boards::{Board, Boards, StepForm, StepStanding},
    deals::StatusKey,
    failure::Answer,
    goals::Side,
    id::DealId,
    time::Timestamp,
};

use super::{
    deed::{Deed, Step},
    diary::Diary,
    play::Play,
};

/// No more of a company's deals can be among its first with a board.
const FIRST: usize = 5;
/// Minutes of office from the approval to what is agreed on the phone, where no meeting comes of it: eight days.
const BY_PHONE: i64 = 4_320;
/// Minutes of office from the order to each of the steps that follow it: the order form, and what the checklist says.
const AFTER_THE_ORDER: [i64; 9] = [400, 1_100, 3_200, 5_100, 6_400, 8_300, 9_200, 11_500, LAST];
const LAST: i64 = 13_000;
/// For one deal in so many the vendor quotes days late.
const FORGOTTEN: usize = 9;
/// A quote is made anew as often as protections last at most.
const QUOTES: usize = 10;

impl Diary<'_> {
    /// What is agreed in the first meeting, else on the phone, is the first step; the vendor's quote follows, and others as
    /// long as the customer thinks.
    pub(super) fn tick_first_steps(&mut self, deal: usize, approved: Timestamp, met: Option<Timestamp>, stop: Timestamp) {
        let agreed = met.map_or_else(|| self.hours.work(approved, BY_PHONE), |met| self.hours.work(met, 5));
        if met.is_none() && agreed > stop {
            return;
        }
        self.note(agreed, Deed::Tick { deal });
        let minutes = match deal {
            _ if deal % FORGOTTEN == FORGOTTEN - 1 => 2_300,
            _ if deal.is_multiple_of(4) => 900,
            _ => 240,
        };
        let mut quoted = self.hours.work(agreed, minutes);
        self.note(quoted, Deed::Tick { deal });
        // Thirteen days to eighteen: now and then the order form is late by a few.
        let lasts = [7_020, 7_560, 8_100, 8_640, 9_180, 9_720][deal % 6];
        for _ in 0..QUOTES {
            quoted = self.hours.work(quoted, lasts);
            if quoted > self.hours.now {
                break;
            }
            self.note(quoted, Deed::QuoteAnew { deal });
        }
    }

    /// A partner that stops brings its last order to an end before.
    pub(super) fn tick_after_the_order(&mut self, deal: usize, won: Timestamp, stop: Timestamp) {
        let left = if stop < self.hours.now { self.hours.calendar.business_seconds_between(won, stop) / 60 } else { LAST };
        for minutes in AFTER_THE_ORDER {
            let at = self.hours.work(won, minutes * left.min(LAST) / LAST);
            self.note(at, Deed::Tick { deal });
        }
    }

    /// Boards are of a company's first deals only, and nobody quotes for what is over. What is intended is in order.
    pub(super) fn keep_to_first_deals(&mut self) {
        let (mut approved, mut early, mut over) = (HashMap::<usize, usize>::new(), HashSet::new(), HashSet::new());
        let deals = &self.deals;
        self.intentions.retain(|intention| match &intention.deed {
            Deed::Deal { deal, step: Step::Approve } => {
                if let Some(plan) = deals.get(*deal) {
                    let count = approved.entry(plan.owner.company).or_default();
                    *count += 1;
                    if *count <= FIRST {
                        early.insert(*deal);
                    }
                }
                true
            }
            Deed::Deal { deal, step: Step::Win | Step::Lose(_) | Step::Withdraw } => {
                over.insert(*deal);
                true
            }
            Deed::Tick { deal } => early.contains(deal),
            Deed::QuoteAnew { deal } => early.contains(deal) && !over.contains(deal),
            _ => true,
        });
    }
}

impl Play<'_> {
    pub(super) async fn tick(&self, number: usize) -> Answer<()> {
        let Some((deal, owner, manager)) = self.those_of(number) else { return Ok(()) };
        let Some(board) = self.board_of(deal).await? else { return Ok(()) };
        let standings = board.standings(&self.office.programme().calendar, self.now());
        let mut turns = board.steps.iter().zip(standings).filter(|(_, standing)| matches!(standing, StepStanding::Turn { .. }));
        let Some((step, _)) = turns.next() else { return Ok(()) };
        let who = if step.side == Side::Partner { &owner } else { &manager };
        self.office.finish(who, StepForm { deal: deal.to_string(), step: step.key.clone() }).await.map(drop)
    }

    /// The newest step that is done is done again, when it is the quote and the partner has not gone on.
    pub(super) async fn quote_anew(&self, number: usize) -> Answer<()> {
        let Some((deal, _, manager)) = self.those_of(number) else { return Ok(()) };
        let Some(board) = self.board_of(deal).await? else { return Ok(()) };
        let Some((quote, next)) = board.steps.iter().zip(board.steps.iter().skip(1)).find(|(_, next)| next.done.is_none()) else {
            return Ok(());
        };
        if quote.done.is_none() || quote.side != Side::Vendor || next.side != Side::Partner {
            return Ok(());
        }
        let form = StepForm { deal: deal.to_string(), step: quote.key.clone() };
        self.office.reopen(&manager, form.clone()).await?;
        self.office.finish(&manager, form).await.map(drop)
    }

    /// The board of a deal that goes on or is won.
    async fn board_of(&self, deal: DealId) -> Answer<Option<Board>> {
        let mut tx = self.office.store.read().await?;
        let status = tx.deal(deal).await?.map(|found| found.deal.status.key());
        if matches!(status, Some(StatusKey::Approved | StatusKey::Won)) { Ok(tx.board(deal).await?) } else { Ok(None) }
    }
}
