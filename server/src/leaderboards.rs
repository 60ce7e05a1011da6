//! Use cases: ranks.

mod memo;

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure},
    id::CompanyId,
    leaderboards::{
        AgeBand, Board, BoardQuery, BoardView, Cohort, GrowthRule, GrowthSpans, Leaderboards, Measure, Participant, Period,
        Ranking, Score, Viewer, board_view, contract_month,
    },
    time::Day,
};
use jiso_store::{
    Tx,
    leaderboards::{BoardScore, GrowthScore},
    partners::Company,
};

use self::memo::{Memo, Place, Recalled};
use crate::office::Office;

/// The companies' boards this node has made.
pub type BoardMemo = Memo<Asked, MadeBoard>;

pub type Asked = (Measure, Period, Day, Option<AgeBand>, GrowthRule);

/// A ranking, and what those who are not in it wait for.
pub struct MadeBoard {
    pub(crate) ranking: Ranking,
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
        let (today, programme) = (self.now().day(), self.programme());
        let (rookie_months, rule) = (u32::from(programme.promises.rookie_months), programme.recognition.growth);
        let query = if caller.company.is_some() { query } else { for_the_vendor(query) };
        let own = own_company(tx, caller).await?;
        let own_month = own.as_ref().map(|company| contract_month(company.contract_day, today));
        let band = query.cohort.band(own_month, rookie_months);
        let board = if let (Board::People, Some(company)) = (query.board, caller.company) {
            let scores = people(tx, company, query, rule, today).await?;
            Arc::new(MadeBoard::of(band, &scores, today))
        } else {
            self.company_board(tx, query.measure, query.period, today, band).await?
        };
        let viewer = match own {
            Some(company) => {
                let user = (query.board == Board::People).then_some(caller.user);
                let who = Participant { company: company.id, user };
                let began = if user.is_some() { joined_on(tx, caller).await? } else { company.contract_day };
                Viewer::Partner {
                    company: company.id,
                    user: caller.user,
                    contract_month: contract_month(company.contract_day, today),
                    provisional: board.provisional.get(&who).copied().unwrap_or(0),
                    growth_from: growth_from(query, rule, began, today),
                }
            }
            None => Viewer::Vendor,
        };
        Ok(board_view(query, today, band, viewer, &board.ranking, rule))
    }

    /// A board of companies, by the rules in force.
    pub(crate) async fn company_board(
        &self,
        tx: &mut Tx,
        measure: Measure,
        period: Period,
        today: Day,
        band: Option<AgeBand>,
    ) -> Answer<Arc<MadeBoard>> {
        let asked = (measure, period, today, band, self.programme().recognition.growth);
        let place = self.boards.place(asked);
        match place.recall(tx.written(), self.now()).await {
            Recalled::Fresh(board) | Recalled::Old(board, None) => Ok(board),
            Recalled::Old(board, Some(making)) => {
                drop(making);
                let office = self.clone();
                tokio::spawn(async move {
                    if let Err(failure) = office.renew_board(asked, &place).await {
                        tracing::warn!(?failure, "a board could not be made anew");
                    }
                });
                Ok(board)
            }
            Recalled::Nothing(_making) => self.make_board(tx, asked, &place).await,
        }
    }

    /// Whoever makes a board has a connection before its turn: others wait for the turn with theirs in hand.
    async fn renew_board(&self, asked: Asked, place: &Place<MadeBoard>) -> Answer<()> {
        let mut tx = self.store.read().await?;
        match place.recall(tx.written(), self.now()).await {
            Recalled::Fresh(_) | Recalled::Old(_, None) => Ok(()),
            Recalled::Old(_, Some(_making)) | Recalled::Nothing(_making) => {
                self.make_board(&mut tx, asked, place).await.map(drop)
            }
        }
    }

    async fn make_board(&self, tx: &mut Tx, asked: Asked, place: &Place<MadeBoard>) -> Answer<Arc<MadeBoard>> {
        let ((measure, period, today, band, rule), written, at) = (asked, tx.written(), self.now());
        let signed = band.map_or((Day(i32::MIN), Day(i32::MAX)), |band| band.signed_between(today));
        let scores = if measure == Measure::Growth {
            let spans = rule.spans(period, today);
            grown(rule, spans, tx.company_growth(spans, signed).await?)
        } else {
            tx.company_scores(measure, period, today, signed).await?
        };
        let board = Arc::new(MadeBoard::of(band, &scores, today));
        place.keep(written, at, board.clone());
        Ok(board)
    }
}

/// The people of one company.
async fn people(tx: &mut Tx, company: CompanyId, query: BoardQuery, rule: GrowthRule, today: Day) -> Answer<Vec<BoardScore>> {
    if query.measure == Measure::Growth {
        let spans = rule.spans(query.period, today);
        return Ok(grown(rule, spans, tx.people_growth(company, spans).await?));
    }
    Ok(tx.people_scores(company, query.measure, query.period, today).await?)
}

/// Points as percent of the own rhythm; whoever has none yet is not ranked.
fn grown(rule: GrowthRule, spans: GrowthSpans, scores: Vec<GrowthScore>) -> Vec<BoardScore> {
    let percent = |points, sum, periods| rule.percent(points, sum, periods).unwrap_or(0);
    let score = |one: GrowthScore| BoardScore {
        confirmed: percent(one.confirmed, one.rhythm, spans.behind(one.began, spans.now)),
        before: percent(one.before, one.rhythm_before, spans.behind(one.began, spans.before)),
        company: one.company,
        user: one.user,
        name: one.name,
        named: one.named,
        contract_day: one.contract_day,
        provisional: one.provisional,
    };
    scores.into_iter().map(score).collect()
}

/// The day on which somebody who began then gets a rhythm, where that is yet to come.
fn growth_from(query: BoardQuery, rule: GrowthRule, began: Day, today: Day) -> Option<Day> {
    let from = rule.ranked_from(rule.spans(query.period, today), began);
    (query.measure == Measure::Growth && from > today).then_some(from)
}

/// People compete inside their company and companies among their peers, and the vendor has neither.
fn for_the_vendor(query: BoardQuery) -> BoardQuery {
    let cohort = if query.cohort == Cohort::Peers { Cohort::Everyone } else { query.cohort };
    BoardQuery { board: Board::Companies, cohort, ..query }
}

async fn own_company(tx: &mut Tx, caller: &Caller) -> Answer<Option<Company>> {
    let Some(company) = caller.company else { return Ok(None) };
    caller.may(Action::SeeProgress)?;
    Ok(Some(tx.company(company).await?.ok_or(Failure::NotFound)?))
}

async fn joined_on(tx: &mut Tx, caller: &Caller) -> Answer<Day> {
    Ok(tx.user(caller.user).await?.ok_or(Failure::NotFound)?.created_at.day())
}

impl MadeBoard {
    fn of(band: Option<AgeBand>, scores: &[BoardScore], today: Day) -> Self {
        let who = |score: &BoardScore| Participant { company: score.company, user: score.user };
        let scored = |from: &BoardScore, name: &str, value| Score {
            who: who(from),
            name: name.to_owned(),
            named: from.named,
            contract_month: contract_month(from.contract_day, today),
            value,
        };
        let now = scores.iter().map(|one| scored(one, &one.name, one.confirmed)).collect();
        let before = scores.iter().map(|one| scored(one, "", one.before)).collect();
        Self {
            ranking: Ranking::of(band, now, before),
            provisional: scores.iter().map(|one| (who(one), one.provisional)).collect(),
        }
    }
}
