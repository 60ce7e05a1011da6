//! What a draft would have changed: who moves, what it costs, month by month.

use jiso::{
    lang::Lang,
    money::Money,
    programme::{MoverLine, Pair, Way, WhatIfTold},
    time::MonthKey,
};
use leptos::prelude::*;

use crate::{
    format::{day, money, month_short, number, plus, signed},
    frame::lang,
    points::pt,
    text::{points, programme as t},
    ui::{Notice, PairChart, PairPoint, Sheet, Tag, Tone},
};

#[component]
pub fn Outcome(found: WhatIfTold) -> impl IntoView {
    let l = lang();
    let WhatIfTold { from, until, companies, events, months, rules, won_yen, margin_yen, movers, falls, graces, rises, left_out } =
        found;
    let sum = months.iter().fold(Pair::default(), |mut sum, (_, month)| {
        sum.add(month.now, month.draft);
        sum
    });
    let counted = t::outcome_counted(l, day(l, from), day(l, until), number(companies.into()), number(clamped(events)));
    let left_out = (!left_out.is_empty()).then(|| t::outcome_left_out(l, left_out.join(t::list(l))));
    view! {
        <Sheet title=t::outcome(l)>
            <p>{headline(l, falls, graces, rises)}</p>
            <ul class="figures">
                <li>
                    <span class="quiet">{t::outcome_points(l)}</span>
                    <span class="figure">{number(sum.draft)} <small>{points::unit(l)}</small></span>
                    <span class="quiet">{t::outcome_versus(l, pt(l, sum.now))}</span>
                    <Tag>{pt_signed(l, sum.difference())}</Tag>
                </li>
                <li>
                    <span class="quiet">{t::outcome_margin(l)}</span>
                    <span class="figure">{yen(margin_yen.draft)}</span>
                    <span class="quiet">{t::outcome_versus(l, yen(margin_yen.now))}</span>
                    <Tag>{yen_signed(l, margin_yen.difference())}</Tag>
                </li>
            </ul>
            <p class="quiet">{counted}</p>
            <p class="quiet">{t::outcome_how(l, yen(won_yen))}</p>
            {left_out.map(|text| view! { <Notice tone=Tone::Wait><p>{text}</p></Notice> })}
        </Sheet>
        <Movers movers falls graces rises/>
        <Sheet title=t::outcome_months(l)>{chart(l, months, sum)}</Sheet>
        <Sheet title=t::outcome_rules(l)>{rule_table(l, rules)}</Sheet>
    }
}

fn headline(l: Lang, falls: u32, graces: u32, rises: u32) -> String {
    if falls == 0 && graces == 0 && rises == 0 {
        return t::outcome_nobody(l).to_owned();
    }
    t::outcome_moves(l, falls, graces, rises)
}

fn pt_signed(l: Lang, points: i64) -> String {
    t::pt_signed(l, signed(l, points))
}

fn yen(n: i64) -> String {
    money(&Money::yen(n))
}

fn yen_signed(l: Lang, n: i64) -> String {
    match n {
        0 => t::plus_minus(l).to_owned(),
        more if more > 0 => format!("{}{}", plus(l), yen(more)),
        less => format!("−{}", yen(less.saturating_neg())),
    }
}

fn clamped(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[component]
fn Movers(movers: Vec<MoverLine>, falls: u32, graces: u32, rises: u32) -> impl IntoView {
    let l = lang();
    if movers.is_empty() {
        return ().into_any();
    }
    let all = usize::try_from(falls + graces + rises).unwrap_or(usize::MAX);
    let hidden = all.saturating_sub(movers.len());
    let rows = movers.into_iter().map(|line| mover(l, line)).collect_view();
    view! {
        <Sheet title=t::movers(l)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t::mover_company(l)}</th>
                        <th scope="col">{t::mover_change(l)}</th>
                        <th scope="col">{t::mover_why(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {(hidden > 0).then(|| view! { <p class="quiet">{t::movers_hidden(l, hidden)}</p> })}
        </Sheet>
    }
    .into_any()
}

fn mover(l: Lang, line: MoverLine) -> impl IntoView {
    let (tone, icon) = match line.way {
        Way::Down => (Tone::Bad, "arrow-down"),
        Way::Grace => (Tone::Wait, "clock"),
        Way::Up => (Tone::Good, "arrow-up"),
    };
    let change = match line.way {
        Way::Grace => line.from,
        _ => t::mover_from_to(l, line.from, line.to),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/console/partners/{}", line.company)>{line.name}</a></th>
            <td data-label=t::mover_change(l)>
                <span><Tag tone icon>{t::way(l, line.way.as_str())}</Tag> " " {change}</span>
            </td>
            <td data-label=t::mover_why(l)><span>{line.why}</span></td>
        </tr>
    }
}

fn chart(l: Lang, months: Vec<(MonthKey, Pair)>, sum: Pair) -> impl IntoView {
    let drawn = |n: i64| u64::try_from(n).unwrap_or(0);
    let point = |(month, points): &(MonthKey, Pair)| PairPoint {
        label: month_short(l, *month),
        values: [drawn(points.now), drawn(points.draft)],
        texts: [number(points.now), number(points.draft)],
    };
    let points: Vec<PairPoint> = months.iter().map(point).collect();
    view! {
        <PairChart
            points
            label=t::outcome_chart(l, number(sum.now), number(sum.draft))
            names=[t::now_name(l).to_owned(), t::draft(l).to_owned()]
            table_label=t::as_table(l)
            head=t::month(l)
        />
    }
}

fn rule_table(l: Lang, rules: Vec<(String, Pair)>) -> impl IntoView {
    let rows = rules.into_iter().map(|(name, points)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label=t::now_name(l)>{number(points.now)}</td>
                <td class="num" data-label=t::draft(l)>{number(points.draft)}</td>
                <td class="num" data-label=t::difference(l)>{signed(l, points.difference())}</td>
            </tr>
        }
    });
    view! {
        <table class="table fixed">
            <thead>
                <tr>
                    <th scope="col">{t::rule_name(l)}</th>
                    <th scope="col" class="num">{t::now_name(l)}</th>
                    <th scope="col" class="num">{t::draft(l)}</th>
                    <th scope="col" class="num">{t::difference(l)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
