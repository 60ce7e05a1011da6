use jiso::{
    kits::{CaseView, FillForm, KitCard, KitSheet, UseKept},
    lang::Lang,
    publishing::DocumentKind,
    trace::TraceKind,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{KeepFavourite, NoteUsed, TakeBackUse, kit},
    fill::{Fill, with_blanks},
    kit_uses::{UseForms, favourite, lessons_sheet, used_facts, used_for},
    parts::{KitRow, competitor, industry, named, other_language, phase, size},
};
use crate::{
    format,
    forms::{FormProblems, use_form},
    frame::{lang, load, show, title, visit},
    text::{kits as t, scripts, trace},
    ui::{CopyButton, Crumbs, Facts, Icon, LinkItem, More, Notice, PageHead, PlainText, PrintButton, Sheet, Tag, Tone},
};

pub struct KitPage;

#[lazy_route]
impl LazyRoute for KitPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = (use_form::<KeepFavourite>(), (use_form::<NoteUsed>(), use_form::<TakeBackUse>()));
        let asked = move || {
            let slug = params.with(|p| p.get("slug").unwrap_or_default());
            let told = query.with(|query| query.get("done"));
            (slug, query.with(|query| FillForm::from_address(|name| query.get(name))), told)
        };
        show(load(asked, |(slug, form, _)| kit(slug, form)), move |sheet| {
            let typed = query.with_untracked(|query| FillForm::from_address(|name| query.get(name)));
            view! { <Kit sheet typed forms/> }.into_any()
        })
    }
}

#[component]
fn Kit(sheet: KitSheet, typed: FillForm, forms: UseForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let (favourite_form, deal_forms) = forms;
    let KitSheet {
        card,
        html: body,
        plain,
        owner,
        valid_until,
        version,
        fields,
        deals,
        deal,
        case,
        plays,
        related,
        uses,
        lessons,
    } = sheet;
    let is_filled = FillForm { from: String::new(), ..typed.clone() } != FillForm::default();
    let blanks = fields.iter().filter(|field| field.value.is_empty()).count();
    let body = with_blanks(&body, &fields, card.lang);
    let has_fields = !fields.is_empty();
    let state = (is_filled && has_fields).then(|| match blanks {
        0 => view! { <Notice tone=Tone::Good title=t::filled(l)/> }.into_any(),
        n => view! { <Notice tone=Tone::Wait title=t::blanks(l, i64::try_from(n).unwrap_or(0))/> }.into_any(),
    });
    let stale = card.stale.then(|| {
        let text = t::stale_text(l, &owner);
        view! { <Notice tone=Tone::Wait title=t::stale_title(l, format::day(l, valid_until))><p>{text}</p></Notice> }
    });
    let favourite = favourite(l, &card, favourite_form);
    let to_note = deal.as_ref().is_some_and(|deal| deal.kept == UseKept::NotYet);
    let used = used_for(l, &card, deal, deals.clone(), deal_forms);
    let mut facts = facts(l, &card, &owner, format::day(l, valid_until), version);
    facts.extend(used_facts(l, uses));
    let counted = (uses.deals > 0).then(|| view! { <p class="quiet">{t::used_counted(l)}</p> });
    let kind = t::kind(l, card.kind.as_str());
    let kind_href = format!("/kits?kind={}", card.kind.as_str());
    let above = move || view! { <Crumbs label=t::here(l) links=vec![LinkItem::new("/kits", t::kits(l)), LinkItem::new(kind_href.clone(), kind)]/> };
    let traced = if card.kind == DocumentKind::Script { TraceKind::Branch } else { TraceKind::Template }.as_str();
    let looking = visit().person.is_some_and(|person| !person.role.is_partner());
    view! {
        {title(card.title.clone())}
        <div class="page">
            <PageHead title=card.title.clone() lede=card.summary.clone() above>
                <p class="tags">
                    <Tag>{kind}</Tag>
                    {card.minutes.map(|minutes| view! { <Tag icon="clock">{t::minutes(l, i64::from(minutes))}</Tag> })}
                    {card.stale.then(|| view! { <Tag tone=Tone::Wait>{t::stale(l)}</Tag> })}
                </p>
                {favourite}
                <FormProblems failure=favourite_form.failure()/>
            </PageHead>
            <div role="status" class="live">{told}</div>
            {stale}
            {other_language(l, card.lang)}
            {looking
                .then(|| {
                    let href = format!("/console/trace?kind={traced}");
                    view! { <p class="quiet no-print">{t::not_counted(l)} " " <a class="link" href=href>{trace::link(l)}</a></p> }
                })}
            <div class="split">
                <div class="stack">
                    {case.map(|case| view! { <Case case/> })}
                    {plays.then(|| view! { <Play slug=card.slug.clone() deal=typed.deal.clone()/> })}
                    <section class="sheet paper" id="text">
                        {state}
                        <div class="tools no-print">
                            {has_fields.then(|| view! { <a class="btn small to-fill" href="#fill" rel="external"><Icon name="pencil"/>{t::to_fill(l)}</a> })}
                            {to_note.then(|| view! { <a class="btn small to-fill" href="#used" rel="external"><Icon name="briefcase"/>{t::used_title(l)}</a> })}
                            <CopyButton target=plain.clone() label=t::copy(l) done=t::copied(l) failed=t::copy_failed(l)/>
                            <PrintButton label=t::print(l)/>
                        </div>
                        <article class="prose" lang=card.lang.as_str() inner_html=body></article>
                        <div class="no-print">
                            <More summary=t::as_text(l)><PlainText text=plain label=t::as_text_label(l)/></More>
                        </div>
                    </section>
                </div>
                <aside class="stack no-print">
                    {has_fields.then(|| view! { <Fill slug=card.slug.clone() fields typed deals is_filled/> })}
                    <Sheet title=t::about(l)><Facts facts lines=true/> {counted}</Sheet>
                    {used}
                    {(!lessons.is_empty()).then(|| lessons_sheet(l, lessons))}
                    {(!related.is_empty()).then(|| view! { <Related related/> })}
                </aside>
            </div>
        </div>
    }
}

fn facts(l: Lang, card: &KitCard, owner: &str, valid_until: String, version: u32) -> Vec<(String, String)> {
    let facets = &card.facets;
    let against = &facets.competitors;
    let against = (!against.is_empty()).then(|| (t::for_competitors(l), named(l, against, competitor(l))));
    let facts = [
        (t::for_industries(l), named(l, &facets.industries, industry(l))),
        (t::for_sizes(l), named(l, &facets.sizes, size(l))),
        (t::for_phases(l), named(l, &facets.phases, phase(l))),
        (t::owner(l), owner.to_owned()),
        (t::valid_until(l), valid_until),
        (t::version(l), t::version_value(l, version, format::day(l, card.updated_at.day()))),
    ];
    against.into_iter().chain(facts).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The way to the same script, a step at a time.
#[component]
fn Play(slug: String, deal: String) -> impl IntoView {
    let l = lang();
    let href = if deal.is_empty() { format!("/kits/{slug}/play") } else { format!("/kits/{slug}/play?deal={deal}") };
    view! {
        <section class="sheet play-on no-print">
            <p>{scripts::play_lead(l)}</p>
            <div class="actions"><a class="btn go" href=href><Icon name="play"/>{scripts::play(l)}</a></div>
        </section>
    }
}

/// The story's facts, before the story.
#[component]
fn Case(case: CaseView) -> impl IntoView {
    let l = lang();
    let facts = vec![
        (t::case_customer(l).to_owned(), case.customer),
        (t::case_days(l).to_owned(), t::case_days_value(l, i64::from(case.days_to_win))),
    ];
    let kits = case
        .kits
        .into_iter()
        .map(|kit| {
            view! {
                <li>
                    <h3><a href=format!("/kits/{}", kit.slug)>{kit.title}</a></h3>
                    <Tag>{t::kind(l, kit.kind.as_str())}</Tag>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sheet">
            <Facts facts lines=true/>
            <h2>{t::case_kits(l)}</h2>
            <ul class="rows no-print">{kits}</ul>
        </section>
    }
}

#[component]
fn Related(related: Vec<KitCard>) -> impl IntoView {
    let l = lang();
    let rows = related.into_iter().map(|card| view! { <KitRow card with_kind=true/> }).collect_view();
    view! { <Sheet title=t::related(l)><ul class="rows">{rows}</ul></Sheet> }
}
