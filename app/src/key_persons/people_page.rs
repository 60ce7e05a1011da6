use jiso::{
    goals::Side,
    key_persons::{ChampionSign, DepartureView, KeyPersonView, KeyRole, PeopleSheet, SuggestionView, WarningView},
    lang::Lang,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::key_people,
    pact_parts::pact_sheets,
    people_forms::{PeopleForms, leave_sheet, people_forms, role_sheet, suggested_role},
};
use crate::{
    format::{day, dot},
    frame::{lang, load, show, title},
    text::key_persons as t,
    ui::{Avatar, Crumbs, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/people`
pub struct PeoplePage;

#[lazy_route]
impl LazyRoute for PeoplePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        whole()
    }
}

/// `/console/partners/:id/people`
pub struct PartnerPeoplePage;

#[lazy_route]
impl LazyRoute for PartnerPeoplePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        whole()
    }
}

/// Both sides see the same.
fn whole() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let forms = people_forms();
    let source = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
    show(load(source, |(company, _)| key_people(company)), move |sheet| view! { <Whole sheet forms/> }.into_any())
}

#[component]
fn Whole(sheet: PeopleSheet, forms: PeopleForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = t::done(l, &query.with(|q| q.get("done")).unwrap_or_default());
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let (heading, lede, above) = match sheet.side {
        Side::Partner => (t::title(l).to_owned(), t::lede(l), LinkItem::new("/company", t::company(l))),
        Side::Vendor => {
            let company = LinkItem::new(format!("/console/partners/{}", sheet.company), sheet.company_name.clone());
            (t::title_of(l, &sheet.company_name), t::lede_vendor(l), company)
        }
    };
    let crumbs = move || view! { <Crumbs label=t::crumbs(l) links=vec![above.clone()]/> };
    let gone = (sheet.champion_left && sheet.suggestion.is_none())
        .then(|| view! { <Notice tone=Tone::Bad title=t::champion_gone(l)><p>{t::champion_gone_text(l)}</p></Notice> });
    let warning = sheet.warning.clone().map(|warning| warned(l, warning));
    let suggestion = sheet.suggestion.clone().map(|suggestion| suggested(l, &sheet, suggestion, forms));
    let people = sheet.people.iter().cloned().map(|person| person_line(l, person)).collect_view();
    let roles = sheet.may.then(|| role_sheet(l, &sheet, forms));
    let leave = (sheet.may && sheet.people.len() > 1).then(|| leave_sheet(l, &sheet, forms));
    let left = departures(l, &sheet.departures);
    view! {
        {title(heading.clone())}
        <div class="page">
            <PageHead title=heading lede=lede.to_owned() above=crumbs/>
            <div role="status" class="live">{told}</div>
            {gone} {warning} {suggestion}
            <div class="split">
                <div class="stack">
                    {pact_sheets(l, &sheet, forms)}
                    {left}
                </div>
                <div class="stack">
                    <Sheet title=t::people(l) id="people"><ul class="rows">{people}</ul></Sheet>
                    {roles}
                    {leave}
                </div>
            </div>
        </div>
    }
}

fn warned(l: Lang, warning: WarningView) -> impl IntoView {
    let text = match warning.percent {
        Some(percent) => t::warning_share(l, percent, &warning.name),
        None => t::warning_only(l, &warning.name),
    };
    view! { <Notice tone=Tone::Wait title=t::warning(l)><p>{text}</p><p class="quiet">{t::warning_advice(l)}</p></Notice> }
}

fn suggested(l: Lang, sheet: &PeopleSheet, suggestion: SuggestionView, forms: PeopleForms) -> impl IntoView + use<> {
    let times = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let signs = suggestion.signs.iter().map(|sign| match *sign {
        ChampionSign::Registers(n) => t::sign_registers(l, times(n)),
        ChampionSign::Helps(n) => t::sign_helps(l, times(n)),
        ChampionSign::Learns(n) => t::sign_learns(l, times(n)),
        ChampionSign::LooksUp(n) => t::sign_looks_up(l, times(n)),
    });
    let signs = signs.collect::<Vec<_>>().join(dot(l));
    let signs = (!signs.is_empty()).then(|| view! { <p>{t::suggestion_why(l, signs)}</p> });
    let (tone, head, after) = match &suggestion.after {
        Some(champion) => (Tone::Bad, t::champion_gone(l).to_owned(), Some(t::suggestion_after(l, &suggestion.name, champion))),
        None if sheet.champion_left => (Tone::Bad, t::champion_gone(l).to_owned(), Some(t::suggestion(l, &suggestion.name))),
        None => (Tone::Good, t::suggestion(l, &suggestion.name), None),
    };
    let after = after.map(|text| view! { <p>{text}</p> });
    let button = suggested_role(l, sheet, suggestion.user, &suggestion.name, forms);
    view! { <Notice tone title=head>{after} {signs} {button}</Notice> }
}

fn person_line(l: Lang, person: KeyPersonView) -> impl IntoView {
    let facts = [
        person.leads.then(|| t::leads(l).to_owned()),
        person.share_percent.map(|percent| t::share(l, percent)),
        Some(person.last_active.map_or_else(|| t::never_active(l).to_owned(), |on| t::last_active(l, day(l, on)))),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let role = person.role.map(|role| {
        let tone = if role == KeyRole::Champion { Tone::Good } else { Tone::Plain };
        view! { <Tag tone>{t::role(l, role.as_str())}</Tag> }
    });
    view! {
        <li>
            <div class="person">
                <Avatar name=person.name.clone()/>
                <div><h3>{person.name}</h3><p class="quiet">{facts}</p></div>
            </div>
            {role}
        </li>
    }
}

/// What went on with whom.
fn departures(l: Lang, departures: &[DepartureView]) -> Option<impl IntoView + use<>> {
    let line = move |one: &DepartureView| {
        let what = t::departure_what(l, one.deals, one.steps, one.visits, one.questions);
        let champion = one.champion.then(|| view! { <Tag>{t::was_champion(l)}</Tag> });
        view! {
            <li>
                <div>
                    <h3>{t::departure(l, &one.name, &one.to)}</h3>
                    <p class="quiet">{[day(l, one.on), what].join(dot(l))}</p>
                </div>
                {champion}
            </li>
        }
    };
    let lines = departures.iter().map(line).collect_view();
    (!departures.is_empty())
        .then(|| view! { <Sheet title=t::departures(l) id="departures"><ul class="rows">{lines}</ul></Sheet> })
}
