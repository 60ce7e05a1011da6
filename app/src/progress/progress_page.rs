use jiso::{
    lang::{Bilingual, Lang},
    money::Money,
    progress::{AxisBalance, ProgressSheet, SUPPOSED_WINS, Simulator, TierGrants, TierSnapshot},
    tiers::{Entitlement, TierOutcome, after_wins, evaluate, verdict},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::progress,
    criteria::criteria_rows,
    ledger::ledger_sheets,
    months::months_sheet,
    sentences::{
        all_met, announced_text, criteria, entitlement_text, lately_text, missing_all, standing_text, tier_headline, tier_lede,
    },
    simulator::SimulatorSheet,
    tier_track::TierTrack,
};
use crate::{
    format::{dot, money, number},
    frame::{lang, load, show, title},
    points::pt,
    text::progress as t,
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
        show(load(page, progress), |sheet| view! { <Whole sheet/> }.into_any())
    }
}

#[component]
fn Whole(sheet: ProgressSheet) -> impl IntoView {
    let l = lang();
    let ProgressSheet { balances, tier, entitlements, simulator, months, earning, ledger, .. } = sheet;
    let (headline, lede) = (tier_headline(l, &tier), tier_lede(l, &tier));
    let mine = sheet.mine;
    let figures = balances.iter().cloned().map(|axis| view! { <Figure axis/> }).collect_view();
    let supposed = suppose(l, &tier, &simulator);
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
                    {ladder(l, &tier, supposed, &balances)}
                    <Sheet title=t::balances(l)>
                        <ul class="figures">
                            {figures}
                        </ul>
                        <p class="quiet">
                            {t::mine(l)} " " <b>{pt(l, mine.confirmed)}</b>
                            {(mine.provisional != 0).then(|| format!("{}{}", dot(l), t::balance_provisional(l, number(mine.provisional))))}
                        </p>
                    </Sheet>
                    {Suspend::new(months_sheet(months))}
                </div>
                <div class="stack">
                    <SimulatorSheet simulator now=tier.clone() balances/>
                    <Benefits tier entitlements/>
                </div>
            </div>
            {Suspend::new(ledger_sheets(ledger, earning))}
        </div>
    }
}

/// The tier: the track, since when it is held and what the next review brings, what the next tier asks for and what this one does,
/// and what two orders would do.
fn ladder(l: Lang, tier: &TierSnapshot, supposed: Option<String>, balances: &[AxisBalance]) -> AnyView {
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
    let (standing, lately) = (standing_text(l, tier), lately_text(l, tier));
    let announced = tier.announced.as_ref().map(|announced| announced_text(l, announced));
    let keeps = (!tier.keeps.is_empty()).then(|| {
        let lines = criteria_rows(&tier.keeps, balances);
        view! { <More summary=t::keeps(l, tier.verdict.current.name.get(l)) open=tier.grace.is_some()>{lines}</More> }
    });
    let track = view! { <TierTrack tier=tier.clone()/> }.into_any();
    view! {
        <Sheet title=t::tier(l) id="tier" aside=move || view! { <span class="quiet">{now.clone()}</span> }>
            {lately.map(|(tone, text)| view! { <p><Tag tone>{text}</Tag></p> })}
            {track}
            <p class="quiet">{standing}</p>
            {announced.map(|text| view! { <p class="quiet" id="announced">{text}</p> })}
            {supposed.map(|text| view! { <p class="supposed">{text}</p> })}
            {next}
            {keeps}
        </Sheet>
    }
    .into_any()
}

/// "What two orders would do", by the functions that decide.
fn suppose(l: Lang, tier: &TierSnapshot, simulator: &Simulator) -> Option<String> {
    let (rules, now) = (&simulator.rules, simulator.facts(0));
    // Who is about to rise looks further ahead.
    let rises = tier.ahead.outcome == Some(TierOutcome::Raised);
    let held = if rises { &tier.ahead.tier.key } else { &tier.verdict.current.key };
    let next = verdict(&rules.tiers, held, &now).next.filter(|next| !all_met(&next.criteria))?;
    let facts = after_wins(rules, &now, &[rules.typical_deal_yen; SUPPOSED_WINS]);
    let after = verdict(&rules.tiers, held, &facts);
    let (yen, wins) = (money(&Money::yen(rules.typical_deal_yen)), SUPPOSED_WINS);
    Some(match &after.next {
        Some(still) if !all_met(&still.criteria) => {
            t::two_wins_left(l, yen, wins, next.tier.name.get(l), missing_all(l, &still.criteria))
        }
        _ => t::two_wins_reach(l, yen, wins, evaluate(&rules.tiers, &facts).current.name.get(l)),
    })
}

#[component]
fn Figure(axis: AxisBalance) -> impl IntoView {
    let l = lang();
    view! {
        <li>
            <span class="quiet">{axis.name.get(l).to_owned()}</span>
            <a class="figure" href="#ledger">{number(axis.balance.confirmed)} <small>"pt"</small></a>
            {(axis.balance.provisional != 0)
                .then(|| view! { <Tag tone=Tone::Wait>{t::balance_provisional(l, number(axis.balance.provisional))}</Tag> })}
        </li>
    }
}

#[component]
fn Benefits(tier: TierSnapshot, entitlements: Vec<Entitlement>) -> impl IntoView {
    let l = lang();
    let TierSnapshot { verdict, benefits, next_benefits, grants, next_grants, .. } = tier;
    let list = |class: &'static str, texts: Vec<String>| {
        let texts = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <ul class=class>{texts}</ul> }.into_any()
    };
    let words = |texts: Vec<Bilingual>| texts.iter().map(|text| text.get(l).to_owned()).collect();
    let titled = |title: String, list: AnyView| view! { <h3>{title}</h3> {list} }.into_any();
    let now = if benefits.is_empty() {
        view! { <p class="quiet">{t::no_benefits(l)}</p> }.into_any()
    } else {
        list("ticks", words(benefits))
    };
    let then = verdict.next.filter(|_| !next_benefits.is_empty());
    let then = then.map(|next| titled(t::next_benefits(l, next.tier.name.get(l)), list("ticks ahead", words(next_benefits))));
    let claim = |claim: &Entitlement| {
        let ending = claim.is_ending().then(|| t::claim_ending(l, i64::from(claim.days_left)));
        let ending = ending.map(|text| view! { <Tag tone=Tone::Wait>{text}</Tag> });
        view! { <li><div>{entitlement_text(l, claim)}</div> {ending}</li> }
    };
    let claims = (!entitlements.is_empty()).then(|| {
        titled(
            t::claims(l).to_owned(),
            view! { <ul class="rows">{entitlements.iter().map(claim).collect_view()}</ul> }.into_any(),
        )
    });
    let grants = granted(l, grants);
    let next_grants = next_grants.map(|grants| granted(l, grants));
    view! { <Sheet title=t::benefits(l, verdict.current.name.get(l))>{now} {grants} {claims} {then} {next_grants}</Sheet> }
}

/// What a tier grants in numbers.
fn granted(l: Lang, grants: TierGrants) -> AnyView {
    let room = (t::room(l), t::room_of(l, grants.open_registrations));
    let margin =
        (grants.extra_margin_percent > 0).then(|| (t::extra_margin(l), t::extra_margin_of(l, grants.extra_margin_percent)));
    let lines =
        [Some(room), margin].into_iter().flatten().map(|(name, value)| view! { <div><dt>{name}</dt> <dd>{value}</dd></div> });
    view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
}
