//! What the pages show of boards.

use jiso::{
    boards::{
        Board, BoardList, BoardRow, BoardSheet, CustomerPlan, PlanStep, ScoreView, ShareView, SideScore, StepStanding, StepState,
        StepView,
    },
    caller::Caller,
    deals::StatusKey,
    failure::{Answer, Failure},
    goals::Side,
    id::UserId,
    lang::Lang,
    programme::BusinessCalendar,
    time::{Day, Timestamp},
};
use jiso_store::Tx;

use crate::office::Office;

/// More boards than this are not open at a time.
const SHOWN: i64 = 200;

impl Office {
    pub(super) async fn board_list(&self, tx: &mut Tx, caller: &Caller) -> Answer<BoardList> {
        let reader = Side::of(caller.role);
        let boards = match reader {
            Side::Partner => tx.open_boards_of(caller.own_company()?).await?,
            Side::Vendor => tx.open_boards(SHOWN).await?,
        };
        let mut list = BoardList { reader, yours: Vec::new(), theirs: Vec::new() };
        for board in boards {
            for side in [Side::Partner, Side::Vendor] {
                let Some(row) = self.board_row(tx, &board, side, caller).await? else { continue };
                if side == reader { list.yours.push(row) } else { list.theirs.push(row) }
            }
        }
        for rows in [&mut list.yours, &mut list.theirs] {
            rows.sort_by_key(|row| row.due);
        }
        Ok(list)
    }

    /// The step that waits for a side, if one does.
    async fn board_row(&self, tx: &mut Tx, board: &Board, side: Side, caller: &Caller) -> Answer<Option<BoardRow>> {
        let (programme, now, reader) = (self.programme(), self.now(), Side::of(caller.role));
        let Some((step, since, due)) = board.waits_for(side, &programme.calendar, now) else { return Ok(None) };
        let found = tx.deal(board.deal).await?.ok_or(Failure::NotFound)?;
        let (amount, customer) = (found.deal.amount().clone(), found.deal.facts.customer.name);
        Ok(Some(BoardRow {
            deal: board.deal,
            customer,
            company_name: (reader == Side::Vendor).then_some(found.company_name),
            done: count(board.steps.iter().filter(|step| step.done.is_some())),
            all: count(board.steps.iter()),
            step: step.title.get(caller.lang).to_owned(),
            owner: self.owner_name(tx, step.owner).await?,
            side,
            since,
            due,
            late: due < now,
            waited_tenths: tenths(&programme.calendar, programme.calendar.business_seconds_between(since, now)),
            amount,
        }))
    }

    pub(super) async fn board_sheet(&self, tx: &mut Tx, caller: &Caller, board: Board) -> Answer<BoardSheet> {
        let (programme, now, reader) = (self.programme(), self.now(), Side::of(caller.role));
        let calendar = &programme.calendar;
        let found = tx.deal(board.deal).await?.ok_or(Failure::NotFound)?;
        let status = found.deal.status.key();
        let over = !matches!(status, StatusKey::Approved | StatusKey::Won);
        let score = |side| score_view(calendar, board.score(side, calendar, now));
        let (partner, vendor) = (score(Side::Partner), score(Side::Vendor));
        let standings = board.standings(calendar, now);
        let mut steps = Vec::with_capacity(board.steps.len());
        for (step, standing) in board.steps.iter().zip(&standings) {
            let (state, since, due) = standing_view(step.done.map(|done| done.at), *standing);
            let mine = step.side == reader && !over;
            steps.push(StepView {
                key: step.key.clone(),
                title: step.title.get(caller.lang).to_owned(),
                needs: step.needs.get(caller.lang).to_owned(),
                side: step.side,
                state,
                due,
                since,
                owner: self.owner_name(tx, step.owner).await?,
                done_by: self.owner_name(tx, step.done.map(|done| done.by)).await?,
                done_at: step.done.map(|done| done.at),
                may: mine,
                may_take: mine && step.done.is_none() && step.owner != Some(caller.user),
            });
        }
        let share = match tx.share_of(board.deal, now).await? {
            Some(share) => Some(ShareView {
                link: format!("{}/plans/{}", self.origin, share.secret),
                until: share.until,
                by: self.person(tx, share.by).await?,
            }),
            None => None,
        };
        Ok(BoardSheet {
            deal: board.deal,
            amount: (status == StatusKey::Approved).then(|| found.deal.amount().clone()),
            customer: found.deal.facts.customer.name,
            company_name: (reader == Side::Vendor).then_some(found.company_name),
            reader,
            done: count(board.steps.iter().filter(|step| step.done.is_some())),
            steps,
            partner,
            vendor,
            share,
            over,
        })
    }

    /// What the customer may see: what is done, what comes and when; no person, no money, no promise kept or broken.
    pub(super) async fn customer_plan(&self, tx: &mut Tx, board: Board, lang: Lang, until: Option<Day>) -> Answer<CustomerPlan> {
        let (programme, now) = (self.programme(), self.now());
        let found = tx.deal(board.deal).await?.ok_or(Failure::NotFound)?;
        let vendor = programme.vendor.name.get(lang).to_owned();
        let standings = board.standings(&programme.calendar, now);
        let steps = board.steps.iter().zip(standings).map(|(step, standing)| {
            let (state, _, due) = standing_view(step.done.map(|done| done.at), standing);
            PlanStep {
                title: step.title.get(lang).to_owned(),
                by: if step.side == Side::Partner { found.company_name.clone() } else { vendor.clone() },
                // Nothing is said of what should have been: the customer is told when it will be.
                due: due.max(now).day(),
                done: step.done.map(|done| done.at.day()),
                turn: matches!(state, StepState::Turn | StepState::Late),
            }
        });
        let steps = steps.collect();
        Ok(CustomerPlan {
            customer: found.deal.facts.customer.name,
            done: count(board.steps.iter().filter(|step| step.done.is_some())),
            steps,
            partner: found.company_name,
            vendor,
            today: now.day(),
            until,
        })
    }

    async fn owner_name(&self, tx: &mut Tx, owner: Option<UserId>) -> Answer<Option<String>> {
        match owner {
            Some(owner) => self.person(tx, owner).await.map(Some),
            None => Ok(None),
        }
    }
}

fn standing_view(done_at: Option<Timestamp>, standing: StepStanding) -> (StepState, Option<Timestamp>, Timestamp) {
    match standing {
        StepStanding::Ahead { planned } => (StepState::Ahead, None, planned),
        StepStanding::Turn { since, due, late } => (if late { StepState::Late } else { StepState::Turn }, Some(since), due),
        StepStanding::Done { kept } => {
            let state = if kept { StepState::Done } else { StepState::DoneLate };
            (state, None, done_at.unwrap_or_default())
        }
    }
}

fn score_view(calendar: &BusinessCalendar, score: SideScore) -> ScoreView {
    ScoreView {
        percent: score.percent(),
        kept: score.kept,
        judged: score.judged,
        waited_tenths: tenths(calendar, score.waited_seconds),
    }
}

/// Office seconds as tenths of an office day.
fn tenths(calendar: &BusinessCalendar, seconds: i64) -> u32 {
    u32::try_from(seconds * 10 / calendar.day_seconds().max(1)).unwrap_or(0)
}

fn count<'a, T: 'a>(all: impl Iterator<Item = &'a T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
