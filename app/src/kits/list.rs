//! The kits by kind, and the links that narrow the list.

use jiso::{
    kits::{KitCard, KitFacets, KitList},
    lang::Lang,
    publishing::DocumentKind,
};
use leptos::prelude::*;

use super::parts::{KitRow, competitor, industry, list_href, named, narrowing, narrowing_row, phase, size};
use crate::{
    frame::lang,
    text::kits as t,
    ui::{ButtonLink, Empty, LinkItem, TabsLine},
};

#[component]
pub fn List(list: KitList) -> impl IntoView {
    let l = lang();
    let KitList { asked, cards, total, counts } = list;
    let at_hand = (asked == KitFacets::default()).then(|| favourites(l, &cards)).flatten();
    if total == 0 {
        return view! { <section class="sheet"><Empty icon="file-text" title=t::none(l) text=t::none_text(l)/></section> }
            .into_any();
    }
    let mut kinds: Vec<LinkItem> = DocumentKind::KITS
        .iter()
        .map(|kind| {
            let count = counts.kinds.iter().find(|(counted, _)| counted == kind).map_or(0, |(_, count)| *count);
            let href = list_href(KitFacets { kind: Some(*kind), ..asked });
            LinkItem::new(href, t::kind(l, kind.as_str())).count(count.to_string()).here(asked.kind == Some(*kind))
        })
        .collect();
    let all: u32 = counts.kinds.iter().map(|(_, count)| count).sum();
    let everything = list_href(KitFacets { kind: None, ..asked });
    kinds.insert(0, LinkItem::new(everything, t::all(l)).count(all.to_string()).here(asked.kind.is_none()));
    let shown = if cards.is_empty() {
        let href = list_href(KitFacets { kind: asked.kind, ..KitFacets::default() });
        view! {
            <section class="sheet">
                <Empty icon="file-text" title=t::empty(l) text=t::empty_text(l, total)>
                    <ButtonLink href>{t::clear(l)}</ButtonLink>
                </Empty>
            </section>
        }
        .into_any()
    } else {
        let groups = DocumentKind::KITS.iter().copied().filter_map(|kind| {
            let own: Vec<_> = cards.iter().filter(|card| card.kind == kind).cloned().collect();
            (!own.is_empty()).then(|| view! { <Group kind cards=own/> })
        });
        view! { <div class="groups">{groups.collect_view()}</div> }.into_any()
    };
    view! {
        <TabsLine label=t::kind_label(l) links=kinds/>
        <Narrow asked counts/>
        {at_hand}
        {shown}
    }
    .into_any()
}

/// What the list shows, where it shows less than all: its name, and the page's.
pub fn headline(l: Lang, asked: KitFacets) -> Option<String> {
    let KitFacets { kind, industry, size, phase, competitor } = asked;
    let who = [
        industry.map(|industry| industry.word(l)),
        size.map(|size| t::for_size(l, size.as_str())),
        phase.map(|phase| t::for_phase(l, phase.as_str())),
        competitor.map(|competitor| t::for_competitor(l, competitor.as_str())),
    ];
    let who: Vec<&str> = who.into_iter().flatten().collect();
    let kinds = kind.map_or(t::kinds_all(l), |kind| t::kinds(l, kind.as_str()));
    match (who.is_empty(), kind) {
        (true, None) => None,
        (true, Some(_)) => Some(kinds.to_owned()),
        (false, _) => Some(t::for_whom(l, who.join(t::between(l)), kinds)),
    }
}

/// One's own, in a row over all.
fn favourites(l: Lang, cards: &[KitCard]) -> Option<AnyView> {
    let links: Vec<LinkItem> = cards
        .iter()
        .filter(|card| card.favourite)
        .map(|card| {
            let link = LinkItem::new(format!("/kits/{}", card.slug), card.title.clone());
            if card.stale { link.count(t::stale(l)) } else { link }
        })
        .collect();
    if links.is_empty() {
        return None;
    }
    let label = t::favourites(l);
    Some(view! { <section class="sheet narrowing"><dl>{narrowing_row(label, links)}</dl></section> }.into_any())
}

#[component]
fn Group(kind: DocumentKind, cards: Vec<KitCard>) -> impl IntoView {
    let l = lang();
    let count = i64::try_from(cards.len()).unwrap_or(0);
    let rows = cards.into_iter().map(|card| view! { <KitRow card/> }).collect_view();
    view! {
        <section class="sheet">
            <div class="sheet-head">
                <h2>{t::kind(l, kind.as_str())}</h2>
                <span class="quiet">{t::count(l, count)}</span>
            </div>
            <p class="quiet">{t::kind_lead(l, kind.as_str())}</p>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

/// Every choice is a link; behind one line, because most readers come for a kind.
#[component]
fn Narrow(asked: KitFacets, counts: jiso::kits::KitCounts) -> impl IntoView {
    let l = lang();
    let everyone = |asked: KitFacets, here: bool| LinkItem::new(list_href(asked), t::all(l)).here(here);
    let mut industries = vec![everyone(KitFacets { industry: None, ..asked }, asked.industry.is_none())];
    industries.extend(counts.industries.iter().map(|(value, count)| {
        let href = list_href(KitFacets { industry: Some(*value), ..asked });
        LinkItem::new(href, industry(l)(*value)).count(count.to_string()).here(asked.industry == Some(*value))
    }));
    let mut sizes = vec![everyone(KitFacets { size: None, ..asked }, asked.size.is_none())];
    sizes.extend(counts.sizes.iter().map(|(value, count)| {
        let href = list_href(KitFacets { size: Some(*value), ..asked });
        LinkItem::new(href, size(l)(*value)).count(count.to_string()).here(asked.size == Some(*value))
    }));
    let mut phases = vec![everyone(KitFacets { phase: None, ..asked }, asked.phase.is_none())];
    phases.extend(counts.phases.iter().map(|(value, count)| {
        let href = list_href(KitFacets { phase: Some(*value), ..asked });
        LinkItem::new(href, phase(l)(*value)).count(count.to_string()).here(asked.phase == Some(*value))
    }));
    let mut competitors = vec![everyone(KitFacets { competitor: None, ..asked }, asked.competitor.is_none())];
    competitors.extend(counts.competitors.iter().map(|(value, count)| {
        let href = list_href(KitFacets { competitor: Some(*value), ..asked });
        LinkItem::new(href, competitor(l)(*value)).count(count.to_string()).here(asked.competitor == Some(*value))
    }));
    let wider = list_href(KitFacets { kind: asked.kind, ..KitFacets::default() });
    let rows = view! {
        {narrowing_row(t::facet_industry(l), industries)}
        {narrowing_row(t::facet_size(l), sizes)}
        {narrowing_row(t::facet_phase(l), phases)}
        {(competitors.len() > 1).then(|| narrowing_row(t::facet_competitor(l), competitors))}
    }
    .into_any();
    narrowing(l, &wishes(asked), t::narrow(l), wider, rows)
}

fn wishes(asked: KitFacets) -> Vec<String> {
    let l = lang();
    let industry = asked.industry.map(|value| named(l, &[value], industry(l)));
    let size = asked.size.map(|value| named(l, &[value], size(l)));
    let phase = asked.phase.map(|value| named(l, &[value], phase(l)));
    let competitor = asked.competitor.map(|value| named(l, &[value], competitor(l)));
    [industry, size, phase, competitor].into_iter().flatten().collect()
}
