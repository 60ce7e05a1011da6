use jiso::programme::{Part, ProgrammeSheet, VersionLine};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::programme,
    parts::{origin, sentences, state_tag},
};
use crate::{
    format::{day, moment},
    frame::{lang, load, show, title},
    text::programme as t,
    ui::{ButtonLink, Icon, Look, More, Notice, PageHead, Sheet, Tone},
};

/// Versions that stand open in the list; the others unfold.
const RECENT: usize = 6;

/// Parts that one looks for most often; the others unfold.
const OPEN: [&str; 3] = ["tiers", "points", "campaigns"];

/// `/console/programme`: the rules in force as sentences.
pub struct ProgrammePage;

#[lazy_route]
impl LazyRoute for ProgrammePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let published = move || query.with(|q| q.get("published").and_then(|number| number.parse::<i64>().ok()));
        // After publishing, the same address comes back with another number, and with another sheet.
        show(load(published, |_| programme()), move |sheet| view! { <Whole sheet published=untrack(published)/> }.into_any())
    }
}

#[component]
fn Whole(sheet: ProgrammeSheet, published: Option<i64>) -> impl IntoView {
    let l = lang();
    let ProgrammeSheet { now, parts, next, history, drafted } = sheet;
    let told = published.and_then(|number| history.iter().find(|line| line.number == number).cloned());
    let mut lede = t::since(l, day(l, now.valid_from.day()));
    if let Some((next, _)) = &next {
        lede.push_str(&t::then(l, day(l, next.valid_from.day()), next.number));
    }
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead title=t::headline(l, now.number) lede actions=move || actions(drafted.is_some())/>
            {told.map(|line| view! {
                <Notice tone=Tone::Good live=true title=t::published(l, line.number)>
                    <p>{t::from_day(l, day(l, line.valid_from.day()))}</p>
                </Notice>
            })}
            <div class="split">
                <div class="stack">
                    {next.map(|(next, changes)| view! {
                        <Sheet title=t::next(l, next.number)>
                            <p>{t::from_day(l, day(l, next.valid_from.day()))}</p>
                            {sentences(changes)}
                        </Sheet>
                    })}
                    {parts.into_iter().map(part).collect_view()}
                </div>
                <div class="stack">
                    {drafted.map(|at| view! {
                        <Sheet title=t::draft(l)>
                            <p>{t::draft_saved(l, moment(l, at))}</p>
                            <p><a class="link" href="/console/programme/edit">{t::edit_on(l)}</a></p>
                        </Sheet>
                    })}
                    <History history/>
                </div>
            </div>
        </div>
    }
}

fn actions(drafted: bool) -> AnyView {
    let l = lang();
    let label = if drafted { t::edit_on(l) } else { t::edit(l) };
    view! {
        <ButtonLink href="/console/programme/edit" look=Look::Go icon="pencil">{label}</ButtonLink>
        <ButtonLink href="/console/programme/what-if" icon="lightbulb">{t::what_if(l)}</ButtonLink>
    }
    .into_any()
}

fn part(part: Part) -> AnyView {
    let (open, id) = (OPEN.contains(&part.key.as_str()), part.key);
    let count = t::entries(lang(), i64::try_from(part.lines.len()).unwrap_or(i64::MAX));
    let lines = part.lines.into_iter().map(|line| {
        let told = line.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
        view! { <div><dt>{line.name}</dt><dd>{told}</dd></div> }
    });
    view! {
        <details class="sheet more" id=id open=open>
            <summary><h2>{part.title}</h2> <span class="quiet">{count}</span></summary>
            <dl class="facts lines rules">{lines.collect_view()}</dl>
        </details>
    }
    .into_any()
}

#[component]
fn History(history: Vec<VersionLine>) -> impl IntoView {
    let l = lang();
    let more = history.get(RECENT..).filter(|older| !older.is_empty()).map(<[VersionLine]>::to_vec);
    let oldest = history.last().map(|line| line.number);
    let row = move |line: VersionLine| version(line, oldest);
    let recent = history.into_iter().take(RECENT).map(row).collect_view();
    view! {
        <Sheet title=t::history(l)>
            <ul class="rows">{recent}</ul>
            {more.map(|older| view! {
                <More summary=t::older(l)><ul class="rows">{older.into_iter().map(row).collect_view()}</ul></More>
            })}
        </Sheet>
    }
}

/// The oldest has nothing before it to be compared with.
fn version(line: VersionLine, oldest: Option<i64>) -> AnyView {
    let l = lang();
    let href = format!("/console/programme/history?to={}", line.number);
    let name = t::version(l, line.number);
    let follows = oldest != Some(line.number);
    let name = if follows { view! { <a href=href>{name}</a> }.into_any() } else { name.into_any() };
    let compared = follows.then(|| view! { <Icon name="chevron-right"/> });
    view! {
        <li>
            <div>
                <h3>{name} " " {state_tag(l, line.state)}</h3>
                <p class="quiet">{t::from_day(l, day(l, line.valid_from.day()))}</p>
                <p class="quiet">{origin(l, &line)}</p>
                {(!line.note.is_empty()).then(|| view! { <p>{line.note.clone()}</p> })}
            </div>
            {compared}
        </li>
    }
    .into_any()
}
