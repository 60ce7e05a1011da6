use jiso::{
    goals::Side,
    lang::Lang,
    plays::{PlaySheet, PlayState, PlayText},
    publishing::{CompanySize, Industry, SalesPhase},
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::play,
    parts::{tone, waits},
    play_forms::{Doing, Otherwise, PlayForms, play_forms},
};
use crate::{
    format::{dot, moment},
    frame::{lang, load, show, title},
    text::{kits, plays as t},
    ui::{ButtonLink, Crumbs, Facts, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/plays/:id`
pub struct VisitPlayPage;

#[lazy_route]
impl LazyRoute for VisitPlayPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = play_forms();
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| play(id)), move |sheet| view! { <Play sheet forms/> }.into_any())
    }
}

#[component]
fn Play(sheet: PlaySheet, forms: PlayForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let crumbs = {
        let links = match &sheet.visit {
            Some((visit, customer)) => {
                vec![LinkItem::new("/visits", t::visits(l)), LinkItem::new(format!("/visits/{visit}"), customer.clone())]
            }
            None => vec![LinkItem::new("/kits?kind=play", t::title(l))],
        };
        move || view! { <Crumbs label=t::crumbs(l) links=links.clone() here=t::title(l)/> }
    };
    let waits = waits(l, sheet.state, sheet.state.waits_for(sheet.side)).map(|text| view! { <Tag tone=Tone::Wait>{text}</Tag> });
    let headline = sheet.text.title.clone();
    view! {
        {title(headline.clone())}
        <div class="page narrow">
            <PageHead title=headline above=crumbs>
                <p class="tags"><Tag tone=tone(sheet.state)>{t::state(l, sheet.state.as_str())}</Tag> {waits}</p>
            </PageHead>
            <div role="status" class="live">{told}</div>
            {standing(l, &sheet)}
            {text(l, &sheet)}
            <Doing sheet=sheet.clone() forms/>
            {consents(l, &sheet)}
            <Otherwise sheet=sheet.clone() forms/>
            {moves(l, &sheet)}
        </div>
    }
}

/// Where it stands, and what was said last.
fn standing(l: Lang, sheet: &PlaySheet) -> Option<AnyView> {
    let own = sheet.side == sheet.reader;
    let (tone, title, words) = match sheet.state {
        PlayState::Proposed if own => (Tone::Wait, t::wait_title(l), t::wait_text(l)),
        PlayState::ChangeAsked if own => (Tone::Wait, t::wait_title(l), t::change_asked_own(l)),
        PlayState::ChangeAsked => (Tone::Wait, t::change_asked_title(l), ""),
        PlayState::Agreed if sheet.reader == Side::Partner => (Tone::Good, t::wait_publish(l), ""),
        PlayState::Published => (Tone::Good, t::published_title(l), t::published_text(l)),
        PlayState::Declined => (Tone::Plain, t::declined_title(l), ""),
        PlayState::Withdrawn => (Tone::Plain, t::withdrawn_title(l), ""),
        _ => return None,
    };
    let note = sheet.moves.first().and_then(|last| last.note.clone()).map(|note| view! { <p class="quote">{note}</p> });
    let words = (!words.is_empty()).then(|| view! { <p>{words}</p> });
    let read = sheet.href.clone().map(|href| view! { <ButtonLink href small=true>{t::read(l)}</ButtonLink> });
    let texts = sheet.document.map(|id| {
        view! { <ButtonLink href=format!("/console/content/{id}") small=true>{t::as_document(l)}</ButtonLink> }
    });
    let links = (read.is_some() || texts.is_some()).then(|| view! { <div class="actions">{read} {texts}</div> });
    Some(view! { <Notice tone title=title>{words} {note} {links}</Notice> }.into_any())
}

/// The exact text that is consented to.
fn text(l: Lang, sheet: &PlaySheet) -> AnyView {
    let PlayText { situation, industry, size, phase, opening, question, material, close, lesson, .. } = sheet.text.clone();
    let written = sheet.lang.as_str();
    let wished = [
        industry.map(|one: Industry| kits::industry(l, one.as_str())),
        size.map(|one: CompanySize| kits::size(l, one.as_str())),
        phase.map(|one: SalesPhase| kits::phase(l, one.as_str())),
    ];
    let wished = wished.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let wished = if wished.is_empty() { t::any(l).to_owned() } else { wished };
    let steps = [(t::opening(l), opening), (t::question(l), question), (t::material(l), material), (t::close(l), close)];
    let steps = steps.into_iter().filter(|(_, line)| !line.is_empty());
    let steps = steps.map(move |(label, line)| {
        view! { <li><strong>{label}</strong><br/><span class="as-typed" lang=written>{line}</span></li> }
    });
    let consented = sheet.consents.iter().any(|consent| consent.side == Side::Partner);
    let credit = match &sheet.company {
        Some(company) if sheet.named && consented => t::credit_named(l, company),
        Some(company) if sheet.named => [t::credit_named(l, company).as_str(), t::credit_wish(l)].join(dot(l)),
        _ => t::credit_unnamed(l).to_owned(),
    };
    view! {
        <Sheet title=t::text_title(l) id="text">
            <div class="prose">
                <p class="as-typed" lang=written>{situation}</p>
                <h3>{t::order(l)}</h3>
                <ol>{steps.collect_view()}</ol>
                <h3>{t::lesson(l)}</h3>
                <p class="as-typed" lang=written>{lesson}</p>
            </div>
            <Facts facts=vec![(t::for_whom(l).to_owned(), wished), (t::credit(l).to_owned(), credit)] lines=true/>
        </Sheet>
    }
    .into_any()
}

fn consents(l: Lang, sheet: &PlaySheet) -> AnyView {
    let line = |side: Side, name: &'static str| {
        let found = sheet.consents.iter().find(|consent| consent.side == side);
        let text = match found {
            Some(consent) if consent.by.is_empty() => t::consent_at(l, moment(l, consent.at)),
            Some(consent) => t::consent_by(l, &consent.by, moment(l, consent.at)),
            None => t::consent_none(l).to_owned(),
        };
        (name.to_owned(), text)
    };
    let facts = vec![line(Side::Partner, t::partner(l)), line(Side::Vendor, t::vendor(l))];
    view! { <Sheet title=t::consents(l) id="consents"><Facts facts lines=true/></Sheet> }.into_any()
}

fn moves(l: Lang, sheet: &PlaySheet) -> Option<AnyView> {
    let rows = sheet.moves.iter().map(|done| {
        let side = if done.side == Side::Partner { t::partner(l) } else { t::vendor(l) };
        let note = done.note.clone().map(|note| view! { <p class="quote">{note}</p> });
        view! {
            <li>
                <div>
                    <h3>{t::action(l, done.action.as_str())}</h3>
                    {note}
                    <p class="quiet">{t::moved(l, &done.by, side, moment(l, done.at))}</p>
                </div>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!sheet.moves.is_empty()).then(|| view! { <Sheet title=t::moves(l)><ul class="rows">{rows}</ul></Sheet> }.into_any())
}
