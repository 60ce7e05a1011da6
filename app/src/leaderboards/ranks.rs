use jiso::{
    lang::Lang,
    leaderboards::{Board, BoardQuery, BoardRow, BoardView, Movement},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::sentences::value;
use crate::{frame::lang, text::leaderboards as t, ui::company_name};

/// A place on a board in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankWords {
    rank: u32,
    /// None: hidden by its own wish.
    name: Option<String>,
    own: Option<String>,
    value: String,
    /// Class, sign and what the sign means.
    moved: (String, String, String),
}

impl RankWords {
    fn of(l: Lang, query: BoardQuery, row: BoardRow) -> Self {
        let own = if query.board == Board::People { t::you(l) } else { t::your_company(l) };
        let (class, sign, words) = match row.movement {
            Movement::Up(n) => ("up", format!("▲ {n}"), t::up(l, n)),
            Movement::Down(n) => ("down", format!("▼ {n}"), t::down(l, n)),
            Movement::Same => ("same", "–".to_owned(), t::same(l).to_owned()),
            Movement::New => ("same", t::new(l).to_owned(), String::new()),
        };
        Self {
            rank: row.rank,
            name: row.name,
            own: row.own.then(|| own.to_owned()),
            value: value(l, query.measure, row.value),
            moved: (class.to_owned(), sign, words),
        }
    }

    /// Only the neighbourhood, for small places.
    pub fn near(l: Lang, board: BoardView) -> Vec<Self> {
        let BoardView { top, neighbours, query, .. } = board;
        let shown = if neighbours.is_empty() { top } else { neighbours };
        shown.into_iter().map(|row| Self::of(l, query, row)).collect()
    }
}

/// A neighbourhood as a list.
pub fn near_ranks(l: Lang, ranks: Vec<RankWords>) -> impl IntoView {
    view! { <ol class="near">{ranks.into_iter().map(|words| rank(l, words)).collect_view()}</ol> }
}

/// The first ones and one's own neighbourhood as one list, with a gap where others stand between.
#[component]
pub fn Ranks(board: BoardView) -> impl IntoView {
    let l = lang();
    let BoardView { top, neighbours, query, .. } = board;
    let shown = joined(top, neighbours);
    let mut lines = Vec::with_capacity(shown.len());
    let mut above: Option<u32> = None;
    for row in shown {
        // Equals share a rank, so a jump of more than the equals between two shown rows means somebody is left out.
        if above.is_some_and(|above| row.rank > above + 1) && !lines.is_empty() {
            lines.push(
                view! { <li class="gap"><span aria-hidden="true">"⋮"</span><span class="unseen">{t::gap(l)}</span></li> }
                    .into_any(),
            );
        }
        above = Some(row.rank);
        lines.push(rank(l, RankWords::of(l, query, row)));
    }
    view! { <ol class="near">{lines}</ol> }
}

/// Without those the two lists share.
fn joined(top: Vec<BoardRow>, neighbours: Vec<BoardRow>) -> Vec<BoardRow> {
    let mut shown = top;
    let own_on_top = shown.iter().position(|row| row.own);
    // Rows carry no id, so the overlap is found from one's own row, or from the rank where that is not on top.
    let begin = match (own_on_top, neighbours.iter().position(|row| row.own)) {
        (Some(here), Some(there)) => (there + shown.len()).saturating_sub(here),
        (None, Some(there)) => {
            let last = shown.last().map_or(0, |row| row.rank);
            neighbours[..there].iter().take_while(|row| row.rank <= last).count()
        }
        _ => neighbours.len(),
    };
    shown.extend(neighbours.into_iter().skip(begin));
    shown
}

fn rank(l: Lang, words: RankWords) -> AnyView {
    let RankWords { rank, name, own, value, moved: (class, sign, moved) } = words;
    let mine = own.is_some();
    let name = match name {
        Some(name) => view! { <span>{company_name(&name)} {own.map(|own| view! { " " <small>{own}</small> })}</span> }.into_any(),
        None => view! { <span class="hid">{t::hidden(l)}</span> }.into_any(),
    };
    // A word speaks for itself; a sign is said in words.
    let moved = if moved.is_empty() {
        view! { <span class=class>{sign}</span> }.into_any()
    } else {
        view! { <span class=class><span aria-hidden="true">{sign}</span><span class="unseen">{moved}</span></span> }.into_any()
    };
    view! {
        <li class=mine.then_some("me")>
            <span>{rank}</span>
            {name}
            <span>{value}</span>
            {moved}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(rank: u32, own: bool) -> BoardRow {
        BoardRow { rank, name: None, value: 0, own, movement: Movement::Same }
    }

    fn ranks(top: &[(u32, bool)], near: &[(u32, bool)]) -> Vec<u32> {
        let rows = |list: &[(u32, bool)]| list.iter().map(|(rank, own)| row(*rank, *own)).collect();
        joined(rows(top), rows(near)).iter().map(|row| row.rank).collect()
    }

    #[test]
    fn nobody_stands_twice_in_the_list() {
        assert_eq!(ranks(&[(1, false), (2, false), (3, false)], &[]), [1, 2, 3]);
        assert_eq!(ranks(&[(1, false), (2, true), (3, false)], &[(1, false), (2, true), (3, false), (4, false)]), [1, 2, 3, 4]);
        assert_eq!(
            ranks(&[(1, false), (2, false), (3, false)], &[(2, false), (3, false), (4, true), (5, false)]),
            [1, 2, 3, 4, 5]
        );
        assert_eq!(ranks(&[(1, false), (2, false), (3, false)], &[(5, false), (6, false), (7, true)]), [1, 2, 3, 5, 6, 7]);
        assert_eq!(ranks(&[(1, true), (2, false), (3, false)], &[(1, true), (2, false), (3, false)]), [1, 2, 3]);
    }
}
