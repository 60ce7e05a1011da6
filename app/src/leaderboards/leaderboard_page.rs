use jiso::{
    lang::Lang,
    leaderboards::{Board, BoardForm, BoardQuery, BoardView, Cohort, Measure, OwnPlace, Period, WhyNotRanked},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::board,
    ranks::Ranks,
    sentences::{band_text, counted, formula, value, why_not},
};
use crate::{
    frame::{lang, load, show, title, visit},
    text::leaderboards as t,
    ui::{ButtonLink, Empty, Facets, LinkItem, PageHead, Sheet, TabsLine},
};

pub struct LeaderboardPage;

#[lazy_route]
impl LazyRoute for LeaderboardPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            BoardForm { board: part("board"), measure: part("measure"), period: part("period"), cohort: part("cohort") }
        };
        show(load(form, board), |board| view! { <Whole board/> }.into_any())
    }
}

#[component]
fn Whole(board: BoardView) -> impl IntoView {
    let l = lang();
    let partner = visit().person.is_some_and(|person| person.role.is_partner());
    let query = board.query;
    let (headline, lede) = heads(l, &board);
    let band = if query.board == Board::People { t::in_company(l).to_owned() } else { band_text(l, board.band) };
    let how = [formula(l, &board), counted(l, &board)].join(t::join(l));
    let arrows = [t::movement(l), t::names(l)].join(t::join(l));
    let list = if board.ranked == 0 {
        view! {
            <Empty icon="trophy" title=t::empty(l) text=t::empty_text(l)>
                {partner.then(|| view! { <ButtonLink href="/progress?rules=open#earning">{t::empty_do(l)}</ButtonLink> })}
            </Empty>
        }
        .into_any()
    } else {
        view! { <Ranks board/> }.into_any()
    };
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=headline lede/>
            <div class="stack tight">
                <TabsLine label=t::measure_label(l) links=measures(l, query)/>
                <Facets label=t::period_label(l) links=periods(l, query)/>
                {partner.then(|| view! { <Facets label=t::board_label(l) links=boards(l, query)/> })}
                // Inside one company all signed on the same day, so there are no cohorts to choose.
                {(query.board == Board::Companies).then(|| view! { <Facets label=t::cohort_label(l) links=cohorts(l, query, partner)/> })}
            </div>
            <div class="split">
                <Sheet title=t::list(l) aside=move || view! { <span class="quiet">{band.clone()}</span> }>{list}</Sheet>
                <Sheet title=t::how(l)>
                    <p>{how}</p>
                    <p class="quiet">{arrows}</p>
                    {partner
                        .then(|| {
                            view! {
                                <ul class="rows links">
                                    <li><h3><a href="/recognition">{t::to_recognition(l)}</a></h3></li>
                                    <li><h3><a href="/progress#ledger">{t::to_ledger(l)}</a></h3></li>
                                    <li><h3><a href="/me">{t::names_me(l)}</a></h3></li>
                                    <li><h3><a href="/company">{t::names_company(l)}</a></h3></li>
                                </ul>
                            }
                        })}
                </Sheet>
            </div>
        </div>
    }
}

/// One's place as a sentence, and what the next one takes.
fn heads(l: Lang, board: &BoardView) -> (String, String) {
    let cohort = t::among(l, board.query.cohort.as_str());
    match &board.own {
        OwnPlace::Ranked { rank, to_next_rank, .. } => {
            let head = match board.query.board {
                Board::Companies => t::place_companies(l, cohort, rank),
                Board::People => t::place_people(l, rank),
            };
            (
                head,
                to_next_rank
                    .map_or_else(|| t::lede_first(l).to_owned(), |points| t::lede_next(l, value(l, board.query.measure, points))),
            )
        }
        OwnPlace::NotRanked { why: WhyNotRanked::OfTheVendor } => (t::vendor_head(l, cohort), String::new()),
        OwnPlace::NotRanked { why } => (t::unranked_head(l).to_owned(), why_not(l, board.query.measure, why)),
    }
}

fn href(query: BoardQuery) -> String {
    let (measure, board) = (query.measure.as_str(), query.board.as_str());
    format!("/leaderboard?measure={measure}&period={}&cohort={}&board={board}", query.period.as_str(), query.cohort.as_str())
}

fn measures(l: Lang, query: BoardQuery) -> Vec<LinkItem> {
    let item = |measure: &Measure| {
        let here = *measure == query.measure;
        LinkItem::new(href(BoardQuery { measure: *measure, ..query }), t::measure(l, measure.as_str())).here(here)
    };
    Measure::ALL.iter().map(item).collect()
}

fn periods(l: Lang, query: BoardQuery) -> Vec<LinkItem> {
    let item = |period: &Period| {
        LinkItem::new(href(BoardQuery { period: *period, ..query }), t::period(l, period.as_str())).here(*period == query.period)
    };
    Period::ALL.iter().map(item).collect()
}

fn boards(l: Lang, query: BoardQuery) -> Vec<LinkItem> {
    let item = |board: &Board| {
        LinkItem::new(href(BoardQuery { board: *board, ..query }), t::board(l, board.as_str())).here(*board == query.board)
    };
    Board::ALL.iter().map(item).collect()
}

fn cohorts(l: Lang, query: BoardQuery, partner: bool) -> Vec<LinkItem> {
    let item = |cohort: &Cohort| {
        LinkItem::new(href(BoardQuery { cohort: *cohort, ..query }), t::cohort(l, cohort.as_str())).here(*cohort == query.cohort)
    };
    // The vendor has no peers.
    Cohort::ALL.iter().filter(|cohort| partner || **cohort != Cohort::Peers).map(item).collect()
}
