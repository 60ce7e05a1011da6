//! What people are told of a board: that it is their turn, and that a step of theirs is overdue.

use jiso::{
    boards::{Board, BoardNews, BoardStep, StepStanding},
    caller::Caller,
    failure::Answer,
    goals::Side,
    notifications::NoticeText,
};
use jiso_app::{
    notifications::notice_words,
    text::{boards as t, mail as m},
};
use jiso_store::Tx;

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

/// What has been overdue for longer was told when it became so.
const LATELY_DAYS: i64 = 3;

impl Office {
    /// Tells whoever does the steps whose turn came with the one that was done just now.
    pub(super) async fn tell_whose_turn_it_is(&self, tx: &mut Tx, caller: &Caller, board: &Board, done: &str) -> Answer<()> {
        let Some(place) = board.steps.iter().position(|step| step.key == done) else { return Ok(()) };
        let Some(next) = board.steps.get(place + 1).filter(|step| step.done.is_none() && !step.from_approval) else {
            return Ok(());
        };
        if next.side == Side::of(caller.role) {
            return Ok(());
        }
        self.tell_of_step(tx, board, next, BoardNews::YourTurn).await.map(drop)
    }

    async fn tell_of_step(&self, tx: &mut Tx, board: &Board, step: &BoardStep, what: BoardNews) -> Answer<bool> {
        let Some(owner) = step.owner else { return Ok(false) };
        let (Some(reader), Some(found)) = (tx.user(owner).await?, tx.deal(board.deal).await?) else { return Ok(false) };
        let path = format!("/boards/{}", board.deal);
        let text = NoticeText::Board { what, customer: found.deal.facts.customer.name, step: step.title.clone() };
        let (subject, more) = notice_words(reader.lang, &text, Some(self.now().day()));
        let letter = Letter {
            text: m::visit_text(reader.lang, &reader.name, &subject, more, format!("{}{path}", self.origin)),
            subject: format!("{}{subject}", t::mail_mark(reader.lang)),
        };
        // A step that is reopened and comes up again is told again.
        let turn = board.steps.iter().filter_map(|step| step.done).map(|done| done.at.micros()).max().unwrap_or_default();
        let once_key = format!("board:{}:{}:{}:{turn}", board.deal, step.key, what.as_str());
        self.tell(tx, Notice { to: &reader, text, link: path, once_key, letter }).await
    }

    /// Tells the owners of steps that are overdue, each once. Says how many there are.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn remind_of_steps(&self) -> Answer<usize> {
        let (programme, now) = (self.programme(), self.now());
        let boards = self.store.read().await?.boards_late_since(now.plus_days(-LATELY_DAYS), now).await?;
        if boards.is_empty() {
            return Ok(0);
        }
        let (mut late, mut told) = (0, false);
        let mut tx = self.store.write().await?;
        for board in &boards {
            let standings = board.standings(&programme.calendar, now);
            let overdue = board.steps.iter().zip(standings).filter(|(_, s)| matches!(s, StepStanding::Turn { late: true, .. }));
            for (step, _) in overdue {
                told |= self.tell_of_step(&mut tx, board, step, BoardNews::Late).await?;
                late += 1;
            }
        }
        if told {
            tx.commit().await?;
        }
        Ok(late)
    }
}
