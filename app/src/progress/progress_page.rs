use jiso::{lang::Lang, progress::AxisBalance};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::progress,
    criteria::criteria_rows,
    ledger::ledger_sheets,
    months::months_sheet,
    sentences::criteria,
    simulator::SimulatorSheet,
    tier_track::TierTrack,
    words::{BenefitsWords, ProgressWords},
};
use crate::{
    format::{dot, number},
    frame::{lang, load, show, title},
    points::pt,
    text::{points, progress as t},
    ui::{ButtonLink, More, PageHead, Sheet, Tag, Tone},
};

pub struct ProgressPage;

#[lazy_route]
impl LazyRoute for ProgressPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let page = move || query.with(|q| q.get("page").and_then(|page| page.parse().ok()).unwrap_or(1));
        show(load(page, progress), |words| view! { <Whole words/> }.into_any())
    }
}

#[component]
fn Whole(words: ProgressWords) -> impl IntoView {
    let l = lang();
    let ladder = ladder(l, &words);
    let ProgressWords { headline, lede, tier, balances, mine, simulator, months, benefits, ledger, .. } = words;
    let figures = balances.iter().cloned().map(|axis| view! { <Figure axis/> }).collect_view();
    view! {
        {title(t::title(l))}
        <div class="page" data-part="progress">
            <PageHead
                title=headline
                lede
                actions=move || view! { <ButtonLink href="/leaderboard" icon="trophy">{t::to_board(l)}</ButtonLink> }
            />
            <div class="split">
                <div class="stack">
                    {ladder}
                    <Sheet title=t::balances(l)>
                        <ul class="figures">{figures}</ul>
                        <p class="quiet">
                            {t::mine(l)} " " <b>{pt(l, mine.confirmed)}</b>
                            {(mine.provisional != 0).then(|| format!("{}{}", dot(l), t::balance_provisional(l, number(mine.provisional))))}
                        </p>
                    </Sheet>
                    {Suspend::new(months_sheet(months))}
                </div>
                <div class="stack">
                    <SimulatorSheet simulator now=tier balances/>
                    <Benefits benefits/>
                </div>
            </div>
            {Suspend::new(ledger_sheets(ledger))}
        </div>
    }
}

/// The tier: the track, since when it is held and what the next review brings, what the next tier asks for and what this one does,
/// and what two orders would do.
fn ladder(l: Lang, words: &ProgressWords) -> AnyView {
    let ProgressWords { tier, balances, lately, standing, announced, supposed, .. } = words;
    let now = t::tier_now(l, tier.verdict.current.name.get(l));
    let next = tier.verdict.next.as_ref().map(|next| {
        let lines = criteria_rows(&next.criteria, balances);
        view! {
            <div class="stack tight">
                <h3>{t::criteria_of(l, next.tier.name.get(l))}</h3>
                <p class="quiet">{criteria(l, &next.criteria, balances)}</p>
                {lines}
            </div>
        }
    });
    let keeps = (!tier.keeps.is_empty()).then(|| {
        let lines = criteria_rows(&tier.keeps, balances);
        view! { <More summary=t::keeps(l, tier.verdict.current.name.get(l)) open=tier.grace.is_some()>{lines}</More> }
    });
    let track = view! { <TierTrack tier=tier.clone()/> }.into_any();
    let [lately, standing, announced, supposed] = [
        lately.clone().map(|(tone, text)| view! { <p><Tag tone>{text}</Tag></p> }.into_any()),
        Some(view! { <p class="quiet">{standing.clone()}</p> }.into_any()),
        announced.clone().map(|text| view! { <p class="quiet" id="announced">{text}</p> }.into_any()),
        supposed.clone().map(|text| view! { <p class="supposed">{text}</p> }.into_any()),
    ];
    view! {
        <Sheet title=t::tier(l) id="tier" aside=move || view! { <span class="quiet">{now.clone()}</span> }>
            {lately}
            {track}
            {standing}
            {announced}
            {supposed}
            {next}
            {keeps}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Figure(axis: AxisBalance) -> impl IntoView {
    let l = lang();
    view! {
        <li>
            <span class="quiet">{axis.name.get(l).to_owned()}</span>
            <a class="figure" href="#ledger">{number(axis.balance.confirmed)} <small>{points::unit(l)}</small></a>
            {(axis.balance.provisional != 0)
                .then(|| view! { <Tag tone=Tone::Wait>{t::balance_provisional(l, number(axis.balance.provisional))}</Tag> })}
        </li>
    }
}

#[component]
fn Benefits(benefits: BenefitsWords) -> impl IntoView {
    let l = lang();
    let BenefitsWords { heading, now, claims, next_heading, next } = benefits;
    let list = |class: &'static str, texts: Vec<String>| {
        let texts = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <ul class=class>{texts}</ul> }.into_any()
    };
    let given = if now.benefits.is_empty() {
        view! { <p class="quiet">{t::no_benefits(l)}</p> }.into_any()
    } else {
        list("ticks", now.benefits)
    };
    let claim = |(text, ending): (String, Option<String>)| {
        let ending = ending.map(|text| view! { <Tag tone=Tone::Wait>{text}</Tag> });
        view! { <li><div>{text}</div> {ending}</li> }
    };
    let claims = (!claims.is_empty()).then(|| {
        view! {
            <h3>{t::claims(l)}</h3>
            <ul class="rows">{claims.into_iter().map(claim).collect_view()}</ul>
        }
    });
    let granted = granted(l, now.room, now.extra_margin);
    let next = next.map(|next| {
        let given = next_heading.map(|heading| view! { <h3>{heading}</h3> {list("ticks ahead", next.benefits)} });
        view! { {given} {self::granted(l, next.room, next.extra_margin)} }
    });
    view! { <Sheet title=heading>{given} {granted} {claims} {next}</Sheet> }
}

/// What a tier grants in numbers.
fn granted(l: Lang, room: String, extra_margin: Option<String>) -> AnyView {
    let margin = extra_margin.map(|margin| (t::extra_margin(l), margin));
    let lines = [Some((t::room(l), room)), margin].into_iter().flatten();
    let lines = lines.map(|(name, value)| view! { <div><dt>{name}</dt> <dd>{value}</dd></div> });
    view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
}
