use std::{cmp::Reverse, collections::BTreeMap};

use jiso::{
    lang::Lang,
    recognition::{AwardShown, KudosLine, MvpShown},
};
use leptos::prelude::*;

use super::sentences::{field_text, from_whom, reason_text};
use crate::{
    format::{day_short, month_short},
    frame::lang,
    text::recognition as t,
    ui::{Icon, More, Sheet, Tag, Tone},
};

/// Thanks that stand open; the others unfold.
const SHOWN: usize = 3;

/// Why the newest one was chosen.
#[component]
pub fn Newest(mvp: MvpShown) -> impl IntoView {
    let l = lang();
    let reasons = mvp.reasons.iter().map(|reason| view! { <li>{reason_text(l, reason)}</li> }).collect_view();
    view! {
        <Sheet title=t::why(l)>
            <ul class="evidence">{reasons}</ul>
            {mvp.reason.map(|reason| view! { <p>{t::in_words(l, reason)}</p> })}
            <p class="quiet">{field_text(l, mvp.band, mvp.with_everyone)}</p>
        </Sheet>
    }
}

/// The partners of the months and the awards, by year.
#[component]
pub fn Hall(mvps: Vec<MvpShown>, awards: Vec<AwardShown>) -> impl IntoView {
    let l = lang();
    let mut years: BTreeMap<Reverse<i32>, (Vec<AwardShown>, Vec<MvpShown>)> = BTreeMap::new();
    for award in awards {
        years.entry(Reverse(award.year)).or_default().0.push(award);
    }
    for mvp in mvps {
        years.entry(Reverse(mvp.month.year())).or_default().1.push(mvp);
    }
    let body = if years.is_empty() {
        view! { <p class="quiet">{t::hall_empty(l)}</p> }.into_any()
    } else {
        let year = |(Reverse(year), (awards, mvps)): (Reverse<i32>, (Vec<AwardShown>, Vec<MvpShown>))| {
            let awards = awards.into_iter().map(|award| honour(l, award)).collect_view();
            let mvps = mvps.into_iter().map(|mvp| line(l, mvp)).collect_view();
            view! { <h3>{t::year(l, year)}</h3> <ul class="rows">{awards} {mvps}</ul> }
        };
        view! { {years.into_iter().map(year).collect_view()} }.into_any()
    };
    view! { <Sheet title=t::hall(l) id="hall">{body}</Sheet> }
}

fn honour(l: Lang, award: AwardShown) -> impl IntoView {
    view! {
        <li>
            <div>
                <p>
                    <Icon name="award"/> " " {award.category.get(l).to_owned()} " " {name(l, award.name)} " "
                    {award.own.then(|| view! { <Tag tone=Tone::Good>{t::own(l)}</Tag> })}
                </p>
                {award.reason.map(|reason| view! { <p class="quiet">{reason}</p> })}
            </div>
        </li>
    }
}

fn name(l: Lang, name: Option<String>) -> AnyView {
    match name {
        Some(name) => view! { <b>{name}</b> }.into_any(),
        None => view! { <span class="quiet">{t::unnamed(l)}</span> }.into_any(),
    }
}

fn line(l: Lang, mvp: MvpShown) -> impl IntoView {
    let name = name(l, mvp.name);
    let strongest = mvp.reasons.first().map(|reason| reason_text(l, reason));
    view! {
        <li>
            <div>
                <p>{month_short(l, mvp.month)} " " {name} " " {mvp.own.then(|| view! { <Tag tone=Tone::Good>{t::own(l)}</Tag> })}</p>
                <p class="quiet">{strongest}</p>
            </div>
        </li>
    }
}

/// Thanks that were said, the newest first.
#[component]
pub fn Said(title: &'static str, empty: &'static str, kudos: Vec<KudosLine>, id: &'static str) -> impl IntoView {
    let l = lang();
    let body = if kudos.is_empty() {
        view! { <p class="quiet">{empty}</p> }.into_any()
    } else {
        let line = move |one: KudosLine| {
            let whom = from_whom(l, &one);
            view! {
                <li>
                    <div>
                        <p>{one.text}</p>
                        <p class="quiet">{whom} " " <time datetime=one.at.iso()>{day_short(l, one.at.day())}</time></p>
                    </div>
                </li>
            }
        };
        let mut newest = kudos;
        let older = newest.split_off(newest.len().min(SHOWN));
        let more = (!older.is_empty()).then(|| {
            view! { <More summary=t::older(l, older.len())><ul class="rows">{older.into_iter().map(line).collect_view()}</ul></More> }
        });
        view! { <ul class="rows">{newest.into_iter().map(line).collect_view()}</ul> {more} }.into_any()
    };
    view! { <Sheet title id>{body}</Sheet> }
}
