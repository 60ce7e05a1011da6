use jiso::learning::{LessonLine, LessonOutcome, LessonSheet, LessonState, PositionForm};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{AnswerQuiz, MarkRead, lesson},
    finish::{Finish, Goal, ReadButton, Stand, ahead},
    parts::{OnlyLooking, crumbs, minutes, other_language},
    quiz::{Quiz, QuizTarget},
    reading::{Reader, ReadingBar, Resume, heading_before, on_each},
    video::LessonVideo,
};
use crate::{
    forms::use_form,
    frame::{lang, load, show, title},
    text::learning as t,
    ui::{PageHead, Tag},
};

/// Where the offer to go on reading would only be in the way: the first screen, and the end.
const WORTH_RESUMING: std::ops::Range<u8> = 15..95;

pub struct LessonPage;

#[lazy_route]
impl LazyRoute for LessonPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let asked = move || {
            let (module, slug) = params.with(|p| (p.get("module").unwrap_or_default(), p.get("lesson").unwrap_or_default()));
            (module, slug, query.with(|q| q.get("from").unwrap_or_default()))
        };
        let sheet = load(asked, |(module, slug, from)| lesson(module, slug, from));
        show(sheet, move |sheet| {
            view! { <Lesson sheet from=query.with_untracked(|q| q.get("from").unwrap_or_default())/> }.into_any()
        })
    }
}

#[component]
fn Lesson(sheet: LessonSheet, from: String) -> impl IntoView {
    let l = lang();
    let (read, quiz) = (use_form::<MarkRead>(), use_form::<AnswerQuiz>());
    let stand = RwSignal::new(Stand {
        completion: sheet.completion,
        completed_at: sheet.completed_at,
        just_now: false,
        badge: sheet.badge,
        earned: sheet.earned,
        next: sheet.next,
    });
    let follow = Callback::new(move |outcome: LessonOutcome| stand.update(|stand| stand.follow(outcome)));
    on_each(Box::new(move || read.outcome()?.ok()), follow);
    on_each(Box::new(move || Some(quiz.outcome()?.ok()?.outcome)), follow);
    let article = NodeRef::new();
    let counted = sheet.counted;
    let reader = Reader {
        article,
        form: PositionForm {
            module: sheet.module.clone(),
            lesson: sheet.slug.clone(),
            percent: String::new(),
            from: from.clone(),
        },
        minutes: sheet.minutes,
        percent: sheet.position_percent,
        counted: counted && sheet.completed_at.is_none(),
    };
    let resume = (sheet.completed_at.is_none() && WORTH_RESUMING.contains(&sheet.position_percent)).then(|| {
        let anchor = heading_before(&sheet.html, sheet.position_percent, "text");
        view! { <Resume article percent=sheet.position_percent anchor/> }
    });
    let target = QuizTarget {
        module: sheet.module.clone(),
        lesson: sheet.slug.clone(),
        revision: sheet.revision.to_string(),
        from: from.clone(),
    };
    let is_next = Signal::derive(move || stand.with(|stand| stand.completion.read && !stand.is_complete()));
    let (module, module_title) = (sheet.module.clone(), sheet.module_title.clone());
    let (has_quiz, has_video) = (!sheet.quiz.is_empty(), sheet.video.is_some());
    view! {
        {title(sheet.title.clone())}
        <div class="page">
            <PageHead title=sheet.title.clone() lede=sheet.summary above=move || crumbs(l, Some((&module, &module_title)))>
                <p class="tags">
                    <Tag>{t::number(l, sheet.number, sheet.lessons_total)}</Tag>
                    <Tag>{minutes(l, sheet.minutes)}</Tag>
                    {has_video.then(|| view! { <Tag icon="play">{t::has_video(l)}</Tag> })}
                    {has_quiz.then(|| view! { <Tag icon="list-checks">{t::has_quiz(l)}</Tag> })}
                    {ahead(sheet.points.filter(|_| counted))}
                </p>
            </PageHead>
            {(!counted).then(|| view! { <OnlyLooking l/> })}
            {other_language(l, sheet.lang)}
            <div class="split">
                <div class="lesson">
                    {counted.then(|| view! { <Goal stand points=sheet.points pass_mark=sheet.pass_mark/> })}
                    <ReadingBar reader on_kept=follow/>
                    {resume}
                    {sheet.video.map(|video| view! { <LessonVideo video lesson=sheet.title.clone()/> })}
                    <article id="text" class="prose" lang=sheet.lang.as_str() node_ref=article inner_html=sheet.html></article>
                    {counted.then(|| view! { <ReadButton form=read stand module=sheet.module.clone() lesson=sheet.slug.clone() from/> })}
                    {has_quiz.then(|| view! {
                        <Quiz form=quiz target questions=sheet.quiz pass_mark=sheet.pass_mark best_score=sheet.best_score counted is_next/>
                    })}
                    <Finish stand module=sheet.module.clone() pass_mark=sheet.pass_mark counted/>
                </div>
                <aside class="stack sticky no-print">
                    <Outline module=sheet.module here=sheet.slug lessons=sheet.lessons/>
                </aside>
            </div>
        </div>
    }
}

/// The other lessons of the module.
#[component]
fn Outline(module: String, here: String, lessons: Vec<LessonLine>) -> impl IntoView {
    let l = lang();
    let items = lessons
        .into_iter()
        .map(|line| {
            let current = (line.slug == here).then_some("page");
            let done = line.state == LessonState::Completed;
            view! {
                <li class:done=done>
                    <a href=format!("/learn/{module}/{}", line.slug) aria-current=current lang=line.lang.as_str()>
                        <span>{line.title} {done.then(|| view! { <span class="unseen">{t::state_completed(l)}</span> })}</span>
                        <small class="quiet" lang=l.as_str()>{minutes(l, line.minutes)}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="sheet" aria-labelledby="outline">
            <h2 id="outline">{t::outline(l)}</h2>
            <ol class="outline">{items}</ol>
        </nav>
    }
}
