use jiso::{
    activity::ActivityKind,
    deals::{Eligibility, PointsAhead},
};
use leptos::prelude::*;

use crate::{
    format,
    frame::lang,
    points::cut_text,
    text::{deals as t, points},
    ui::{Facts, Notice, Sheet, Tag, Tone},
};

/// What stands beside the form: what it brings, and what the vendor promises.
#[component]
pub fn RegisterAside(earns: Vec<PointsAhead>, eligibility: Eligibility) -> impl IntoView {
    let l = lang();
    let full = !eligibility.has_room();
    let mut promises = vec![
        (t::aside_respond(l).to_owned(), t::business_days(l, i64::from(eligibility.respond_within))),
        (t::aside_decide(l).to_owned(), t::business_days(l, i64::from(eligibility.decide_within))),
        (t::aside_protect(l).to_owned(), t::days(l, i64::from(eligibility.protection_days))),
    ];
    if let Some(capacity) = eligibility.capacity {
        promises.push((t::aside_room(l).to_owned(), t::aside_room_value(l, eligibility.open_registrations, capacity)));
    }
    let (now, later): (Vec<_>, Vec<_>) = earns.into_iter().partition(|ahead| ahead.what == ActivityKind::DealRegistered);
    view! {
        {full.then(|| view! { <Notice tone=Tone::Wait><p>{t::aside_full(l)}</p></Notice> })}
        <Earning title=t::aside_earns(l) earns=now/>
        <Sheet title=t::aside_promise(l)><Facts facts=promises lines=true/></Sheet>
        <Earning title=t::aside_won(l) earns=later/>
    }
}

/// The same in one line, for phones, where the rest stands below the form.
#[component]
pub fn Short(earns: Vec<PointsAhead>, eligibility: Eligibility) -> impl IntoView {
    let l = lang();
    let now = earns.iter().filter(|ahead| ahead.what == ActivityKind::DealRegistered);
    let points: i64 = now.map(|ahead| ahead.points).sum();
    let respond = t::business_days(l, i64::from(eligibility.respond_within));
    let protect = t::days(l, i64::from(eligibility.protection_days));
    view! {
        <p class="tags on-phones">
            {(points > 0).then(|| view! { <Tag tone=Tone::Good>{t::short_points(l, format::signed(l, points))}</Tag> })}
            <Tag>{t::short_respond(l, respond)}</Tag>
            <Tag>{t::short_protect(l, protect)}</Tag>
        </p>
    }
}

#[component]
fn Earning(title: &'static str, earns: Vec<PointsAhead>) -> impl IntoView {
    let l = lang();
    let sum: i64 = earns.iter().map(|ahead| ahead.points).sum();
    let provisional = earns.iter().any(|ahead| ahead.provisional);
    let held = earns.iter().map(|ahead| ahead.hold_days).max().filter(|days| *days > 0);
    let until = held.map_or_else(|| t::aside_provisional_text(l).to_owned(), |days| t::aside_held_text(l, i64::from(days)));
    let rules = earns
        .iter()
        .map(|ahead| {
            let until = ahead.until.map(|until| match ahead.added {
                0 => t::aside_until(l, format::day_short(l, until)),
                added => t::aside_until_added(l, format::day_short(l, until), i64::from(added)),
            });
            let why = ahead.cut.map(|cut| cut_text(l, cut));
            let notes = until.into_iter().chain(why).map(|note| view! { <small class="quiet">" " {note}</small> }).collect_view();
            view! { <div><dt>{ahead.rule.get(l).to_owned()} {notes}</dt><dd class="num">{t::pt(l, format::signed(l, ahead.points))}</dd></div> }
        })
        .collect_view();
    (sum > 0).then(|| {
        view! {
            <Sheet title>
                <p class="tags">
                    <span class="figure">{format::signed(l, sum)}<small>{points::unit(l)}</small></span>
                    {provisional.then(|| view! { <Tag tone=Tone::Wait>{t::aside_provisional(l)}</Tag> <span class="quiet">{until.clone()}</span> })}
                </p>
                <dl class="facts lines">{rules}</dl>
            </Sheet>
        }
    })
}
