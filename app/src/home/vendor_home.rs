use jiso::{
    home::{UnusedBenefit, VendorHome, WaitingLine},
    lang::Lang,
    phases::SelfStart,
    tiers::Entitlement,
};
use leptos::prelude::*;

use super::{
    clock_line::{ClockWords, clock_line},
    matrix::Matrix,
};
use crate::{
    format::dot,
    frame::{failed, lang},
    phases::{RateChart, RateTable},
    text::{home as t, recognition},
    ui::{ButtonLink, Empty, Look, PageHead, Sheet, Tag, Tone},
    wire::{Fault, unpack},
};

/// Its code travels when it is needed, and so does what reads it: partners are the ones on a phone.
#[lazy]
pub fn vendors_home(packed: Vec<u8>) -> AnyView {
    match unpack(&packed) {
        Ok(home) => shown(home),
        Err(Fault(failure)) => failed(failure),
    }
}

fn shown(home: VendorHome) -> AnyView {
    let l = lang();
    let VendorHome { waiting, all_waiting, overdue, matrix, self_start, lapsing, steps, .. } = home;
    let (headline, lede) = (headline(l, all_waiting, matrix.stalled), lede(l, &self_start));
    let partners = matrix.companies;
    let body = if partners == 0 {
        view! {
            <section class="sheet">
                <Empty icon="building-2" title=t::no_partners(l) text=t::no_partners_text(l)>
                    <ButtonLink href="/console/partners/new" look=Look::Go>{t::add_partner(l)}</ButtonLink>
                </Empty>
            </section>
        }
        .into_any()
    } else {
        view! {
            <div class="desk">
                <div class="stack">
                    <OurTurn waiting all_waiting overdue/>
                    <Lapsing lapsing/>
                    <Steps steps/>
                </div>
                <div><Matrix matrix/></div>
                <div><Rate self_start/></div>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead
            title=headline
            lede
            actions=move || {
                match (all_waiting, partners) {
                    (1.., _) => view! { <ButtonLink href="/console/deals" look=Look::Go icon="inbox">{t::start_review(l)}</ButtonLink> }.into_any(),
                    (0, 1..) => view! { <ButtonLink href="/console/partners" icon="building-2">{t::see_partners(l)}</ButtonLink> }.into_any(),
                    (0, 0) => ().into_any(),
                }
            }
        />
        {body}
    }
    .into_any()
}

/// Small steps that wait for a word.
#[component]
fn Steps(steps: u32) -> impl IntoView {
    let l = lang();
    (steps > 0).then(|| {
        view! {
            <Sheet title=recognition::steps(l)>
                <p>{recognition::steps_waiting(l, steps.into())}</p>
                <p><a class="link" href="/console/recognition#steps">{recognition::steps_open(l)}</a></p>
            </Sheet>
        }
    })
}

fn headline(l: Lang, waiting: u32, stalled: u32) -> String {
    match (waiting, stalled) {
        (0, 0) => t::all_well(l).into(),
        (0, stalled) => t::turn_none(l, stalled),
        (waiting, stalled) => t::turn(l, waiting, stalled),
    }
}

fn lede(l: Lang, rate: &SelfStart) -> String {
    let now = rate.last_30_days;
    let Some(percent) = now.self_start_percent() else { return t::rate_none(l).into() };
    let requested = (now.requested * 100 + now.total() / 2).checked_div(now.total()).unwrap_or(0);
    match rate.the_30_before.self_start_percent() {
        Some(before) => t::rate_lede(l, percent, before, requested),
        None => t::rate_lede_first(l, percent, requested),
    }
}

#[component]
fn OurTurn(waiting: Vec<WaitingLine>, all_waiting: u32, overdue: u32) -> impl IntoView {
    let l = lang();
    let body = if waiting.is_empty() {
        view! { <p class="quiet">{t::our_turn_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{waiting.into_iter().map(|line| clock_line(l, ClockWords::of(l, line))).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <Sheet
            title=t::our_turn(l)
            aside=move || {
                view! {
                    <span class="tags">
                        {(overdue > 0).then(|| view! { <Tag tone=Tone::Bad>{t::overdue(l, overdue)}</Tag> })}
                        {(all_waiting > 0).then(|| view! { <a class="link" href="/console/deals">{t::all(l)}</a> })}
                    </span>
                }
            }
        >
            {body}
        </Sheet>
    }
}

/// A benefit that nobody claims holds no partner: worth a call before it lapses.
#[component]
fn Lapsing(lapsing: Vec<UnusedBenefit>) -> impl IntoView {
    let l = lang();
    let line = move |one: UnusedBenefit| {
        let claim = |claim: &Entitlement| t::lapsing_claim(l, claim.name.get(l), claim.left());
        let claims = one.claims.iter().map(claim).collect::<Vec<_>>().join(dot(l));
        let left = one.claims.first().map(|claim| t::lapsing_days(l, i64::from(claim.days_left)));
        view! {
            <li>
                <div>
                    <h3><a href=format!("/console/partners/{}#benefits", one.company)>{one.company_name}</a></h3>
                    <p class="quiet">{claims}</p>
                </div>
                {left.map(|left| view! { <Tag tone=Tone::Wait>{left}</Tag> })}
            </li>
        }
    };
    (!lapsing.is_empty()).then(|| {
        view! {
            <Sheet title=t::lapsing(l) aside=move || view! { <span class="quiet">{t::lapsing_note(l)}</span> }>
                <ul class="rows">{lapsing.into_iter().map(line).collect_view()}</ul>
            </Sheet>
        }
    })
}

#[component]
fn Rate(self_start: SelfStart) -> impl IntoView {
    let l = lang();
    let months = self_start.months.clone();
    view! {
        <Sheet title=t::rate(l) aside=move || view! { <span class="quiet">{t::rate_note(l)}</span> }>
            <RateChart months/>
            <RateTable self_start/>
        </Sheet>
    }
}
