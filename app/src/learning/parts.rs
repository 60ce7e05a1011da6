use jiso::{
    lang::Lang,
    learning::{LessonLink, LessonState, ModuleState},
};
use leptos::prelude::*;

use crate::{
    format::number,
    text::learning as t,
    ui::{Crumbs, LinkItem, Notice, Ring, Tag, Tone},
};

pub fn lesson_href(link: &LessonLink) -> String {
    format!("/learn/{}/{}", link.module, link.lesson)
}

pub fn minutes(l: Lang, minutes: u32) -> String {
    t::minutes(l, i64::from(minutes))
}

/// Where a page of learning belongs; the module is a link below it.
pub fn crumbs(l: Lang, module: Option<(&str, &str)>) -> AnyView {
    let mut links = vec![LinkItem::new("/learn", t::learn(l))];
    links.extend(module.map(|(slug, title)| LinkItem::new(format!("/learn/{slug}"), title)));
    view! { <Crumbs label=t::here(l) links/> }.into_any()
}

/// `done` of `total` as a ring with its words.
#[component]
pub fn DoneRing(l: Lang, done: u32, total: u32, #[prop(optional)] big: bool) -> impl IntoView {
    let percent = done * 100 / total.max(1);
    let text = if big { t::percent(l, percent) } else { format!("{done}/{total}") };
    view! { <Ring percent text label=t::lessons_done(l, total, done) big/> }
}

#[component]
pub fn ModuleTag(l: Lang, state: ModuleState) -> impl IntoView {
    let tone = match state {
        ModuleState::Completed => Tone::Good,
        ModuleState::Started => Tone::Wait,
        ModuleState::New => Tone::Plain,
    };
    view! { <Tag tone>{t::state(l, state.as_str())}</Tag> }
}

#[component]
pub fn LessonTag(l: Lang, state: LessonState) -> impl IntoView {
    match state {
        LessonState::New => ().into_any(),
        LessonState::Started { percent: 0 } => view! { <Tag tone=Tone::Wait>{t::state_started(l)}</Tag> }.into_any(),
        LessonState::Started { percent } => view! { <Tag tone=Tone::Wait>{t::lesson_started(l, percent)}</Tag> }.into_any(),
        LessonState::Completed => view! { <Tag tone=Tone::Good>{t::state_completed(l)}</Tag> }.into_any(),
    }
}

/// `＋5 pt`.
#[component]
pub fn PointsTag(l: Lang, points: i64) -> impl IntoView {
    view! { <Tag tone=Tone::Good icon="gift">{t::points(l, number(points))}</Tag> }
}

/// Said to those whose reading does not count.
#[component]
pub fn OnlyLooking(l: Lang) -> impl IntoView {
    view! { <Notice><p>{t::not_counted(l)}</p></Notice> }
}

/// Said where a text is not there in the reader's language.
pub fn other_language(l: Lang, shown: Lang) -> Option<AnyView> {
    (l != shown).then(|| view! { <Notice><p>{t::other_language(l)}</p></Notice> }.into_any())
}
