use jiso::{
    lang::Lang,
    phases::{MonthRate, Origins, SelfStart},
};
use leptos::prelude::*;

use crate::{
    format::month_short,
    frame::lang,
    text::{home as t, phases},
    ui::{LineChart, Point},
};

/// The self-start rate over the months, with its table behind it.
#[component]
pub fn RateChart(months: Vec<MonthRate>) -> impl IntoView {
    let l = lang();
    let point = |line: MonthRate| {
        let percent = line.origins.self_start_percent()?;
        Some(Point { label: month_short(l, line.month), value: percent.into(), text: t::percent(l, percent), ghost: false })
    };
    let points: Vec<Point> = months.into_iter().filter_map(point).collect();
    match (points.first().cloned(), points.last().cloned()) {
        (Some(first), Some(last)) => view! {
            <LineChart
                points
                top=100
                label=t::rate_label(l, first.label, first.value, last.label, last.value)
                table_label=t::as_table(l)
                heads=(t::month(l).to_owned(), t::rate(l).to_owned())
            />
        }
        .into_any(),
        _ => view! { <p class="quiet">{t::rate_empty(l)}</p> }.into_any(),
    }
}

/// Who set things going in 30 and in 90 days.
#[component]
pub fn RateTable(self_start: SelfStart) -> impl IntoView {
    let l = lang();
    view! {
        <div class="scroll" tabindex="0">
            <table class="table fixed">
            <thead>
                <tr>
                    <th scope="col">{phases::rate_span(l)}</th>
                    <th scope="col" class="num">{phases::rate(l)}</th>
                    <th scope="col" class="num">{phases::rate_own(l)}</th>
                    <th scope="col" class="num">{phases::rate_nudged(l)}</th>
                    <th scope="col" class="num">{phases::rate_requested(l)}</th>
                </tr>
            </thead>
            <tbody>{row(l, 30, self_start.last_30_days)} {row(l, 90, self_start.last_90_days)}</tbody>
        </table>
        </div>
    }
}

fn row(l: Lang, days: u32, origins: Origins) -> impl IntoView {
    let rate = origins.self_start_percent().map_or_else(|| phases::rate_none(l).to_owned(), |percent| t::percent(l, percent));
    view! {
        <tr>
            <th scope="row">{phases::rate_days(l, days)}</th>
            <td class="num">{rate}</td>
            <td class="num">{origins.self_started}</td>
            <td class="num">{origins.nudged}</td>
            <td class="num">{origins.requested}</td>
        </tr>
    }
}
