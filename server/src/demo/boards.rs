//! The steps of first orders, ticked off as deals go on.

use jiso::{
    boards::{Boards, StepForm, StepStanding},
    deals::DealStage,
    failure::Answer,
    goals::Side,
    time::Timestamp,
};

use super::{deed::Deed, diary::Diary, play::Play};

/// Only a company's first few registrations can be among its first deals.
const FIRST: usize = 5;
/// Minutes of office from the order to each of the steps that follow it: the order form, and what the checklist says.
const AFTER_THE_ORDER: [i64; 9] = [400, 1_100, 3_200, 5_100, 6_400, 8_300, 9_200, 11_500, 13_000];
/// For one deal in so many the vendor leaves a step undone.
const FORGOTTEN: usize = 9;

impl Diary<'_> {
    /// What is agreed in the first meeting is the first step, and the vendor's quote follows.
    pub(super) fn tick_on_the_way(&mut self, deal: usize, at: Timestamp, stage: DealStage) {
        if stage != DealStage::Meeting || !self.is_early(deal) {
            return;
        }
        self.note(self.hours.work(at, 5), Deed::Tick { deal });
        if deal % FORGOTTEN != FORGOTTEN - 1 {
            let minutes = if deal.is_multiple_of(4) { 900 } else { 240 };
            self.note(self.hours.work(at, minutes), Deed::Tick { deal });
        }
    }

    pub(super) fn tick_after_the_order(&mut self, deal: usize, won: Timestamp, stop: Timestamp) {
        if !self.is_early(deal) {
            return;
        }
        for minutes in AFTER_THE_ORDER {
            let at = self.hours.work(won, minutes);
            if at <= stop {
                self.note(at, Deed::Tick { deal });
            }
        }
    }

    fn is_early(&self, deal: usize) -> bool {
        let Some(plan) = self.deals.get(deal) else { return false };
        self.deals.iter().take(deal).filter(|other| other.owner.company == plan.owner.company).count() < FIRST
    }
}

impl Play<'_> {
    pub(super) async fn tick(&self, number: usize) -> Answer<()> {
        let Some((deal, owner, manager)) = self.those_of(number) else { return Ok(()) };
        let Some(board) = self.office.store.read().await?.board(deal).await? else { return Ok(()) };
        let standings = board.standings(&self.office.programme().calendar, self.now());
        let mut turns = board.steps.iter().zip(standings).filter(|(_, standing)| matches!(standing, StepStanding::Turn { .. }));
        let Some((step, _)) = turns.next() else { return Ok(()) };
        let who = if step.side == Side::Partner { &owner } else { &manager };
        self.office.finish(who, StepForm { deal: deal.to_string(), step: step.key.clone() }).await.map(drop)
    }
}
