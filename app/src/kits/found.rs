//! What a search found, in all texts and not only in kits.

use jiso::{
    accounts::access::{Action, allowed},
    address::address,
    lang::Lang,
    search::{Beside, BesideLine, DocumentKind, FacetCount, Fallback, Hit, HitGroup, SearchPage, SearchQuery, Segment, readable},
};
use leptos::prelude::*;

use super::parts::{narrowing, narrowing_row};
use crate::{
    format,
    frame::{lang, visit},
    text::kits as t,
    ui::{ButtonLink, Empty, Facets, LinkItem, Notice, Pager, Sheet, Tag},
};

fn href(query: &SearchQuery) -> String {
    let pairs = query.pairs();
    address("/kits", pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

#[component]
pub fn Found(query: SearchQuery, page: SearchPage) -> impl IntoView {
    let l = lang();
    if page.is_empty() {
        return view! { <Nothing query meant=page.meant/> }.into_any();
    }
    let (named, others): (Vec<Beside>, Vec<Beside>) = page.beside.iter().cloned().partition(|group| group.named);
    let named = named.into_iter().map(|group| beside(l, group)).collect_view();
    let others = others.into_iter().map(|group| beside(l, group)).collect_view();
    let meant = page.meant.clone().map(meant_link);
    let grouped = !page.groups.is_empty();
    let groups = page.groups.iter().cloned().map(|group| one_kind(&query, &page, group)).collect_view();
    let best = grouped.then(|| view! { <h2>{t::best(l)}</h2> });
    let hits = results(page.hits.clone(), true);
    let other_order = (grouped || (query.listed && query.kind.is_none())).then(|| {
        let other = SearchQuery { listed: grouped, page: 1, ..query.clone() };
        view! { <a class="link" href=href(&other)>{if grouped { t::as_list(l) } else { t::by_kind(l) }}</a> }
    });
    let turned = |to: u32| href(&SearchQuery { page: to, ..query.clone() });
    let previous = (page.page > 1).then(|| turned(page.page - 1));
    let next = page.has_more.then(|| turned(page.page + 1));
    let ask = ask_address(&query);
    let (only_near, not_found) =
        if page.only_near { (Some(only_near(l, ask)), None) } else { (None, ask.map(|ask| not_found(l, ask))) };
    let near = (page.fallback == Some(Fallback::NearSpelling)).then(|| view! { <Notice><p>{t::near_spelling(l)}</p></Notice> });
    let texts = if page.hits.is_empty() { view! { <p class="quiet">{t::no_texts(l)}</p> }.into_any() } else { hits };
    let position = t::page(l, page.page);
    view! {
        <div class="groups found" data-testid="results">
            {named}
            <section class="sheet texts" aria-label=t::results_label(l)>
                {only_near}
                {near}
                {meant}
                <Narrow query=query.clone() page/>
                {best}
                {texts}
                {(!grouped).then(|| view! {
                    <Pager
                        label=t::results_pages(l)
                        previous_label=t::previous(l)
                        next_label=t::next(l)
                        previous
                        next
                        position
                    />
                })}
            </section>
            {others}
            {groups}
        </div>
        <p>{other_order} <a class="link" href="/kits">{t::back_to_list(l)}</a></p>
        {not_found}
    }
    .into_any()
}

/// Where a person is asked with the words that were searched for, by those who may.
fn ask_address(query: &SearchQuery) -> Option<String> {
    let may_ask = visit().person.is_some_and(|person| allowed(person.role, Action::AskQuestions));
    may_ask.then(|| address("/questions/new", [("about", "/kits"), ("title", query.q.as_str())]))
}

/// What is shown has a part of the words only: it is said before it is read, with whom to ask.
fn only_near(l: Lang, ask: Option<String>) -> AnyView {
    let ask = ask.map(|href| view! { <p>{ask_button(l, href)}</p> });
    view! { <Notice><p>{t::only_near(l)}</p> {ask}</Notice> }.into_any()
}

fn ask_button(l: Lang, href: String) -> AnyView {
    view! { <ButtonLink href icon="message-circle-question-mark">{t::ask(l)}</ButtonLink> }.into_any()
}

fn not_found(l: Lang, ask: String) -> AnyView {
    view! { <p class="quiet">{t::not_found(l)} " " <a class="link" href=ask>{t::ask(l)}</a></p> }.into_any()
}

/// What is left of one kind after the best of all, and the way to all of it.
fn one_kind(query: &SearchQuery, page: &SearchPage, group: HitGroup) -> AnyView {
    let l = lang();
    let HitGroup { kind, hits } = group;
    let name = t::kind(l, kind.as_str());
    let count = page.facets.kinds.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, count)| *count as usize);
    let shown = hits.len() + page.hits.iter().filter(|hit| hit.kind == kind).count();
    let all = (count > shown).then(|| {
        let href = href(&SearchQuery { kind: Some(kind), page: 1, ..query.clone() });
        let all = t::all_of_kind(l, name, i64::try_from(count).unwrap_or(i64::MAX));
        view! { <p><a class="link" href=href>{all}</a></p> }
    });
    view! {
        <Sheet title=name id=found_id(kind)>
            {results(hits, false)}
            {all}
        </Sheet>
    }
    .into_any()
}

fn found_id(kind: DocumentKind) -> String {
    format!("found-{}", kind.as_str())
}

fn results(hits: Vec<Hit>, says_kind: bool) -> AnyView {
    let hits = hits.into_iter().map(|hit| view! { <Result hit says_kind/> }).collect_view();
    view! { <ol class="results">{hits}</ol> }.into_any()
}

/// Deals or people.
fn beside(l: Lang, group: Beside) -> AnyView {
    let Beside { kind, count, lines, .. } = group;
    let key = kind.as_str();
    let line = |line: BesideLine| {
        view! {
            <li>
                <div>
                    <h3><a href=line.url>{marked(line.title)}</a></h3>
                    <p class="quiet">{line.note}</p>
                </div>
            </li>
        }
    };
    let lines = lines.into_iter().map(line).collect_view();
    view! {
        <Sheet title=t::beside(l, key) id=format!("found-{key}") aside=move || view! { <span class="quiet">{t::results_count(l, i64::from(count))}</span> }>
            <ul class="rows">{lines}</ul>
        </Sheet>
    }
    .into_any()
}

#[component]
fn Result(hit: Hit, says_kind: bool) -> impl IntoView {
    let l = lang();
    let date = hit.date.map(|date| format::day(l, date));
    let minutes = hit.minutes.map(|minutes| t::minutes(l, i64::from(minutes)));
    let facts: Vec<String> = date.into_iter().chain(minutes).collect();
    // The browser itself goes to a place in a page, and marks it; the router would not.
    let to_a_place = hit.url.contains("#p-").then_some("external");
    let excerpt = readable(hit.excerpt, |name| t::placeholder(hit.lang, name.as_str()));
    view! {
        <li data-doc=hit.doc>
            <h3 lang=hit.lang.as_str()><a rel=to_a_place href=hit.url>{marked(hit.title)}</a></h3>
            <p lang=hit.lang.as_str()>{marked(excerpt)}</p>
            <p class="tags">
                {says_kind.then(|| view! { <Tag>{t::kind(l, hit.kind.as_str())}</Tag> })}
                {(!facts.is_empty()).then(|| view! { <small class="quiet">{facts.join(format::dot(l))}</small> })}
            </p>
        </li>
    }
}

fn marked(segments: Vec<Segment>) -> impl IntoView {
    segments
        .into_iter()
        .map(|segment| if segment.mark { view! { <mark>{segment.text}</mark> }.into_any() } else { segment.text.into_any() })
        .collect_view()
}

/// The same search with the word that was probably meant.
fn meant_link(meant: String) -> AnyView {
    let l = lang();
    let href = href(&SearchQuery::words(&meant));
    view! { <p class="meant">{t::meant(l)} " " <a class="link" href=href>{meant}</a></p> }.into_any()
}

/// A miss offers a person to those who may ask one; what others found nothing for stands below for those who tend the search.
#[component]
fn Nothing(query: SearchQuery, meant: Option<String>) -> impl IntoView {
    let l = lang();
    let ask = ask_address(&query).map(|href| ask_button(l, href));
    let meant = meant.map(meant_link);
    let wider = query.is_narrowed().then(|| {
        let kind = query.kind.map(|kind| t::kind(l, kind.as_str()).to_owned());
        let on: Vec<String> = kind.into_iter().chain(wishes(l, &query)).collect();
        view! {
            <p>{t::narrowed(l, on.join(format::dot(l)))}</p>
            <p>{t::nothing_narrowed(l)}</p>
            <ButtonLink href=href(&SearchQuery::words(&query.q))>{t::clear(l)}</ButtonLink>
        }
    });
    view! {
        <section class="sheet" data-testid="results">
            <Empty icon="search" title=t::nothing(l, query.in_short()) text=t::nothing_text(l)>
                {meant}
                {wider}
                {ask}
                <a class="link" href="/kits">{t::back_to_list(l)}</a>
            </Empty>
        </section>
    }
}

#[component]
fn Narrow(query: SearchQuery, page: SearchPage) -> impl IntoView {
    let l = lang();
    let facets = page.facets;
    let at_least = facets.at_least;
    let number = |count: u32| if at_least { format!("{count}+") } else { count.to_string() };
    let first = SearchQuery { page: 1, ..query.clone() };
    let mut kinds = vec![LinkItem::new(href(&SearchQuery { kind: None, ..first.clone() }), t::all(l)).here(query.kind.is_none())];
    kinds.extend(facets.kinds.into_iter().map(|(kind, count)| {
        let href = href(&SearchQuery { kind: Some(kind), ..first.clone() });
        LinkItem::new(href, t::kind(l, kind.as_str())).count(number(count)).here(query.kind == Some(kind))
    }));
    kinds.extend(page.beside.iter().map(|group| {
        let key = group.kind.as_str();
        LinkItem::new(format!("#found-{key}"), t::beside(l, key)).count(group.count.to_string())
    }));
    let values = |chosen: Option<&String>,
                  counts: Vec<FacetCount>,
                  word: &dyn Fn(&str) -> &'static str,
                  ask: &dyn Fn(Option<String>) -> SearchQuery| {
        let mut links = vec![LinkItem::new(href(&ask(None)), t::all(l)).here(chosen.is_none())];
        links.extend(counts.into_iter().map(|FacetCount { value, count }| {
            let here = chosen == Some(&value);
            LinkItem::new(href(&ask(Some(value.clone()))), word(&value)).count(number(count)).here(here)
        }));
        links
    };
    let industries = values(query.industry.as_ref(), facets.industries, &|v| t::industry(l, v), &|industry| SearchQuery {
        industry,
        ..first.clone()
    });
    let sizes = values(query.size.as_ref(), facets.sizes, &|v| t::size(l, v), &|size| SearchQuery { size, ..first.clone() });
    let phases =
        values(query.phase.as_ref(), facets.phases, &|v| t::phase(l, v), &|phase| SearchQuery { phase, ..first.clone() });
    let competitors = values(query.competitor.as_ref(), facets.competitors, &|v| t::competitor(l, v), &|competitor| {
        SearchQuery { competitor, ..first.clone() }
    });
    let wider = href(&SearchQuery { kind: query.kind, listed: query.listed, ..SearchQuery::words(&query.q) });
    let rows = view! {
        {narrowing_row(t::facet_industry(l), industries)}
        {narrowing_row(t::facet_size(l), sizes)}
        {narrowing_row(t::facet_phase(l), phases)}
        {(competitors.len() > 1).then(|| narrowing_row(t::facet_competitor(l), competitors))}
    }
    .into_any();
    view! {
        <Facets label=t::kind_label(l) links=kinds/>
        {narrowing(l, &wishes(l, &query), t::results_narrow(l), wider, rows)}
    }
}

/// What the results are narrowed to beside the kind, in words.
fn wishes(l: Lang, query: &SearchQuery) -> Vec<String> {
    let words = [
        query.industry.as_deref().map(|value| t::industry(l, value)),
        query.size.as_deref().map(|value| t::size(l, value)),
        query.phase.as_deref().map(|value| t::phase(l, value)),
        query.competitor.as_deref().map(|value| t::competitor(l, value)),
    ];
    words.into_iter().flatten().map(str::to_owned).collect()
}
