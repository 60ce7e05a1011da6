use jiso::{
    lang::Lang,
    scripts::{ScriptDesk, ScriptLine, TalkCount},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{SettleUnanswered, branch_report},
    report::report_view,
};
use crate::{
    format::dot,
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    text::{scripts as t, trace},
    ui::{ButtonLink, Crumbs, Empty, LinkItem, Look, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/scripts`
pub struct ScriptDeskPage;

#[lazy_route]
impl LazyRoute for ScriptDeskPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<SettleUnanswered>();
        let asked = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            (part("script"), part("version"), query.with(ParamsMap::to_query_string))
        };
        show(load(asked, |(script, version, _)| branch_report(script, version)), move |desk| {
            view! { <Desk desk form/> }.into_any()
        })
    }
}

#[component]
fn Desk(desk: ScriptDesk, form: FormState<SettleUnanswered>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let settled = query.with(|q| q.get("done").as_deref() == Some("settled"));
        settled.then(|| view! { <Notice tone=Tone::Good title=t::settled(l)/> })
    };
    let ScriptDesk { lines, report } = desk;
    let (headline, lede, back) = match &report {
        Some(report) => (report.title.clone(), t::report_lede(l), Some(LinkItem::new("/console/scripts", t::desk_title(l)))),
        None => (t::desk_title(l).to_owned(), t::desk_lede(l), None),
    };
    let above = move || back.clone().map(|link| view! { <Crumbs label=t::here(l) links=vec![link]/> });
    let body = match report {
        Some(report) => report_view(l, report, form),
        None if lines.is_empty() => {
            view! { <section class="sheet"><Empty icon="phone" title=t::desk_none(l) text=t::desk_none_text(l)/></section> }
                .into_any()
        }
        None => {
            let rows = lines.into_iter().map(|line| script_row(l, line)).collect_view();
            view! {
                <Sheet title=t::scripts(l) id="scripts">
                    <p class="quiet">{t::desk_note(l)}</p>
                    <ul class="rows">{rows}</ul>
                </Sheet>
            }
            .into_any()
        }
    };
    view! {
        {title(headline.clone())}
        <div class="page">
            <PageHead
                title=headline
                lede
                above
                actions=move || {
                    view! { <ButtonLink href="/console/trace?kind=branch" look=Look::Quiet icon="trending-up">{trace::link(l)}</ButtonLink> }
                }
            />
            <div role="status" class="live">{told}</div>
            {body}
        </div>
    }
}

fn script_row(l: Lang, line: ScriptLine) -> AnyView {
    let weak = (line.weak > 0).then(|| view! { <Tag tone=Tone::Wait>{t::weak_count(l, i64::from(line.weak))}</Tag> });
    let waiting =
        (line.unanswered > 0).then(|| view! { <Tag tone=Tone::Bad>{t::unanswered_count(l, i64::from(line.unanswered))}</Tag> });
    let href = format!("/console/scripts?script={}", line.slug);
    let facts = if line.count.talks == 0 { t::no_talks(l).to_owned() } else { in_words(l, &line.count) };
    view! {
        <li>
            <div>
                <h3 lang=line.lang.as_str()><a href=href>{line.title}</a></h3>
                <p class="quiet">{facts}</p>
            </div>
            <p class="tags">{weak} {waiting}</p>
        </li>
    }
    .into_any()
}

/// Talks and how they ended, in numbers; in percent only where there are enough.
pub fn in_words(l: Lang, count: &TalkCount) -> String {
    let parts = [
        t::talks(l, i64::from(count.talks)),
        t::ended_goal(l, count.goal),
        t::ended_later(l, count.later),
        t::ended_no(l, count.no),
        t::ended_left(l, count.left),
    ];
    let rate = count.goal_percent().map(|percent| t::goal_rate(l, percent));
    parts.into_iter().chain(rate).collect::<Vec<_>>().join(dot(l))
}
