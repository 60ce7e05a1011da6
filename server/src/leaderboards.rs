//! Use cases: ranks.

mod memo;

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    leaderboards::{
        AgeBand, Board, BoardQuery, BoardView, Cohort, Leaderboards, Participant, Period, Ranking, Score, Viewer, board_view,
        contract_month,
    },
    time::Day,
};
use jiso_store::{Tx, leaderboards::BoardScore};

use self::memo::{Memo, Place, Recalled};
use crate::office::Office;

/// The companies' boards this node has made.
pub type BoardMemo = Memo<Asked, MadeBoard>;

pub type Asked = (Period, Day, Option<AgeBand>);

/// A ranking, and what those who are not in it wait for.
pub struct MadeBoard {
    ranking: Ranking,
    provisional: HashMap<Participant, i64>,
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
        let band = query.cohort.band(own_month, rookie_months);
        let board = if let (Board::People, Some(company)) = (query.board, caller.company) {
            Arc::new(MadeBoard::of(band, &tx.people_scores(company, query.period, today).await?, today))
        } else {
            self.company_board(tx, query.period, today, band).await?
        };
        let viewer = match (caller.company, own_month) {
            (Some(company), Some(contract_month)) => {
                let user = (query.board == Board::People).then_some(caller.user);
                let provisional = board.provisional.get(&Participant { company, user }).copied().unwrap_or(0);
                Viewer::Partner { company, user: caller.user, contract_month, provisional }
            }
            _ => Viewer::Vendor,
        };
        Ok(board_view(query, today, band, viewer, &board.ranking))
    }

    async fn company_board(&self, tx: &mut Tx, period: Period, today: Day, band: Option<AgeBand>) -> Answer<Arc<MadeBoard>> {
        let asked = (period, today, band);
        let place = self.boards.place(asked);
        match place.recall(tx.written(), self.now()).await {
            Recalled::Fresh(board) | Recalled::Old(board, None) => Ok(board),
            Recalled::Old(board, Some(making)) => {
                let office = self.clone();
                tokio::spawn(async move {
                    let made = async { office.make_board(&mut office.store.read().await?, asked, &place).await };
                    if let Err(failure) = made.await {
                        tracing::warn!(?failure, "a board could not be made anew");
                    }
                    drop(making);
                });
                Ok(board)
            }
            Recalled::Nothing(_making) => self.make_board(tx, asked, &place).await,
        }
    }

    async fn make_board(&self, tx: &mut Tx, asked: Asked, place: &Place<MadeBoard>) -> Answer<Arc<MadeBoard>> {
        let ((period, today, band), written, at) = (asked, tx.written(), self.now());
        let signed = band.map_or((Day(i32::MIN), Day(i32::MAX)), |band| band.signed_between(today));
        let board = Arc::new(MadeBoard::of(band, &tx.company_scores(period, today, signed).await?, today));
        place.keep(written, at, board.clone());
        Ok(board)
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

impl MadeBoard {
    fn of(band: Option<AgeBand>, scores: &[BoardScore], today: Day) -> Self {
        let who = |score: &BoardScore| Participant { company: score.company, user: score.user };
        let scored = |from: &BoardScore, name: &str, points| Score {
            who: who(from),
            name: name.to_owned(),
            named: from.named,
            contract_month: contract_month(from.contract_day, today),
            points,
        };
        let now = scores.iter().map(|one| scored(one, &one.name, one.confirmed)).collect();
        let before = scores.iter().map(|one| scored(one, "", one.before)).collect();
        Self {
            ranking: Ranking::of(band, now, before),
            provisional: scores.iter().map(|one| (who(one), one.provisional)).collect(),
        }
    }
}
