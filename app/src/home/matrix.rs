use jiso::{
    home::{MatrixRow, PhaseMatrix},
    lang::Lang,
    partners::ON_THEIR_WAY,
    phases::{Phase, ReasonName, StallReason},
};
use leptos::prelude::*;

use crate::{
    frame::lang,
    text::{home as t, phases},
    ui::Sheet,
};

/// Phase by reason; each number opens the companies it counts.
#[component]
pub fn Matrix(matrix: PhaseMatrix) -> impl IntoView {
    let l = lang();
    let most = most(&matrix);
    let reasons = &matrix.reasons;
    let heads = reasons.iter().map(|named| view! { <th scope="col">{named.name.get(l).to_owned()}</th> }).collect_view();
    let highest = most.map_or(0, |(_, _, count)| count);
    let rows = matrix
        .rows
        .iter()
        .map(|row| {
            let cells = reasons.iter().map(|named| stalled(l, row, named, most, highest)).collect_view();
            view! {
                <tr>
                    <th scope="row">{row.name.get(l).to_owned()}</th>
                    {moving(l, row)}
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let note = t::matrix_note(l, i64::from(matrix.companies));
    let common = matrix.common_reason().map(|(named, count)| {
        let text = t::matrix_most(l, named.name.get(l), count, named.remedy.get(l));
        let href = format!("/console/partners?stall={}", named.reason.as_str());
        view! { <p class="quiet">{text} " " <a class="link" href=href>{t::matrix_open(l)}</a></p> }
    });
    view! {
        <Sheet title=t::matrix(l) aside=move || view! { <a class="link" href="/console/partners">{note.clone()}</a> }>
            <div class="scroll">
                <table class="matrix">
                    <thead>
                        <tr>
                            <th scope="col"><span class="unseen">{t::matrix_phase(l)}</span></th>
                            <th scope="col">{phases::on_track(l)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {common}
        </Sheet>
    }
}

/// The cell with most companies, if several share a fate: where one step helps most.
fn most(matrix: &PhaseMatrix) -> Option<(Phase, StallReason, u32)> {
    let cells = matrix.rows.iter().flat_map(|row| row.stalled.iter().map(|(reason, count)| (row.phase, *reason, *count)));
    cells.max_by_key(|(_, _, count)| *count)
}

fn moving(l: Lang, row: &MatrixRow) -> AnyView {
    let href = format!("/console/partners?phase={}&stall={ON_THEIR_WAY}", row.phase.as_str());
    cell(l, row, phases::on_track(l), row.on_their_way, href, "")
}

fn stalled(l: Lang, row: &MatrixRow, named: &ReasonName, most: Option<(Phase, StallReason, u32)>, highest: u32) -> AnyView {
    let reason = named.reason;
    let count = row.stalled.get(&reason).copied().unwrap_or(0);
    let hottest = most.is_some_and(|(phase, most, _)| (phase, most) == (row.phase, reason));
    let class = match count * 3 {
        _ if hottest => "hot",
        thirds if thirds > highest * 2 => "h3",
        thirds if thirds > highest => "h2",
        _ => "h1",
    };
    let href = format!("/console/partners?phase={}&stall={}", row.phase.as_str(), reason.as_str());
    cell(l, row, named.name.get(l), count, href, class)
}

fn cell(l: Lang, row: &MatrixRow, state: &str, count: u32, href: String, class: &'static str) -> AnyView {
    if count == 0 {
        return view! { <td class="none"><span>"–"</span></td> }.into_any();
    }
    let label = t::matrix_cell(l, row.name.get(l), state, count);
    view! { <td class=class><a href=href aria-label=label>{count}</a></td> }.into_any()
}
