//! Two numbers a month side by side, with the table behind them.

use leptos::prelude::*;

use super::{More, chart::share};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairPoint {
    pub label: String,
    pub values: [u64; 2],
    /// How they are written.
    pub texts: [String; 2],
}

const FLOOR: u64 = 120;
const HEIGHT: u64 = 100;

/// The first of each pair is quiet, the second stands out by its ink and its place.
#[component]
pub fn PairChart(
    points: Vec<PairPoint>,
    /// The picture as a sentence.
    #[prop(into)]
    label: String,
    /// What the two are called.
    names: [String; 2],
    /// Opens the table.
    #[prop(into)]
    table_label: String,
    /// The head of the table's first column.
    #[prop(into)]
    head: String,
) -> impl IntoView {
    let top = points.iter().flat_map(|point| point.values).max().unwrap_or(0).max(1);
    let (count, last) = (points.len() as u64, points.len().saturating_sub(1));
    let bars = points.iter().enumerate().map(|(index, point)| {
        let left = index as u64 * 1000;
        let bar = |class: &'static str, offset: u64, value: u64| {
            let height = value * HEIGHT / top;
            let (x, y) = (share(left + offset, count * 1000), (FLOOR - height).to_string());
            view! { <rect class=class x=x width=share(340, count * 1000) y=y height=height.to_string() rx="2"></rect> }
        };
        let named = (index == 0 || index == last).then(|| {
            let anchor = if index == 0 { "start" } else { "end" };
            let x = share(if index == 0 { left } else { left + 1000 }, count * 1000);
            view! { <text x=x y="142" text-anchor=anchor>{point.label.clone()}</text> }
        });
        view! { {bar("bar", 140, point.values[0])} {bar("bar second", 520, point.values[1])} {named} }
    });
    let bars = bars.collect_view();
    let [first, second] = names;
    let rows = points
        .into_iter()
        .map(|point| {
            let [now, then] = point.texts;
            let (over_now, over_then) = (first.clone(), second.clone());
            view! {
                <tr>
                    <th scope="row">{point.label}</th>
                    <td class="num" data-label=over_now>{now}</td>
                    <td class="num" data-label=over_then>{then}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <p class="legend"><span>{first.clone()}</span><span class="second">{second.clone()}</span></p>
            <svg role="img" aria-label=label>
                <line class="grid" x1="0" x2="100%" y1="120" y2="120"></line>
                {bars}
            </svg>
            <More summary=table_label>
                <table class="table">
                    <thead>
                        <tr><th scope="col">{head}</th><th scope="col" class="num">{first}</th><th scope="col" class="num">{second}</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </More>
        </figure>
    }
}
