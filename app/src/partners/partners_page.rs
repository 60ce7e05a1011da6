use jiso::{
    lang::Lang,
    partners::{ON_THEIR_WAY, PartnerFilterForm, PartnerLine, PartnerList, PartnerSort},
    phases::{HealthBand, ReasonName},
    time::Day,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::partners,
    filters::{address, days_ago, filtered},
    health::health_tag,
};
use crate::{
    format::{day_short, number},
    frame::{lang, load, show, title},
    phases::{remedy, state_tag},
    text::{partners as t, phases},
    ui::{ButtonLink, Choice, Empty, Facets, Field, Icon, LinkItem, More, PageHead, Pager, Select, Tag, Tone},
};

pub struct PartnersPage;

#[lazy_route]
impl LazyRoute for PartnersPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = move || {
            let part = |name: &str| query.with(|q| q.get(name).unwrap_or_default());
            PartnerFilterForm {
                text: part("text"),
                phase: part("phase"),
                stall: part("stall"),
                tier: part("tier"),
                health: part("health"),
                sort: part("sort"),
                page: part("page"),
            }
        };
        let sheet = load(form, partners);
        show(sheet, move |list| {
            let form = untrack(form);
            view! { <Whole list form/> }.into_any()
        })
    }
}

#[component]
fn Whole(list: PartnerList, form: PartnerFilterForm) -> impl IntoView {
    let l = lang();
    let PartnerList { partners, companies, today, phases, reasons, tiers } = list;
    let phases: Vec<LinkItem> = phases
        .into_iter()
        .map(|named| {
            let key = named.phase.as_str();
            let href = filtered(&form, |form| form.phase = if form.phase == key { String::new() } else { key.to_owned() });
            LinkItem::new(href, named.name.get(l)).here(form.phase == key)
        })
        .collect();
    let tiers = tiers.into_iter().map(|tier| Choice::new(tier.key, tier.name.get(l))).collect::<Vec<_>>();
    let page = |number: u32| address(&PartnerFilterForm { page: number.to_string(), ..form.clone() });
    let (previous, next) =
        ((partners.number > 1).then(|| page(partners.number - 1)), partners.has_more.then(|| page(partners.number + 1)));
    let number = partners.number;
    let lines = partners.items;
    view! {
        {title(t::title(l))}
        <div class="page">
            <PageHead
                title=t::title(l)
                lede=t::lede(l)
                actions=move || {
                    view! {
                        <ButtonLink href="/console/partners/new" icon="plus">{t::new(l)}</ButtonLink>
                        <ButtonLink href="/console/targets" icon="target">{t::to_targets(l)}</ButtonLink>
                    }
                }
            >
                <p class="tags"><span class="tag">{t::count(l, i64::from(companies))}</span></p>
            </PageHead>
            <div class="stack tight">
                <Facets label=t::filter_phase(l) links=phases/>
                <Finder form reasons=reasons.clone() tiers/>
            </div>
            {match (companies, lines.is_empty()) {
                (0, _) => view! { <Nobody/> }.into_any(),
                (_, true) => view! { <Nothing/> }.into_any(),
                _ => view! { <Lines lines reasons today/> }.into_any(),
            }}
            <Pager
                label=t::pages(l)
                previous_label=t::previous(l)
                next_label=t::next(l)
                previous
                next
                position=t::page(l, number)
            />
        </div>
    }
}

/// A plain form: its address is the filter, so that it can be shared and works without JavaScript.
#[component]
fn Finder(form: PartnerFilterForm, reasons: Vec<ReasonName>, tiers: Vec<Choice>) -> impl IntoView {
    let l = lang();
    let way = Choice::new(ON_THEIR_WAY, phases::on_track(l));
    let reasons = reasons.iter().map(|named| Choice::new(named.reason.as_str(), named.name.get(l)));
    let reasons = std::iter::once(way).chain(reasons).collect();
    let bands = HealthBand::ALL.iter().map(|band| Choice::new(band.as_str(), phases::band(l, band.as_str()))).collect();
    let orders = PartnerSort::ALL.iter().map(|sort| Choice::new(sort.as_str(), t::order(l, sort.as_str()))).collect();
    let clear = form != PartnerFilterForm::default();
    let narrowed = [&form.stall, &form.health, &form.tier, &form.sort].iter().any(|chosen| !chosen.is_empty());
    view! {
        <form method="get" action="/console/partners" class="finder sheet">
            <Field name="text" kind="search" label=t::find(l) value=form.text/>
            <input type="hidden" name="phase" value=form.phase/>
            <button type="submit" class="btn"><Icon name="search"/>{t::find_do(l)}</button>
            <More summary=t::filters(l) open=narrowed>
                <div class="figures">
                    <Select name="stall" label=t::filter_stall(l) options=reasons value=form.stall none=t::filter_all(l)/>
                    <Select name="health" label=t::health(l) options=bands value=form.health none=t::filter_all(l)/>
                    <Select name="tier" label=t::filter_tier(l) options=tiers value=form.tier none=t::filter_all(l)/>
                    <Select name="sort" label=t::sort(l) options=orders value=form.sort/>
                </div>
            </More>
            {clear.then(|| view! { <p><a class="link" href="/console/partners">{t::filter_clear(l)}</a></p> })}
        </form>
    }
}

#[component]
fn Lines(lines: Vec<PartnerLine>, reasons: Vec<ReasonName>, today: Day) -> impl IntoView {
    let l = lang();
    view! {
        <section class="sheet">
            <table class="table brief">
                <thead>
                    <tr>
                        <th scope="col">{t::company(l)}</th>
                        <th scope="col">{t::phase(l)}</th>
                        <th scope="col">{t::state(l)}</th>
                        <th scope="col">{t::health(l)}</th>
                        <th scope="col">{t::tier(l)}</th>
                        <th scope="col" class="num">{t::points(l)}</th>
                        <th scope="col" class="num">{t::open_deals(l)}</th>
                        <th scope="col">{t::last_activity(l)}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(|line| row(l, line, &reasons, today)).collect_view()}</tbody>
            </table>
        </section>
    }
}

fn row(l: Lang, line: PartnerLine, reasons: &[ReasonName], today: Day) -> impl IntoView {
    let state = state_tag(l, &line.phase);
    let next = line.phase.stall.is_some().then(|| remedy(l, &line.phase, reasons));
    let last = line.last_partner_activity_at.map_or_else(|| t::never(l).to_owned(), |at| days_ago(l, today, at.day()));
    let grace = line.tier_grace.map(|until| view! { " " <Tag tone=Tone::Wait>{t::grace_until(l, day_short(l, until))}</Tag> });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/console/partners/{}", line.id)>{line.name}</a>
                {next.map(|next| view! { <p class="quiet">{next}</p> })}
            </th>
            <td data-label=t::phase(l)>{line.phase.name.get(l).to_owned()}</td>
            <td data-label=t::state(l)>{state}</td>
            <td data-label=t::health(l)>{line.health.map(|mark| health_tag(l, mark))}</td>
            <td class="spare" data-label=t::tier(l)>{line.tier.name.get(l).to_owned()} {grace}</td>
            <td class="num" data-label=t::points(l)>{number(line.points.confirmed)}</td>
            <td class="num" data-label=t::open_deals(l)>{t::deals_n(l, line.open_deals)}</td>
            <td data-label=t::last_activity(l)>{last}</td>
        </tr>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    let l = lang();
    view! {
        <section class="sheet">
            <Empty icon="building-2" title=t::none(l) text=t::none_text(l)>
                <ButtonLink href="/console/partners/new">{t::new(l)}</ButtonLink>
            </Empty>
        </section>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let l = lang();
    view! {
        <section class="sheet">
            <Empty icon="search" title=t::list_empty(l) text=t::list_empty_text(l)>
                <ButtonLink href="/console/partners">{t::filter_clear(l)}</ButtonLink>
            </Empty>
        </section>
    }
}
