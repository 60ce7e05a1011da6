use jiso::{
    kits::{KitCard, KitFacets},
    lang::Lang,
    publishing::{CompanySize, Competitor, Industry, SalesPhase},
};
use leptos::prelude::*;

use crate::{
    format::dot,
    frame::lang,
    text::kits as t,
    ui::{Facets, Icon, LinkItem, Notice, Tag, Tone},
};

/// The names of a facet's values, or the word for all of them.
pub fn named<T: Copy>(l: Lang, values: &[T], name: impl Fn(T) -> &'static str) -> String {
    if values.is_empty() {
        return t::everyone(l).into();
    }
    values.iter().map(|value| name(*value)).collect::<Vec<_>>().join(t::between(l))
}

pub fn industry(l: Lang) -> impl Fn(Industry) -> &'static str {
    move |industry| t::industry(l, industry.as_str())
}

pub fn size(l: Lang) -> impl Fn(CompanySize) -> &'static str {
    move |size| t::size(l, size.as_str())
}

pub fn phase(l: Lang) -> impl Fn(SalesPhase) -> &'static str {
    move |phase| t::phase(l, phase.as_str())
}

pub fn competitor(l: Lang) -> impl Fn(Competitor) -> &'static str {
    move |competitor| t::competitor(l, competitor.as_str())
}

/// The address of the list that asks for this.
pub fn list_href(asked: KitFacets) -> String {
    jiso::address::address("/kits", asked.pairs())
}

/// What narrows a list, behind one line, which says what is on, or `off` where nothing is. `wider` leads to the same list without
/// that.
pub fn narrowing(l: Lang, on: &[String], off: &'static str, wider: String, rows: AnyView) -> AnyView {
    let narrowed = !on.is_empty();
    let summary = if narrowed { t::narrowed(l, on.join(dot(l))) } else { off.to_owned() };
    view! {
        <details class="more narrowing" open=narrowed>
            <summary>{summary}</summary>
            <dl>{rows}</dl>
            {narrowed.then(|| view! { <p><a class="link" href=wider>{t::clear(l)}</a></p> })}
        </details>
    }
    .into_any()
}

/// One of these ways to narrow it.
pub fn narrowing_row(label: &'static str, links: Vec<LinkItem>) -> AnyView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd><Facets label links/></dd>
        </div>
    }
    .into_any()
}

/// A kit as a line of a list.
#[component]
pub fn KitRow(card: KitCard, #[prop(optional)] with_kind: bool) -> impl IntoView {
    let l = lang();
    let industries = (!card.facets.industries.is_empty()).then(|| named(l, &card.facets.industries, industry(l)));
    let minutes = card.minutes.map(|minutes| t::minutes(l, i64::from(minutes)));
    let facts: Vec<String> = [industries, minutes].into_iter().flatten().collect();
    view! {
        <li>
            <div>
                <h3 lang=card.lang.as_str()>
                    <a href=format!("/kits/{}", card.slug)>{card.title}</a>
                </h3>
                <p class="quiet" lang=card.lang.as_str()>{card.summary}</p>
                <p class="tags">
                    {with_kind.then(|| view! { <Tag>{t::kind(l, card.kind.as_str())}</Tag> })}
                    {card.favourite.then(|| view! { <Tag icon="star">{t::favourite(l)}</Tag> })}
                    // Shown by `static/offline.js`, which alone knows.
                    <span class="tag" data-kept="" hidden=true>{t::on_device(l)}</span>
                    {card.stale.then(|| view! { <Tag tone=Tone::Wait>{t::stale(l)}</Tag> })}
                    {(card.won > 0).then(|| view! { <Tag tone=Tone::Good>{t::used_won(l, i64::from(card.won))}</Tag> })}
                    {(!facts.is_empty()).then(|| view! { <small class="quiet">{facts.join(dot(l))}</small> })}
                </p>
            </div>
            <Icon name="chevron-right"/>
        </li>
    }
}

/// Said where a text is not there in the reader's language.
pub fn other_language(l: Lang, shown: Lang) -> Option<AnyView> {
    (l != shown).then(|| view! { <Notice><p>{t::other_language(l)}</p></Notice> }.into_any())
}
