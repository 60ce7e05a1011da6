use jiso::{
    lang::Lang,
    leaderboards::{AgeBand, Board, BoardView, Measure, Period, WhyNotRanked},
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
pub fn why_not(l: Lang, measure: Measure, why: &WhyNotRanked) -> String {
    match *why {
        WhyNotRanked::OfTheVendor => t::why_vendor(l).into(),
        WhyNotRanked::NotInCohort { contract_month, band } => t::why_cohort(l, contract_month, band_text(l, Some(band))),
        WhyNotRanked::OnlyProvisional { points } => t::why_provisional(l, number(points)),
        WhyNotRanked::NoPointsYet => t::why_none(l, measure.as_str()).into(),
        WhyNotRanked::TooNew { from } => t::why_too_new(l, day(l, from)),
    }
}

/// What stands behind a rank: points, or percent of the own rhythm.
pub fn value(l: Lang, measure: Measure, value: i64) -> String {
    if measure == Measure::Growth { t::percent(l, number(value)) } else { t::points(l, number(value)) }
}

/// What a board counts, as the rule in one sentence.
pub fn formula(l: Lang, board: &BoardView) -> String {
    let rule = board.growth;
    match (board.query.measure, board.query.period) {
        (Measure::Growth, Period::AllTime) => t::growth_formula_ever(l, rule.least_average, rule.least_periods),
        (Measure::Growth, _) => t::growth_formula(l, rule.periods, rule.least_average, rule.least_periods),
        (measure, _) => t::formula(l, measure.as_str()).to_owned(),
    }
}

/// The time that counts, and how many are ranked.
pub fn counted(l: Lang, board: &BoardView) -> String {
    let span = match board.query.period {
        Period::AllTime => t::counted_all(l).into(),
        Period::Month | Period::Quarter => t::counted(l, day(l, board.span.from.day()), day(l, board.span.until.day().plus(-1))),
    };
    let ranked = i64::from(board.ranked);
    let ranked = if board.query.board == Board::People { t::ranked_people(l, ranked) } else { t::ranked(l, ranked) };
    [span, ranked].join(t::join(l))
}
