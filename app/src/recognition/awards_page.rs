use jiso::{
    id::CompanyId,
    lang::Lang,
    progress::SubjectLink,
    recognition::{AwardLine, AwardsDesk, CategoryDesk, Evidence, Figure, Granted, Nominee},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{NameForAward, awards_of_year},
    gifts::Gifts,
    grant::Grant,
    sentences::figure_text,
};
use crate::{
    format::{dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea, use_form},
    frame::{lang, load, show, title},
    points::kind_name,
    text::recognition as t,
    ui::{Choice, Crumbs, Facets, LinkItem, More, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/recognition/awards`
pub struct AwardsPage;

#[lazy_route]
impl LazyRoute for AwardsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let part = move |name: &'static str| query.with(|q| q.get(name)).unwrap_or_default();
        let naming = use_form::<NameForAward>();
        let which = move || (part("year"), part("company"), part("after"));
        show(load(which, |(year, company, _)| awards_of_year(year, company)), move |desk| {
            view! { <Whole desk naming/> }.into_any()
        })
    }
}

#[component]
fn Whole(desk: AwardsDesk, naming: FormState<NameForAward>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let after = move || query.with(|q| q.get("after")).unwrap_or_default();
    let AwardsDesk { year, years, over, categories, gifts, most_yen, naming: company, key } = desk;
    let item = |one: &i32| LinkItem::new(format!("/console/recognition/awards?year={one}"), t::year(l, one)).here(*one == year);
    let links = years.iter().map(item).collect();
    let choices = categories.iter().map(|one| Choice::new(one.key.clone(), one.name.get(l))).collect::<Vec<_>>();
    let lede = if over { t::awards_lede(l) } else { t::awards_lede_running(l) };
    let sheets = categories.into_iter().map(|category| view! { <Category category year over/> }).collect_view();
    view! {
        {title(t::awards_title(l))}
        <div class="page">
            <PageHead
                title=t::awards_headline(l, year)
                lede
                above=move || {
                    let up = vec![LinkItem::new("/console/recognition", t::desk_title(l))];
                    view! { <Crumbs label=t::desk_title(l) links=up here=t::awards_title(l)/> }
                }
            />
            <div role="status" class="live">
                {move || {
                    let said = t::done(l, &after().chars().take_while(|c| *c != '-').collect::<String>());
                    (!said.is_empty()).then(|| view! { <Notice tone=Tone::Good title=said/> })
                }}
            </div>
            <Facets label=t::years(l) links/>
            <div class="split">
                <div class="stack">{sheets}</div>
                <div class="stack">
                    {company.map(|company| view! { <Naming form=naming company choices key/> })}
                    <Gifts gifts most_yen/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Category(category: CategoryDesk, year: i32, over: bool) -> impl IntoView {
    let l = lang();
    let CategoryDesk { key, name, rubric, nominees, granted } = category;
    let line = |(text, percent): &(jiso::lang::Bilingual, u32)| t::rubric_line(l, text.get(l), percent);
    let rubric = rubric.iter().map(line).collect::<Vec<_>>().join(dot(l));
    let body = match granted {
        Some(granted) => view! { <Decided granted/> }.into_any(),
        None if nominees.is_empty() => view! { <p class="quiet">{t::nominees_none(l)}</p> }.into_any(),
        None => {
            let lines: Vec<AwardLine> = nominees.iter().map(|one| one.line.clone()).collect();
            let packs = nominees.into_iter().map(|one| pack(l, one)).collect_view();
            view! {
                {packs}
                {over.then(|| view! { <Grant key=key.clone() year lines/> })}
            }
            .into_any()
        }
    };
    view! {
        <Sheet title=name.get(l).to_owned()>
            <p class="quiet">{rubric}</p>
            {body}
        </Sheet>
    }
}

/// A nominee with the figures, the words and the events that speak for it.
fn pack(l: Lang, nominee: Nominee) -> impl IntoView {
    let Nominee { line, by_rubric, words, events } = nominee;
    let how = if by_rubric { t::by_rubric(l) } else { t::by_hand(l) };
    let words = words.into_iter().map(|one| {
        let by = if one.by_partner { t::who_named_itself(l, one.by) } else { t::who_named(l, one.by) };
        view! { <p>{one.text} " " <span class="quiet">{by}</span></p> }
    });
    let words = words.collect_view();
    view! {
        <div>
            <h3>{company_link(line.company, line.name.clone())} " " <small>{t::score(l, score(line.score))}</small> " " <Tag>{how}</Tag></h3>
            {words}
            <More summary=t::evidence(l)>
                <ul class="evidence">{figures(l, &line.figures)} {events.into_iter().map(|event| evidence(l, event)).collect_view()}</ul>
            </More>
        </div>
    }
}

fn company_link(id: CompanyId, name: String) -> impl IntoView {
    view! { <a href=format!("/console/partners/{id}")>{name}</a> }
}

fn figures(l: Lang, figures: &[Figure]) -> impl IntoView + use<> {
    figures.iter().map(|figure| view! { <li>{figure_text(l, figure)}</li> }).collect_view()
}

fn evidence(l: Lang, event: Evidence) -> impl IntoView {
    let link = event.subject.map(|SubjectLink { label, path }| view! { " " <a href=path>{label}</a> });
    view! { <li><span class="when">{moment(l, event.at)}</span> " " {kind_name(l, event.kind)} {link}</li> }
}

/// Of a hundred, with one place.
fn score(score: u32) -> String {
    format!("{}.{}", score / 10, score % 10)
}

#[component]
fn Decided(granted: Granted) -> impl IntoView {
    let l = lang();
    let Granted { line, by, at, reason } = granted;
    view! {
        <div>
            <h3>{company_link(line.company, line.name.clone())} " " <Tag tone=Tone::Good icon="award">{t::awarded(l)}</Tag></h3>
            <p>{t::in_words(l, reason)}</p>
            <p class="quiet">{t::confirmed_by(l, by, moment(l, at))}</p>
            <More summary=t::evidence(l)><ul class="evidence">{figures(l, &line.figures)}</ul></More>
        </div>
    }
}

/// Names a company by hand.
#[component]
fn Naming(form: FormState<NameForAward>, company: (CompanyId, String), choices: Vec<Choice>, key: String) -> impl IntoView {
    let l = lang();
    let (id, name) = company;
    view! {
        <Sheet title=t::name_company(l, name) id="naming">
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <HiddenField name="company" value=id.to_string()/>
                <SelectField
                    name="category"
                    label=t::category(l)
                    value=form.value("category", "")
                    options=choices
                    none=t::choose(l)
                    problem=form.problem("category")
                />
                <TextArea name="text" label=t::naming_words(l) value=form.value("text", "") rows=3 problem=form.problem("text")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::name_it(l)/></div>
            </PostForm>
        </Sheet>
    }
}
