use jiso::{
    lang::Lang,
    scripts::SAMPLE_MIN,
    trace::{ALL_DEALS, Funnel, Reached, TAP_DAYS, TraceForm, TraceKind, TracePeriod, TraceQuery, TraceRow, TraceSheet},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::content_trace,
    behind::behind_sheet,
    trace_table::{name, rate, table, unused},
};
use crate::{
    format::number,
    frame::{lang, load, show, title},
    text::trace as t,
    ui::{Empty, Facets, LinkItem, PageHead, ShareChart, ShareLine, Sheet, TabsLine},
};

/// More bars than so many are no picture.
const DRAWN: usize = 8;

/// `/console/trace`
pub struct TracePage;

#[lazy_route]
impl LazyRoute for TracePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            TraceForm { kind: part("kind"), period: part("period"), of: part("of"), reached: part("reached"), page: part("page") }
        };
        show(load(form, content_trace), |sheet| view! { <Whole sheet/> }.into_any())
    }
}

#[component]
fn Whole(sheet: TraceSheet) -> impl IntoView {
    let l = lang();
    let TraceSheet { query, all, rows, talks_cut, behind } = sheet;
    let decided = all.decided();
    let lede = match all.win_percent() {
        Some(percent) => t::lede(l, number(decided.into()), number(all.won.into()), percent),
        None => t::lede_few(l, number(decided.into())),
    };
    let behind = behind.map(|behind| behind_sheet(l, &query, behind, &rows));
    let body = if rows.iter().all(|row| row.funnel.deals == 0) {
        let text = t::none_text(l, query.kind.as_str());
        view! { <section class="sheet"><Empty icon="trending-up" title=t::none(l) text/></section> }.into_any()
    } else {
        let drawn = drawn(l, &all, &rows);
        let note = t::uses_note(l, query.kind.as_str());
        let (used, not): (Vec<TraceRow>, Vec<TraceRow>) = rows.into_iter().partition(|row| row.funnel.deals > 0);
        let (table, unused) = (table(l, &query, &all, used), unused(l, &query, not));
        view! {
            {drawn}
            <Sheet title=t::numbers(l) id="numbers"><p class="quiet">{note}</p> {table} {unused}</Sheet>
        }
        .into_any()
    };
    let (kinds, periods, figures) = (kinds(l, &query), periods(l, &query), figures(l, &query, &all));
    let rule = rule(l, query.kind);
    let cut = talks_cut.map(|talks| view! { <p class="quiet">{t::talks_cut(l, number(talks.into()))}</p> });
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=t::title(l) lede/>
            <div class="stack tight">
                <TabsLine label=t::kind_label(l) links=kinds/>
                <Facets label=t::period_label(l) links=periods/>
            </div>
            <Sheet title=t::deals_of(l, query.period.as_str())>
                <ul class="figures">{figures}</ul>
                <p>{rule}</p>
                <p class="quiet">{t::honest(l, SAMPLE_MIN)}</p>
                {cut}
            </Sheet>
            {behind}
            {body}
        </div>
    }
}

/// What counts for which deal, by the numbers of the rule itself.
fn rule(l: Lang, kind: TraceKind) -> String {
    match kind {
        TraceKind::Lesson => t::rule_lesson(l).to_owned(),
        TraceKind::Branch => t::rule_branch(l, TAP_DAYS),
        TraceKind::Template => t::rule_template(l).to_owned(),
    }
}

fn kinds(l: Lang, query: &TraceQuery) -> Vec<LinkItem> {
    let link = |kind: &TraceKind| {
        let href = TraceQuery { kind: *kind, ..query.whole() }.href();
        LinkItem::new(href, t::kind(l, kind.as_str())).here(*kind == query.kind)
    };
    TraceKind::ALL.iter().map(link).collect()
}

fn periods(l: Lang, query: &TraceQuery) -> Vec<LinkItem> {
    let link = |period: &TracePeriod| {
        let href = TraceQuery { period: *period, ..query.whole() }.href();
        LinkItem::new(href, t::period(l, period.as_str())).here(*period == query.period)
    };
    TracePeriod::ALL.iter().map(link).collect()
}

/// All deals of the period, each number with the deals behind it.
fn figures(l: Lang, query: &TraceQuery, all: &Funnel) -> AnyView {
    let counts = [
        (Reached::Deals, all.deals),
        (Reached::Meeting, all.meeting),
        (Reached::Proposal, all.proposal),
        (Reached::Won, all.won),
        (Reached::Lost, all.lost),
    ];
    let figure = |(reached, count): (Reached, u32)| {
        let (href, words) = (query.behind(ALL_DEALS, reached), t::reached(l, reached.as_str()));
        view! {
            <li>
                <a class="figure num" href=href>{number(count.into())}</a>
                <small>{words}</small>
            </li>
        }
    };
    counts.into_iter().map(figure).collect_view().into_any()
}

/// The win rate of all deals first, then of the rows that have one, as they stand in the table; no picture where there is none.
fn drawn(l: Lang, all: &Funnel, rows: &[TraceRow]) -> Option<AnyView> {
    let line = |label: String, funnel: &Funnel| {
        let (share, note) = (funnel.win_per_mille()?, rate(l, funnel));
        Some(ShareLine { label, share, told: t::bar(l, &note), note })
    };
    let first = line(t::all_deals(l).to_owned(), all)?;
    let mut lines: Vec<ShareLine> = rows.iter().filter_map(|row| line(name(l, row), &row.funnel)).take(DRAWN).collect();
    if lines.is_empty() {
        return None;
    }
    lines.insert(0, first);
    let chart = view! { <ShareChart lines label=t::picture_text(l, DRAWN)/> };
    Some(view! { <Sheet title=t::picture(l)>{chart}</Sheet> }.into_any())
}
