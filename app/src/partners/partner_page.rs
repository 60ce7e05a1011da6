use jiso::{
    caller::Role,
    lang::Lang,
    money::Money,
    partners::{ActivityLine, PartnerDealLine, PartnerSheet, PersonLine},
    phases::{Origins, PhaseVerdict, StallReason},
    points::Balance,
    progress::TierSnapshot,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    api::{NoteMeasure, ReturnBenefit, UseBenefit, partner},
    benefits::BenefitSheet,
    invite::InviteSheet,
    measures::MeasureSheet,
    parts::{Invitations, People},
};
use crate::{
    accounts::api::Invite,
    format::{day, dot, moment, money, number},
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    phases::{evidence_text, remedy, state_tag},
    points::{kind_name, pt},
    progress::{TierTrack, standing_text, tier_headline},
    text::{deals, partners as t, phases, recognition},
    ui::{ButtonLink, Crumbs, LinkItem, Look, Notice, PageHead, Sheet, Tag, Tone},
};

pub struct PartnerPage;

#[lazy_route]
impl LazyRoute for PartnerPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let id = move || params.with(|p| p.get("id").unwrap_or_default());
        let forms = Forms { invite: use_form(), noting: use_form(), returning: use_form(), measuring: use_form() };
        show(load(id, partner), move |sheet| view! { <Whole sheet forms/> }.into_any())
    }
}

/// The page's forms.
#[derive(Clone, Copy)]
struct Forms {
    invite: FormState<Invite>,
    noting: FormState<UseBenefit>,
    returning: FormState<ReturnBenefit>,
    measuring: FormState<NoteMeasure>,
}

#[component]
fn Whole(sheet: PartnerSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let Forms { invite, noting, returning, measuring } = forms;
    let query = use_query_map();
    let done = move |name: &'static str| query.with(|q| q.get(name).is_some());
    let lede = [
        Some(t::contract_since(l, day(l, sheet.contract_date))),
        sheet.kana.clone(),
        sheet.corporate_number.as_ref().map(|number| t::number(l, number)),
    ];
    let lede = lede.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let (phase_name, state) = (sheet.phase.name.get(l).to_owned(), state_tag(l, &sheet.phase));
    let naming = format!("/console/recognition/awards?company={}", sheet.id);
    let thank = format!("/recognition?company={}", sheet.id);
    let tier_name = sheet.tier.verdict.current.name.get(l).to_owned();
    view! {
        {title(sheet.name.clone())}
        <div class="page">
            <PageHead
                title=sheet.name
                lede
                above=move || {
                    view! { <Crumbs label=t::title(l) links=vec![LinkItem::new("/console/partners", t::title(l))] here=t::handover(l)/> }
                }
            >
                <p class="tags"><Tag>{phase_name}</Tag> {state} <Tag>{tier_name}</Tag></p>
            </PageHead>
            <div role="status" class="live">
                {move || done("created").then(|| view! { <Notice tone=Tone::Good title=t::created(l)/> })}
                {move || done("used").then(|| view! { <Notice tone=Tone::Good title=t::benefit_used(l)/> })}
                {move || done("noted").then(|| view! { <Notice tone=Tone::Good title=t::measure_noted(l)/> })}
                {move || done("returned").then(|| view! { <Notice tone=Tone::Good title=t::benefit_returned(l)/> })}
                {move || done("invited").then(|| view! { <Notice tone=Tone::Good title=t::invited(l)/> })}
            </div>
            <Verdict verdict=sheet.phase people=sheet.people.clone()/>
            <div class="split">
                <div class="stack">
                    <Deals deals=sheet.deals/>
                    <Timeline activities=sheet.activities/>
                </div>
                <div class="stack">
                    <Standing tier=sheet.tier points=sheet.points origins=sheet.origins/>
                    <BenefitSheet
                        noting
                        returning
                        company=sheet.id.to_string()
                        key=sheet.benefit_key
                        entitlements=sheet.entitlements
                        uses=sheet.uses
                    />
                    <MeasureSheet
                        form=measuring
                        company=sheet.id.to_string()
                        key=sheet.measure_key
                        today=sheet.today
                        measures=sheet.measures
                    />
                    <People people=sheet.people today=sheet.today/>
                    <p><a class="link" href=thank>{recognition::thank_link(l)}</a></p>
                    <p><a class="link" href=naming>{recognition::name_link(l)}</a></p>
                    <Invitations invitations=sheet.invitations/>
                    <InviteSheet form=invite company=sheet.id.to_string()/>
                </div>
            </div>
        </div>
    }
}

/// What to do next for this partner, and the facts it rests on.
#[component]
fn Verdict(verdict: PhaseVerdict, people: Vec<PersonLine>) -> impl IntoView {
    let l = lang();
    let cause = verdict.stall.map(|reason| view! { <p>{phases::cause(l, reason.as_str())}</p> });
    let evidence = verdict.evidence.iter().map(|fact| view! { <li>{evidence_text(l, fact)}</li> }).collect_view();
    let lead = people.iter().find(|person| person.role == Role::PartnerLead).or(people.first()).cloned();
    let step = match (verdict.stall, lead) {
        (Some(StallReason::WaitingForVendor), _) => {
            view! { <ButtonLink href="/console/deals" look=Look::Go icon="inbox">{t::next_review(l)}</ButtonLink> }.into_any()
        }
        (_, Some(lead)) => {
            let href = format!("mailto:{}", lead.email);
            view! {
                <ButtonLink href look=Look::Go icon="mail">{t::next_call(l)}</ButtonLink>
                <p class="quiet">{lead.name}</p>
            }
            .into_any()
        }
        (_, None) => view! { <ButtonLink href="#invite" look=Look::Go icon="send">{t::invite(l)}</ButtonLink> }.into_any(),
    };
    view! {
        <section class="next">
            <div>
                <p class="kick">{t::next_action(l)} <Tag>{t::since(l, day(l, verdict.since.day()))}</Tag></p>
                <h2>{remedy(l, &verdict)}</h2>
                <div class="why">{cause} <ul class="evidence" aria-label=t::evidence(l)>{evidence}</ul></div>
            </div>
            <div class="do">{step}</div>
        </section>
    }
}

#[component]
fn Deals(deals: Vec<PartnerDealLine>) -> impl IntoView {
    let l = lang();
    let body = if deals.is_empty() {
        view! { <p class="quiet">{t::deals_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{deals.into_iter().map(|deal| deal_line(l, deal)).collect_view()}</ul> }.into_any()
    };
    view! { <Sheet title=t::deals(l)>{body}</Sheet> }
}

fn deal_line(l: Lang, deal: PartnerDealLine) -> impl IntoView {
    let facts = [
        Some(deals::stage(l, deal.stage.as_str()).to_owned()),
        deal.yen.map(|yen| money(&Money::yen(yen))),
        Some(deal.owner),
        deal.due.map(|due| t::due_at(l, moment(l, due))),
    ];
    let tone = if deal.status.waits_for_vendor() { Tone::Wait } else { Tone::Plain };
    view! {
        <li>
            <div>
                <h3><a href=format!("/console/deals/{}", deal.deal)>{deal.customer}</a></h3>
                <p class="quiet">{facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l))}</p>
            </div>
            <Tag tone>{deals::status(l, deal.status.as_str())}</Tag>
        </li>
    }
}

#[component]
fn Standing(tier: TierSnapshot, points: Balance, origins: Origins) -> impl IntoView {
    let l = lang();
    let (headline, standing) = (tier_headline(l, &tier), standing_text(l, &tier));
    let rate = origins.self_start_percent().map_or_else(|| t::no_rate(l).to_owned(), |percent| format!("{percent}%"));
    let facts = t::self_start_facts(l, origins.self_started, origins.nudged, origins.requested);
    let waiting = (points.provisional != 0).then(|| t::provisional(l, number(points.provisional)));
    view! {
        <Sheet title=t::tier(l) id="tier" aside=move || view! { <span class="quiet">{headline.clone()}</span> }>
            <TierTrack tier/>
            <p class="quiet">{standing}</p>
            <dl class="facts lines">
                <div>
                    <dt>{t::points_of(l)}</dt>
                    <dd>{pt(l, points.confirmed)} " " {waiting}</dd>
                </div>
                <div>
                    <dt>{t::self_start(l)}</dt>
                    <dd>{rate} <p class="quiet">{facts}</p></dd>
                </div>
            </dl>
        </Sheet>
    }
}

#[component]
fn Timeline(activities: Vec<ActivityLine>) -> impl IntoView {
    let l = lang();
    let line = |one: ActivityLine| {
        let who = [one.person, Some(t::origin(l, one.origin.as_str()).to_owned())];
        view! {
            <li>
                <time class="quiet" datetime=one.at.iso()>{moment(l, one.at)}</time>
                <div>
                    <b>{kind_name(l, one.kind)}</b>
                    {one.subject.map(|subject| view! { " " <a href=subject.path>{subject.label}</a> })}
                    <p class="quiet">{who.into_iter().flatten().collect::<Vec<_>>().join(dot(l))}</p>
                </div>
            </li>
        }
    };
    let body = if activities.is_empty() {
        view! { <p class="quiet">{t::timeline_empty(l)}</p> }.into_any()
    } else {
        view! { <ol class="timeline">{activities.into_iter().map(line).collect_view()}</ol> }.into_any()
    };
    view! { <Sheet title=t::timeline(l) id="timeline">{body}</Sheet> }
}
