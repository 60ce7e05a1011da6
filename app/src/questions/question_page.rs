use jiso::{
    goals::Side,
    lang::Lang,
    questions::{PageView, PostKind, PostView, QuestionSheet, QuestionState, Reader},
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::question,
    question_forms::{Doing, QuestionForms, accept_button, question_forms},
    similar_view::similar_rows,
};
use crate::{
    format::moment,
    frame::{lang, load, show, title},
    text::questions as t,
    ui::{Crumbs, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/questions/:id`
pub struct QuestionPage;

#[lazy_route]
impl LazyRoute for QuestionPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = question_forms();
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| question(id)), move |sheet| view! { <Question sheet forms/> }.into_any())
    }
}

#[component]
fn Question(sheet: QuestionSheet, forms: QuestionForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told =
        move || done_text(l, query.with(|q| q.get("done")).as_deref()).map(|text| view! { <Notice tone=Tone::Good title=text/> });
    let crumbs = move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/questions", t::questions(l))]/> };
    let tone = match sheet.state {
        QuestionState::Asked if sheet.clock.is_some_and(|clock| clock.late) => Tone::Bad,
        QuestionState::Asked => Tone::Wait,
        QuestionState::Answered | QuestionState::Solved => Tone::Good,
        QuestionState::Withdrawn => Tone::Plain,
    };
    let topic = sheet.topic.clone().map(|topic| view! { <Tag>{topic}</Tag> });
    let company = sheet.company.clone().map(named_page);
    let similar = (!sheet.similar.is_empty()).then(|| {
        let rows = similar_rows(l, sheet.similar.clone());
        view! { <Sheet title=t::similar(l) id="similar"><p class="quiet">{t::similar_wait(l)}</p>{rows}</Sheet> }
    });
    let heading = sheet.title.clone();
    view! {
        {title(heading.clone())}
        <div class="page narrow">
            <PageHead title=heading above=crumbs>
                <p class="tags"><Tag tone>{t::state(l, sheet.state.as_str())}</Tag> {topic} {company}</p>
            </PageHead>
            <div role="status" class="live">{told}</div>
            {promise(l, &sheet)}
            {faq(l, &sheet)}
            {thread(l, &sheet, forms)}
            <Doing sheet=sheet.clone() forms/>
            {similar}
        </div>
    }
}

fn done_text(l: Lang, done: Option<&str>) -> Option<&'static str> {
    Some(match done? {
        "asked" => t::done_asked(l),
        "answered" => t::done_answered(l),
        "followed_up" => t::done_followed_up(l),
        "accepted" => t::done_accepted(l),
        "withdrawn" => t::done_withdrawn(l),
        "taken" => t::done_taken(l),
        "faq" => t::done_faq(l),
        _ => return None,
    })
}

/// Whose turn it is, by when, and what happens if that is missed.
fn promise(l: Lang, sheet: &QuestionSheet) -> Option<AnyView> {
    let clock = sheet.clock?;
    let turn = match (&sheet.holder, sheet.stands_in) {
        (Some(name), false) => t::turn(l, name),
        (Some(name), true) => t::turn_stand_in(l, name),
        (None, _) => t::turn_nobody(l).to_owned(),
    };
    let (due, points) = (moment(l, clock.due), sheet.late_points);
    // What the partner gets for it is told to the partner.
    let (tone, when, missed) = if sheet.reader == Reader::Vendor {
        let (tone, when) = if clock.late { (Tone::Bad, t::late(l, due)) } else { (Tone::Wait, t::due(l, due)) };
        (tone, when, String::new())
    } else if clock.late {
        (Tone::Bad, t::late_promise(l, due), if points > 0 { t::late_points(l, points) } else { String::new() })
    } else {
        let missed = if points > 0 { t::missed_points(l, points) } else { t::missed(l).to_owned() };
        (Tone::Wait, t::due(l, due), missed)
    };
    let percent = clock.elapsed_percent;
    Some(
        view! {
            <Notice tone title=turn>
                <p><strong>{when}</strong>" "{missed}</p>
                <progress max="100" value=percent.to_string() aria-label=t::clock(l, percent)></progress>
            </Notice>
        }
        .into_any(),
    )
}

fn faq(l: Lang, sheet: &QuestionSheet) -> Option<impl IntoView + use<>> {
    let faq = sheet.faq.clone()?;
    let text = if faq.published { t::faq_published(l) } else { t::faq_draft(l) };
    let link = faq.href.map(|href| view! { <p><a class="link" href=href>{t::faq_open(l)}</a></p> });
    Some(view! { <Notice tone=Tone::Good title=text>{link}</Notice> })
}

fn thread(l: Lang, sheet: &QuestionSheet, forms: QuestionForms) -> impl IntoView + use<> {
    let asked = t::asked(l, &sheet.asker, moment(l, sheet.asked_at));
    let page = sheet.page.clone().map(|page| {
        let link = named_page(page);
        view! { <p class="quiet">{t::about(l)} {": "} {link}</p> }
    });
    let posts = sheet.posts.iter().cloned().map(|post| one_post(l, sheet, post, forms)).collect_view();
    view! {
        <Sheet title=t::thread(l) id="thread">
            <p class="quiet">{asked}</p>
            {page}
            <ol class="posts">{posts}</ol>
        </Sheet>
    }
}

/// A link, or only the words to whom the page is closed.
fn named_page(page: PageView) -> AnyView {
    match page.href {
        Some(href) => view! { <a class="link" href=href>{page.label}</a> }.into_any(),
        None => view! { <span>{page.label}</span> }.into_any(),
    }
}

fn one_post(l: Lang, sheet: &QuestionSheet, post: PostView, forms: QuestionForms) -> impl IntoView + use<> {
    let at = moment(l, post.at);
    let head = match (post.kind, post.side) {
        (PostKind::Words, _) => t::words_by(l, &post.by, at),
        (PostKind::Answer, Side::Partner) => t::answer_by(l, &post.by, at),
        (PostKind::Answer, Side::Vendor) => t::answer_by_vendor(l, &post.by, at),
    };
    let accepted = post.accepted.then(|| view! { <Tag tone=Tone::Good icon="circle-check">{t::accepted(l)}</Tag> });
    let accept = accept_button(l, sheet, &post, forms);
    view! {
        <li class="post" class:answer={post.kind == PostKind::Answer}>
            <h3 class="terse">{head}</h3>
            <p class="words">{post.text}</p>
            {accepted} {accept}
        </li>
    }
}
