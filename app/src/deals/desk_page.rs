use jiso::{
    deals::{ManyQuestions, Promise, ReviewDesk, ReviewFilter, ReviewLine, ReviewShow, StatusKey},
    lang::Lang,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::deals_to_review,
    parts::{StatusTag, remaining},
};
use crate::{
    format,
    frame::{lang, load, show, title},
    text::deals as t,
    ui::{Clock, Empty, Facets, LinkItem, Notice, PageHead, Pager, Tag, Tone},
    visits::VisitsWaiting,
};

/// `/console/deals`
pub struct DeskPage;

#[lazy_route]
impl LazyRoute for DeskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let filter = move || {
            let word = |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
            ReviewFilter { show: word("show"), page: word("page") }
        };
        show(load(filter, |filter| async move { Ok((filter.clone(), deals_to_review(filter).await?)) }), |(filter, desk)| {
            view! { <Desk filter desk/> }.into_any()
        })
    }
}

#[component]
fn Desk(filter: ReviewFilter, desk: ReviewDesk) -> impl IntoView {
    let l = lang();
    let wish = filter.read();
    let (waiting, overdue) = (i64::from(desk.waiting), i64::from(desk.overdue));
    let head = if waiting == 0 { t::desk_head_none(l).to_owned() } else { t::desk_head(l, waiting) };
    let lede = (overdue > 0).then(|| t::desk_overdue(l, overdue));
    let page = |number: u32| format!("/console/deals?show={}&page={number}", show_key(wish.show));
    let (previous, next) =
        ((desk.lines.number > 1).then(|| page(desk.lines.number - 1)), desk.lines.has_more.then(|| page(desk.lines.number + 1)));
    let empty = desk.lines.items.is_empty();
    let waiting_empty = empty && wish.show == ReviewShow::WaitingForUs;
    let stale = wish.show == ReviewShow::Stale;
    let questions = desk.questions.into_iter().map(|one| view! { <Questions one/> }).collect_view();
    let rows = desk.lines.items.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        {title(t::desk_title(l))}
        <div class="page">
            <PageHead title=head>{lede.map(|text| view! { <p class="lede">{text}</p> })}</PageHead>
            {questions}
            <VisitsWaiting visits=desk.visits/>
            {stale.then(|| view! { <p class="lede">{t::desk_stale_text(l)}</p> })}
            <Facets label=t::desk_filter(l) links=facets(l, wish.show, desk.waiting)/>
            {if empty {
                let title = if waiting_empty { t::desk_head_none(l) } else { t::desk_empty(l) };
                let text = if waiting_empty { t::desk_done_text(l) } else { "" };
                view! { <section class="sheet"><Empty icon="inbox" title text/></section> }.into_any()
            } else {
                view! { <section class="sheet"><ul class="rows">{rows}</ul></section> }.into_any()
            }}
            <Pager label=t::pages(l) previous_label=t::page_previous(l) next_label=t::page_next(l) previous next/>
        </div>
    }
}

/// Somebody asks about so many customers that a word with the company is due.
#[component]
fn Questions(one: ManyQuestions) -> impl IntoView {
    let l = lang();
    let text = t::desk_questions(l, one.name, &one.company_name, format::day_short(l, one.day), i64::from(one.customers));
    let partner = format!("/console/partners/{}", one.company);
    view! {
        <Notice tone=Tone::Wait title=t::desk_questions_title(l)>
            <p>{text}" "<a class="link" href=partner>{t::desk_questions_link(l, one.company_name)}</a></p>
        </Notice>
    }
}

fn show_key(show: ReviewShow) -> &'static str {
    match show {
        ReviewShow::WaitingForUs => "",
        ReviewShow::Stale => "stale",
        ReviewShow::All => "all",
        ReviewShow::Status(status) => status.as_str(),
    }
}

fn facets(l: Lang, here: ReviewShow, waiting: u32) -> Vec<LinkItem> {
    let link = |show: ReviewShow, label: &'static str| {
        let href = match show {
            ReviewShow::WaitingForUs => "/console/deals".to_owned(),
            _ => format!("/console/deals?show={}", show_key(show)),
        };
        LinkItem::new(href, label).here(show == here)
    };
    let shown = [
        StatusKey::NeedsInfo,
        StatusKey::Approved,
        StatusKey::Rejected,
        StatusKey::Conflicted,
        StatusKey::Won,
        StatusKey::Lost,
        StatusKey::Expired,
    ];
    let first = link(ReviewShow::WaitingForUs, t::desk_waiting(l)).count(waiting.to_string());
    let statuses = shown.into_iter().map(|status| link(ReviewShow::Status(status), t::status(l, status.as_str())));
    let stale = link(ReviewShow::Stale, t::desk_stale(l));
    [first, stale].into_iter().chain(statuses).chain([link(ReviewShow::All, t::desk_all(l))]).collect()
}

#[component]
fn Line(line: ReviewLine) -> impl IntoView {
    let l = lang();
    let href = format!("/console/deals/{}", line.id);
    let mut note = t::desk_line(l, &line.company_name, format::money(&line.amount), format::moment(l, line.submitted_at));
    if let Some(reviewer) = &line.reviewer {
        note = [note, t::desk_reviewer(l, reviewer)].join(format::dot(l));
    }
    if line.appealed {
        note = [t::desk_appealed(l), &note].join(format::dot(l));
    }
    if let Some(day) = line.still_since {
        note = [note, t::desk_still(l, format::day_short(l, day))].join(format::dot(l));
    }
    if line.given > 0 {
        note = [t::desk_given(l, line.given), note].join(format::dot(l));
    }
    match (line.clock, line.due) {
        (Some(clock), Some(due)) => {
            let (left, tone) = remaining(l, &clock);
            let what = match due.what {
                Promise::FirstResponse => t::promise_first_response(l),
                Promise::Extension => t::promise_extension(l),
                _ => t::promise_decision(l),
            };
            let percent = u32::from(clock.elapsed_percent);
            view! {
                <Clock
                    title=line.customer
                    href=href
                    note=note
                    remaining=format!("{what} {left}")
                    tone
                    progress=(percent, 100)
                    label=t::elapsed(l, percent)
                />
            }
            .into_any()
        }
        _ => view! {
            <li>
                <div>
                    <h3><a href=href>{line.customer}</a></h3>
                    <p class="quiet terse">{note}</p>
                </div>
                <p class="tags">
                    {line.appealed.then(|| view! { <Tag tone=Tone::Plain>{t::desk_appealed(l)}</Tag> })}
                    <StatusTag status=line.status/>
                </p>
            </li>
        }
        .into_any(),
    }
}
