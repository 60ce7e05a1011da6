//! Use cases: ranks.

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    leaderboards::{Board, BoardQuery, BoardView, Cohort, Leaderboards, Participant, Score, Viewer, board_view, contract_month},
    time::Day,
};
use jiso_store::{Tx, leaderboards::BoardScore};

use crate::office::Office;

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
        let scores = match (query.board, caller.company) {
            (Board::People, Some(company)) => tx.people_scores(company, query.period, today).await?,
            _ => tx.company_scores(query.period, today).await?,
        };
        let viewer = viewer(tx, caller, query.board, &scores, today).await?;
        let (now, before) = split(scores, today);
        let rookie_months = u32::from(self.programme().promises.rookie_months);
        Ok(board_view(query, today, rookie_months, viewer, now, before))
    }
}

/// People compete inside their company and companies among their peers, and the vendor has neither.
fn for_the_vendor(query: BoardQuery) -> BoardQuery {
    let cohort = if query.cohort == Cohort::Peers { Cohort::Everyone } else { query.cohort };
    BoardQuery { board: Board::Companies, cohort, ..query }
}

async fn viewer(tx: &mut Tx, caller: &Caller, board: Board, scores: &[BoardScore], today: Day) -> Answer<Viewer> {
    let Some(company) = caller.company else { return Ok(Viewer::Vendor) };
    caller.may(Action::SeeProgress)?;
    let contract_day = tx.company(company).await?.ok_or(Failure::NotFound)?.contract_day;
    let own = scores.iter().find(|score| match board {
        Board::Companies => score.company == company,
        Board::People => score.user == Some(caller.user),
    });
    Ok(Viewer::Partner {
        company,
        user: caller.user,
        contract_month: contract_month(contract_day, today),
        provisional: own.map_or(0, |score| score.provisional),
    })
}

fn split(scores: Vec<BoardScore>, today: Day) -> (Vec<Score>, Vec<Score>) {
    let score = |from: &BoardScore, name: String, points| Score {
        who: Participant { company: from.company, user: from.user },
        name,
        named: from.named,
        contract_month: contract_month(from.contract_day, today),
        points,
    };
    let before = scores.iter().map(|one| score(one, String::new(), one.before)).collect();
    (scores.into_iter().map(|mut one| (std::mem::take(&mut one.name), one)).map(|(name, one)| score(&one, name, one.confirmed)).collect(), before)
}
