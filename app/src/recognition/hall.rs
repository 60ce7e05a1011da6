use jiso::{
    lang::Lang,
    recognition::{KudosLine, MvpShown},
};
use leptos::prelude::*;

use super::sentences::{field_text, from_whom, reason_text};
use crate::{
    format::{day_short, month_short},
    frame::lang,
    text::recognition as t,
    ui::{Sheet, Tag, Tone},
};

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

/// The partners of the months, by year.
#[component]
pub fn Hall(mvps: Vec<MvpShown>) -> impl IntoView {
    let l = lang();
    let mut years: Vec<(i32, Vec<MvpShown>)> = Vec::new();
    for mvp in mvps {
        match years.last_mut() {
            Some((year, list)) if *year == mvp.month.year() => list.push(mvp),
            _ => years.push((mvp.month.year(), vec![mvp])),
        }
    }
    let body = if years.is_empty() {
        view! { <p class="quiet">{t::hall_empty(l)}</p> }.into_any()
    } else {
        let year = |(year, list): (i32, Vec<MvpShown>)| {
            let lines = list.into_iter().map(|mvp| line(l, mvp)).collect_view();
            view! { <h3>{t::year(l, year)}</h3> <ul class="rows">{lines}</ul> }
        };
        view! { {years.into_iter().map(year).collect_view()} }.into_any()
    };
    view! { <Sheet title=t::hall(l) id="hall">{body}</Sheet> }
}

fn line(l: Lang, mvp: MvpShown) -> impl IntoView {
    let name = match mvp.name {
        Some(name) => view! { <b>{name}</b> }.into_any(),
        None => view! { <span class="quiet">{t::unnamed(l)}</span> }.into_any(),
    };
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
        let line = |one: KudosLine| {
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
        view! { <ul class="rows">{kudos.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <Sheet title id>{body}</Sheet> }
}
