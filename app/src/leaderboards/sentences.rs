use jiso::{
    lang::Lang,
    leaderboards::{AgeBand, Board, BoardView, Period, WhyNotRanked},
};

use crate::{
    format::{day, number},
    text::leaderboards as t,
};

/// Whom a board compares: 「契約4〜6か月目」.
pub fn band_text(l: Lang, band: Option<AgeBand>) -> String {
    match band {
        None => t::band_all(l).into(),
        Some(AgeBand { from, to: Some(to) }) => t::band(l, from, to),
        Some(AgeBand { from, to: None }) => t::band_open(l, from),
    }
}

/// Why somebody has no rank, with what would change it.
pub fn why_not(l: Lang, why: &WhyNotRanked) -> String {
    match *why {
        WhyNotRanked::OfTheVendor => t::why_vendor(l).into(),
        WhyNotRanked::NotInCohort { contract_month, band } => t::why_cohort(l, contract_month, band_text(l, Some(band))),
        WhyNotRanked::OnlyProvisional { points } => t::why_provisional(l, number(points)),
        WhyNotRanked::NoPointsYet => t::why_none(l).into(),
    }
}

/// Which points count, and of how many.
pub fn counted(l: Lang, board: &BoardView) -> String {
    let span = match board.query.period {
        Period::AllTime => t::counted_all(l).into(),
        Period::Month | Period::Quarter => t::counted(l, day(l, board.span.from.day()), day(l, board.span.until.day().plus(-1))),
    };
    let ranked = i64::from(board.ranked);
    let ranked = if board.query.board == Board::People { t::ranked_people(l, ranked) } else { t::ranked(l, ranked) };
    [span, ranked].join(if l == Lang::Ja { "" } else { " " })
}
