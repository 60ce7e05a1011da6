use jiso::learning::{CarryOn, LearnSheet, LessonState, ModuleCard, ModuleState};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    api::modules,
    parts::{DoneRing, ModuleTag, OnlyLooking, PointsTag, lesson_href, minutes},
};
use crate::{
    format::dot,
    frame::{lang, load, show, title},
    text::learning as t,
    ui::{ButtonLink, Empty, Look, PageHead, Tag},
};

pub struct LearnPage;

#[lazy_route]
impl LazyRoute for LearnPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| modules()), |sheet| view! { <Learn sheet/> }.into_any())
    }
}

#[component]
fn Learn(sheet: LearnSheet) -> impl IntoView {
    let l = lang();
    let total: u32 = sheet.modules.iter().map(|module| module.lessons_total).sum();
    let done: u32 = sheet.modules.iter().map(|module| module.lessons_done).sum();
    let (headline, lede) = match done {
        _ if !sheet.counted => (t::headline_vendor(l).to_owned(), t::lede(l)),
        0 => (t::headline_start(l).to_owned(), t::lede(l)),
        _ if done >= total => (t::headline_done(l, total), t::lede_done(l)),
        _ => (t::headline_on(l, total, done), t::lede(l)),
    };
    let counted = sheet.counted;
    let up_next = sheet.carry_on.as_ref().map(|carry_on| carry_on.lesson.module.clone());
    let head = move || (counted && total > 0).then(|| view! { <DoneRing l done total big=true/> });
    let cards = sheet.modules.into_iter().map(|card| {
        let next_up = counted && up_next.as_ref() == Some(&card.slug);
        view! { <Module card next_up counted/> }
    });
    view! {
        {title(t::learn(l))}
        <div class="page">
            <PageHead title=headline lede=lede.to_owned() actions=head/>
            {(!counted).then(|| view! { <OnlyLooking l/> })}
            {sheet.carry_on.filter(|_| counted).map(|carry_on| view! { <Next carry_on/> })}
            {if total == 0 {
                view! { <section class="sheet"><Empty icon="book-open" title=t::empty(l) text=t::empty_text(l)/></section> }.into_any()
            } else {
                view! {
                    <section class="stack tight">
                        <h2>{t::modules(l)}</h2>
                        <ul class="cards">{cards.collect_view()}</ul>
                    </section>
                }
                .into_any()
            }}
        </div>
    }
}

/// The one thing to do here.
#[component]
fn Next(carry_on: CarryOn) -> impl IntoView {
    let l = lang();
    let begun = match carry_on.state {
        LessonState::Started { percent } => Some(percent),
        _ => None,
    };
    let (kick, go) = if begun.is_some() { (t::carry_on(l), t::carry_on_go(l)) } else { (t::begin_here(l), t::begin_go(l)) };
    let href = lesson_href(&carry_on.lesson);
    view! {
        <section class="next">
            <div>
                <p class="kick">{kick} <Tag>{minutes(l, carry_on.minutes)}</Tag></p>
                <h2>{carry_on.lesson.title}</h2>
                <div class="why">
                    <p><b>{carry_on.module_title}</b> {carry_on.summary}</p>
                    {begun
                        .filter(|percent| *percent > 0)
                        .map(|percent| {
                            view! {
                                <p>{t::why_carry_on(l, percent)}</p>
                                <progress value=percent.to_string() max="100" aria-label=t::reading(l)></progress>
                            }
                        })}
                </div>
                <div class="tags">{carry_on.points.map(|points| view! { <PointsTag l points/> })}</div>
            </div>
            <div class="do">
                <ButtonLink href look=Look::Go>{go}</ButtonLink>
            </div>
        </section>
    }
}

#[component]
fn Module(card: ModuleCard, next_up: bool, counted: bool) -> impl IntoView {
    let l = lang();
    let mark =
        if counted { view! { <DoneRing l done=card.lessons_done total=card.lessons_total/> }.into_any() } else { ().into_any() };
    let tags = counted && card.state != ModuleState::New;
    view! {
        <li class="module" class:next-up=next_up>
            {mark}
            <div>
                <h3 lang=card.lang.as_str()>
                    <a href=format!("/learn/{}", card.slug)>{card.title}</a>
                </h3>
                <p class="quiet" lang=card.lang.as_str()>{card.summary}</p>
            </div>
            <p class="tags">
                {tags.then(|| view! { <ModuleTag l state=card.state/> })}
                <span class="quiet">{t::lesson_count(l, i64::from(card.lessons_total))}{dot(l)}{minutes(l, card.minutes)}</span>
            </p>
        </li>
    }
}
