use jiso::learning::{LessonLine, LessonState, ModuleSheet, ModuleState};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{
    api::module,
    parts::{DoneRing, LessonTag, OnlyLooking, crumbs, minutes, other_language},
};
use crate::{
    format::{self, dot},
    frame::{lang, load, show, title},
    text::learning as t,
    ui::{ButtonLink, Look, PageHead, Sheet, Tag, Tone},
};

pub struct ModulePage;

#[lazy_route]
impl LazyRoute for ModulePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let asked = move || params.with(|p| p.get("module").unwrap_or_default());
        show(load(asked, module), |sheet| view! { <Module sheet/> }.into_any())
    }
}

#[component]
fn Module(sheet: ModuleSheet) -> impl IntoView {
    let l = lang();
    let ModuleSheet { card, html, lessons, points, lesson_points, completed_at, counted } = sheet;
    let next = lessons.iter().find(|line| line.state != LessonState::Completed).filter(|_| counted).map(|line| line.slug.clone());
    let go = next.clone().map(|slug| {
        let label = if card.state == ModuleState::New { t::begin_module(l) } else { t::continue_module(l) };
        (format!("/learn/{}/{slug}", card.slug), label)
    });
    let actions = move || go.clone().map(|(href, label)| view! { <ButtonLink href look=Look::Go>{label}</ButtonLink> });
    let (done, total, badge, slug) = (card.lessons_done, card.lessons_total, card.badge.clone(), card.slug.clone());
    let stops = lessons.into_iter().map(move |line| {
        let here = next.as_ref() == Some(&line.slug);
        view! { <Stop module=slug.clone() line here/> }
    });
    view! {
        {title(card.title.clone())}
        <div class="page">
            <PageHead title=card.title lede=card.summary above=move || crumbs(l, None) actions>
                <p class="tags">
                    {completed_at.map(|_| view! { <Tag tone=Tone::Good icon="award">{t::badge_held(l, &card.badge)}</Tag> })}
                    <Tag>{t::lesson_count(l, i64::from(total))}</Tag>
                    <Tag>{minutes(l, card.minutes)}</Tag>
                </p>
            </PageHead>
            {(!counted).then(|| view! { <OnlyLooking l/> })}
            {other_language(l, card.lang)}
            <div class="split">
                <Sheet title=t::lessons(l)>
                    <ol class="path way">{stops.collect_view()}</ol>
                </Sheet>
                <div class="stack">
                    <section class="sheet">
                        <div class="prose" lang=card.lang.as_str() inner_html=html></div>
                    </section>
                    {counted.then(|| view! {
                        <section class="sheet">
                            <div class="person">
                                <DoneRing l done total/>
                                <div>
                                    <h2>{t::badge(l, badge)}</h2>
                                    <p class="quiet">
                                        {completed_at.map_or_else(|| t::module_rule(l).to_owned(), |at| t::module_completed(l, format::day(l, at.day())))}
                                    </p>
                                </div>
                            </div>
                            <ul class="quiet stack tight">
                                {lesson_points.filter(|_| completed_at.is_none()).map(|points| view! { <li>{t::lesson_points(l, points)}</li> })}
                                {points.map(|points| view! { <li>{t::module_points(l, points)}</li> })}
                            </ul>
                        </section>
                    })}
                </div>
            </div>
        </div>
    }
}

/// A lesson as a stop on the way.
#[component]
fn Stop(module: String, line: LessonLine, here: bool) -> impl IntoView {
    let l = lang();
    let class = match line.state {
        LessonState::Completed => Some("done"),
        _ => here.then_some("here"),
    };
    view! {
        <li class=class aria-current=here.then_some("step")>
            <div lang=line.lang.as_str()>
                <h3>
                    <a href=format!("/learn/{module}/{}", line.slug)>{line.title}</a> " "
                    <LessonTag l state=line.state/>
                </h3>
                <p>{line.summary}</p>
                <p class="quiet" lang=l.as_str()>
                    {minutes(l, line.minutes)}
                    {line.has_video.then(|| format!("{}{}", dot(l), t::has_video(l)))}
                    {line.has_quiz.then(|| format!("{}{}", dot(l), t::has_quiz(l)))}
                </p>
            </div>
        </li>
    }
}
