//! Use cases: ranks.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    leaderboards::{
        Board, BoardQuery, BoardView, Cohort, Leaderboards, Participant, Period, Score, Viewer, board_view, contract_month,
    },
    time::{Day, Timestamp},
};
use jiso_store::{Tx, leaderboards::BoardScore};
use parking_lot::Mutex;

use crate::office::Office;

/// The companies' scores this node has read, as long as nothing was written here, and for what other nodes write a second at most.
#[derive(Default)]
pub struct BoardMemo(Mutex<HashMap<Asked, Read>>);

/// Period, today, and the first and last day on which those who compete signed.
type Asked = (Period, Day, Day, Day);

struct Read {
    written: u64,
    at: Timestamp,
    scores: Arc<Vec<BoardScore>>,
}

/// Every company is in a band of its own months, so a node asks for hardly more than these.
const BOARDS: usize = 256;

impl BoardMemo {
    fn recall(&self, asked: &Asked, written: u64, now: Timestamp) -> Option<Arc<Vec<BoardScore>>> {
        let read = self.0.lock();
        let read = read.get(asked)?;
        (read.written == written && now.seconds() - read.at.seconds() <= 1).then(|| read.scores.clone())
    }

    fn keep(&self, asked: Asked, written: u64, at: Timestamp, scores: Arc<Vec<BoardScore>>) {
        let mut read = self.0.lock();
        if read.len() >= BOARDS {
            read.clear();
        }
        read.insert(asked, Read { written, at, scores });
    }
}

#[async_trait]
impl Leaderboards for Office {
    async fn board(&self, caller: &Caller, query: BoardQuery) -> Answer<BoardView> {
        if !caller.role.is_partner() {
            caller.may(Action::ManagePartners)?;
        }
        let mut tx = self.store.read().await?;
        self.board_for(&mut tx, caller, query).await
    }
}

impl Office {
    pub(crate) async fn board_for(&self, tx: &mut Tx, caller: &Caller, query: BoardQuery) -> Answer<BoardView> {
        let today = self.now().day();
        let query = if caller.company.is_some() { query } else { for_the_vendor(query) };
        let rookie_months = u32::from(self.programme().promises.rookie_months);
        let own_month = own_contract_month(tx, caller, today).await?;
        let scores = if let (Board::People, Some(company)) = (query.board, caller.company) {
            Arc::new(tx.people_scores(company, query.period, today).await?)
        } else {
            let band = query.cohort.band(own_month, rookie_months);
            let signed = band.map_or((Day(i32::MIN), Day(i32::MAX)), |band| band.signed_between(today));
            self.company_scores(tx, query.period, today, signed).await?
        };
        let viewer = viewer(caller, own_month, query.board, &scores);
        let (now, before) = split(&scores, today);
        Ok(board_view(query, today, rookie_months, viewer, now, before))
    }
}

impl Office {
    async fn company_scores(
        &self,
        tx: &mut Tx,
        period: Period,
        today: Day,
        (first, last): (Day, Day),
    ) -> Answer<Arc<Vec<BoardScore>>> {
        let (asked, written, now) = ((period, today, first, last), tx.written(), self.now());
        if let Some(scores) = self.boards.recall(&asked, written, now) {
            return Ok(scores);
        }
        let scores = Arc::new(tx.company_scores(period, today, (first, last)).await?);
        self.boards.keep(asked, written, now, scores.clone());
        Ok(scores)
    }
}

/// People compete inside their company and companies among their peers, and the vendor has neither.
fn for_the_vendor(query: BoardQuery) -> BoardQuery {
    let cohort = if query.cohort == Cohort::Peers { Cohort::Everyone } else { query.cohort };
    BoardQuery { board: Board::Companies, cohort, ..query }
}

/// Which month of its contract the caller's company is in.
async fn own_contract_month(tx: &mut Tx, caller: &Caller, today: Day) -> Answer<Option<u32>> {
    let Some(company) = caller.company else { return Ok(None) };
    caller.may(Action::SeeProgress)?;
    let company = tx.company(company).await?.ok_or(Failure::NotFound)?;
    Ok(Some(contract_month(company.contract_day, today)))
}

fn viewer(caller: &Caller, own_month: Option<u32>, board: Board, scores: &[BoardScore]) -> Viewer {
    let (Some(company), Some(contract_month)) = (caller.company, own_month) else { return Viewer::Vendor };
    let own = scores.iter().find(|score| match board {
        Board::Companies => score.company == company,
        Board::People => score.user == Some(caller.user),
    });
    Viewer::Partner { company, user: caller.user, contract_month, provisional: own.map_or(0, |score| score.provisional) }
}

fn split(scores: &[BoardScore], today: Day) -> (Vec<Score>, Vec<Score>) {
    let score = |from: &BoardScore, name: &str, points| Score {
        who: Participant { company: from.company, user: from.user },
        name: name.to_owned(),
        named: from.named,
        contract_month: contract_month(from.contract_day, today),
        points,
    };
    (
        scores.iter().map(|one| score(one, &one.name, one.confirmed)).collect(),
        scores.iter().map(|one| score(one, "", one.before)).collect(),
    )
}
