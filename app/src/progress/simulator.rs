//! "What if": open orders won, people certified, time gone by. The functions that decide tiers run here, so that an answer
//! needs no request; without JavaScript the same form asks for the page again.

use jiso::{
    lang::Lang,
    money::Money,
    progress::{AxisBalance, Shift, SimulatedDeal, Simulator, Supposition, TierSnapshot},
    tiers::{TierFacts, TierOutcome, WindowFacts, verdict, wins_needed},
};
use leptos::{
    ev::{DragEvent, Event},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    sentences::{all_met, gap_headline, gap_lede},
    tier_track::TierTrack,
};
use crate::{
    format::{day, day_short, money, number, signed},
    forms::Typed,
    frame::lang,
    text::progress as t,
    ui::{Button, ButtonLink, Choice, Choices, Empty, More, Select, Sheet, changing, company_name},
};

/// So many deals stand open to be ticked; the others unfold.
const DEALS_SHOWN: usize = 4;

#[component]
pub fn SimulatorSheet(simulator: Simulator, now: TierSnapshot, balances: Vec<AxisBalance>) -> impl IntoView {
    let l = lang();
    let asked = Supposition::read(&use_query_map().with_untracked(address));
    let supposition = RwSignal::new(asked.clone());
    let suppose = move |event: Event| {
        if let Some(typed) = Typed::by(&event).and_then(|typed| typed.encoded()) {
            supposition.set(Supposition::read(&typed));
        }
    };
    let (deals, more) = boxes(&simulator.deals, &asked);
    let draggable = !simulator.deals.is_empty();
    let carried = StoredValue::new(None::<String>);
    let carry = move |event: DragEvent| carried.set_value(carried_deal(&event));
    let receive = move |event: DragEvent| {
        event.prevent_default();
        if let Some(deal) = carried.get_value() {
            tick(&event, &deal);
        }
    };
    let people = (0..=Supposition::MOST_CERTIFIED).map(|n| Choice::new(n.to_string(), t::sim_people(l, i64::from(n)))).collect();
    let dates = Supposition::MONTHS.iter().map(|months| date(l, &simulator, *months)).collect();
    let kept = StoredValue::new((simulator, now, balances));
    let told = Signal::derive(move || supposition.with(|what| kept.with_value(|(simulator, _, _)| sentence(l, simulator, what))));
    let outcome = changing(move || {
        let what = supposition.get();
        Some(kept.with_value(|(simulator, now, balances)| outcome(l, simulator, now, balances, &what)))
    });
    view! {
        <Sheet title=t::sim(l) id="simulator">
            <p class="quiet">{t::sim_lead(l)}</p>
            <form class="suppose" method="get" action="/progress#simulator" autocomplete="off" on:change=suppose on:dragstart=carry>
                <p class="supposed" role="status" on:dragover=move |event: DragEvent| event.prevent_default() on:drop=receive>{told}</p>
                {draggable.then(|| view! { <p class="quiet by-pointer">{t::sim_drag(l)}</p> })}
                <fieldset class="field">
                    <legend>{t::sim_deals(l)}</legend>
                    {deals}
                    {more.map(|more| view! { <More summary=t::sim_more(l) open=more.1>{more.0}</More> })}
                </fieldset>
                <Select name="certified" label=t::sim_certified(l) options=people value=asked.certified.to_string()/>
                <Choices name="months" label=t::sim_when(l) choices=dates selected=vec![asked.months.to_string()]/>
                <div class="actions">
                    <Button>{t::sim_go(l)}</Button>
                    <a class="link" rel="external" href="/progress#simulator">{t::sim_clear(l)}</a>
                </div>
            </form>
            {outcome}
        </Sheet>
    }
}

/// The address' own part of a supposition, decoded.
fn address(query: &ParamsMap) -> String {
    let pairs = ["win", "certified", "months"].into_iter().flat_map(|name| {
        let values = query.get_all(name).unwrap_or_default();
        values.into_iter().map(move |value| format!("{name}={value}"))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The deal of the card that is dragged.
fn carried_deal(event: &DragEvent) -> Option<String> {
    let card: Element = event.target()?.dyn_into().ok()?;
    card.query_selector("[name=win]").ok()??.get_attribute("value")
}

/// Ticks a deal's box by a click, so that everything follows that follows from a click.
fn tick(event: &DragEvent, deal: &str) {
    let answer = event.target().and_then(|answer| answer.dyn_into::<Element>().ok());
    let form = answer.and_then(|answer| answer.closest("form").ok().flatten());
    let open = form.and_then(|form| form.query_selector(&format!("[value='{deal}']:not(:checked)")).ok().flatten());
    if let Some(open) = open.and_then(|open| open.dyn_into::<HtmlElement>().ok()) {
        open.click();
    }
}

/// The deals to tick, and those that unfold; open when one of them is ticked.
fn boxes(deals: &[SimulatedDeal], asked: &Supposition) -> (AnyView, Option<(AnyView, bool)>) {
    let l = lang();
    let ticked = |deal: &SimulatedDeal| asked.wins.contains(&deal.deal);
    let cards = |deals: &[SimulatedDeal]| {
        let card = |deal: &SimulatedDeal| {
            view! {
                <label class="choice" draggable="true">
                    <input type="checkbox" name="win" value=deal.deal.to_string() checked=ticked(deal)/>
                    <span><span>{company_name(&deal.customer)}</span> <small>{money(&Money::yen(deal.yen))}</small></span>
                </label>
            }
        };
        view! { <div class="choices">{deals.iter().map(card).collect_view()}</div> }.into_any()
    };
    if deals.is_empty() {
        let none = view! {
            <Empty icon="briefcase" title=t::sim_no_deals(l) text=t::sim_no_deals_text(l)>
                <ButtonLink href="/deals/new">{t::sim_register(l)}</ButtonLink>
            </Empty>
        };
        return (none.into_any(), None);
    }
    let (first, rest) = deals.split_at(deals.len().min(DEALS_SHOWN));
    (cards(first), (!rest.is_empty()).then(|| (cards(rest), rest.iter().any(ticked))))
}

fn date(l: Lang, simulator: &Simulator, months: u32) -> Choice {
    let name = if months == 0 { t::sim_today(l).to_owned() } else { t::sim_months(l, i64::from(months)) };
    Choice::new(months.to_string(), name).note(day_short(l, simulator.facts(months).as_of))
}

/// What the reviews make of it, short enough that on a phone it stands on one screen with what is ticked.
fn sentence(l: Lang, simulator: &Simulator, what: &Supposition) -> String {
    let (rules, fate, supposed) = (&simulator.rules, simulator.fate(what), simulator.suppose(what));
    let then = verdict(&rules.tiers, &fate.standing.tier, &supposed);
    let (tier, since) = (then.current.name.get(l), day(l, fate.standing.since));
    let shift = match (fate.shift, fate.outcome) {
        (Shift::Up, _) => t::sim_up(l, since, tier),
        (Shift::Down, _) => t::sim_down(l, since, tier),
        (Shift::Same, Some(TierOutcome::Grace { until })) => t::sim_grace(l, day(l, fate.day), day(l, until)),
        (Shift::Same, _) => t::sim_same(l, day(l, fate.day), tier),
    };
    if then.next.as_ref().is_none_or(|next| all_met(&next.criteria)) {
        return shift;
    }
    t::sim_told(l, shift, gap_headline(l, &then))
}

/// The track, the points and the way on behind the sentence.
fn outcome(l: Lang, simulator: &Simulator, now: &TierSnapshot, balances: &[AxisBalance], what: &Supposition) -> AnyView {
    let supposed = simulator.suppose(what);
    let then = verdict(&simulator.rules.tiers, &simulator.fate(what).standing.tier, &supposed);
    let tier = TierSnapshot { reach: then.track.here, ..now.clone() };
    let (today, alone) = (simulator.facts(0), simulator.facts(what.months));
    let rows = balances.iter().map(|axis| points(l, axis, &today, &alone, &supposed)).collect_view();
    let wins = wins_needed(&simulator.rules, &then, &supposed);
    let lede = then.next.as_ref().is_some_and(|next| !all_met(&next.criteria)).then(|| gap_lede(l, &then, wins.as_ref()));
    view! {
        <TierTrack tier/>
        <dl class="facts">{rows}</dl>
        {lede.map(|lede| view! { <p class="quiet">{lede}</p> })}
    }
    .into_any()
}

/// An axis' points in the longest window, today and as supposed, with what leaves the window by then.
fn points(l: Lang, axis: &AxisBalance, today: &TierFacts, alone: &TierFacts, supposed: &TierFacts) -> AnyView {
    let months = today.windows.keys().next_back().copied().unwrap_or_default();
    let of = |facts: &TierFacts| WindowFacts::points(facts.window(months), axis.axis);
    let left = of(today).saturating_sub(of(alone));
    view! {
        <div>
            <dt>{t::sim_axis(l, axis.name.get(l), months)}</dt>
            <dd>
                {t::sim_points(l, number(of(today)), number(of(supposed)))}
                {(left != 0).then(|| view! { <span class="quiet">" " {t::sim_left(l, signed(l, -left))}</span> })}
            </dd>
        </div>
    }
    .into_any()
}
