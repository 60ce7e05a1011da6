//! The numbers of each row, each with the deals behind it.

use jiso::{
    lang::Lang,
    money::Money,
    scripts::SAMPLE_MIN,
    trace::{Funnel, Reached, TraceQuery, TraceRow},
};
use leptos::prelude::*;

use crate::{
    format::{money, number},
    text::trace as t,
    ui::{More, Tag, Tone},
};

/// Rows beyond these unfold.
const SHOWN: usize = 12;

/// A row by one name.
pub fn name(l: Lang, row: &TraceRow) -> String {
    match row.version {
        Some(version) => t::version(l, &row.title, t::language(l, row.lang.as_str()), version),
        None => row.title.clone(),
    }
}

/// The rate and of how many deals it is, or why none is said.
pub fn rate(l: Lang, funnel: &Funnel) -> String {
    match funnel.win_percent() {
        Some(percent) => t::rate_value(l, percent, number(funnel.decided().into())),
        None => t::rate_few(l, funnel.decided(), SAMPLE_MIN),
    }
}

pub fn table(l: Lang, query: &TraceQuery, all: &Funnel, rows: Vec<TraceRow>) -> AnyView {
    let mut first = rows;
    let rest = first.split_off(first.len().min(SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let summary = t::more_rows(l, i64::try_from(rest.len()).unwrap_or(i64::MAX));
        let rest = numbers(l, query, all, rest);
        view! { <More summary>{rest}</More> }
    });
    view! { {numbers(l, query, all, first)} {more} }.into_any()
}

fn numbers(l: Lang, query: &TraceQuery, all: &Funnel, rows: Vec<TraceRow>) -> AnyView {
    let uses = t::uses(l, query.kind.as_str());
    let heads = [
        uses,
        t::reached_deals(l),
        t::sent(l),
        t::reached_meeting(l),
        t::reached_proposal(l),
        t::reached_won(l),
        t::rate(l),
        t::won_amount(l),
    ];
    let heads = heads.into_iter().map(|head| view! { <th scope="col" class="num">{head}</th> }).collect_view();
    let rows = rows.into_iter().map(|row| line(l, query, all, uses, row)).collect_view();
    view! {
        <table class="table traced">
            <thead><tr><th scope="col">{t::content(l, query.kind.as_str())}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(l: Lang, query: &TraceQuery, all: &Funnel, uses: &'static str, row: TraceRow) -> AnyView {
    let funnel = row.funnel;
    let named = name(l, &row);
    let counted = |reached: Reached, count: u32| {
        let label = t::reached(l, reached.as_str());
        let inner = if count == 0 {
            "0".into_any()
        } else {
            let (href, told) = (query.behind(&row.key, reached), t::deals_behind(l, &named, label, number(count.into())));
            view! { <a href=href aria-label=told>{number(count.into())}</a> }.into_any()
        };
        view! { <td class="num" data-label=label>{inner}</td> }
    };
    let above = funnel.above(all).map(|points| {
        let (tone, words) = match points {
            1.. => (Tone::Good, t::above(l, points)),
            0 => (Tone::Plain, t::as_all(l).to_owned()),
            ..0 => (Tone::Wait, t::below(l, points.abs())),
        };
        let tone = if funnel.stands_out(all) { tone } else { Tone::Plain };
        view! { <Tag tone>{words}</Tag> }
    });
    let few = if funnel.win_percent().is_some() { "num rate" } else { "num rate few" };
    view! {
        <tr>
            <th scope="row">
                <a href=row.href.clone() lang=row.lang.as_str()>{named.clone()}</a>
                {(!row.group.is_empty()).then(|| view! { <small class="quiet">{row.group.clone()}</small> })}
            </th>
            <td class="num" data-label=uses>{number(row.uses.into())}</td>
            {counted(Reached::Deals, funnel.deals)}
            <td class="num" data-label=t::sent(l)>{number(funnel.sent.into())}</td>
            {counted(Reached::Meeting, funnel.meeting)}
            {counted(Reached::Proposal, funnel.proposal)}
            {counted(Reached::Won, funnel.won)}
            <td class=few data-label=t::rate(l)><span>{rate(l, &funnel)} " " {above}</span></td>
            <td class="num" data-label=t::won_amount(l)>{money(&Money::yen(funnel.yen))}</td>
        </tr>
    }
    .into_any()
}

/// What no deal of the period counts for.
pub fn unused(l: Lang, query: &TraceQuery, rows: Vec<TraceRow>) -> Option<AnyView> {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let uses = t::uses(l, query.kind.as_str());
    let items = rows.into_iter().map(|row| {
        let named = name(l, &row);
        let facts = t::used_so_far(l, uses, number(row.ever.into()));
        let facts = if row.group.is_empty() { facts } else { [row.group, facts].join(crate::format::dot(l)) };
        view! { <li><div><h3><a href=row.href lang=row.lang.as_str()>{named}</a></h3><p class="quiet">{facts}</p></div></li> }
    });
    let items = items.collect_view();
    (count > 0).then(|| view! { <More summary=t::without_deals(l, count)><ul class="rows">{items}</ul></More> }.into_any())
}
