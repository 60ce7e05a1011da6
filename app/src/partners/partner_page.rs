use jiso::{
    home::WaitingLine,
    lang::Lang,
    money::Money,
    partners::{HealthMark, PartnerDealLine, PartnerSheet},
    points::Balance,
    progress::TierSnapshot,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::{AskPartner, NoteMeasure, ReturnBenefit, UseBenefit, partner},
    ask::SelfStartSheet,
    benefits::BenefitSheet,
    health::{HealthSheet, health_tag},
    invite::InviteSheet,
    measures::MeasureSheet,
    parts::{Invitations, People},
    timeline::Timeline,
    verdict::{grounds, verdict_card},
};
use crate::{
    accounts::api::Invite,
    format::{day, dot, moment, money, number},
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    goals::{GoalForms, GoalSheet, done_notice, goal_forms},
    home::{ClockWords, clock_line},
    phases::state_tag,
    points::pt,
    progress::{TierTrack, standing_text, tier_headline},
    text::{deals, goals, partners as t, recognition},
    ui::{Crumbs, LinkItem, Notice, PageHead, Sheet, Tag, Tone},
};

pub struct PartnerPage;

#[lazy_route]
impl LazyRoute for PartnerPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        // What a form has done is told in the query, and the page is read anew.
        let source = move || (params.with(|p| p.get("id").unwrap_or_default()), query.with(ParamsMap::to_query_string));
        let forms = Forms {
            invite: use_form(),
            noting: use_form(),
            returning: use_form(),
            measuring: use_form(),
            ask: use_form(),
            goals: goal_forms(),
        };
        show(load(source, |(id, _)| partner(id)), move |sheet| view! { <Whole sheet forms/> }.into_any())
    }
}

/// The page's forms.
#[derive(Clone, Copy)]
struct Forms {
    invite: FormState<Invite>,
    noting: FormState<UseBenefit>,
    returning: FormState<ReturnBenefit>,
    measuring: FormState<NoteMeasure>,
    ask: FormState<AskPartner>,
    goals: GoalForms,
}

#[component]
fn Whole(sheet: PartnerSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let Forms { invite, noting, returning, measuring, ask, goals } = forms;
    let query = use_query_map();
    let done = move |name: &'static str| query.with(|q| q.get(name).is_some());
    let lede = [
        Some(t::contract_since(l, day(l, sheet.contract_date))),
        sheet.kana.clone(),
        sheet.corporate_number.as_ref().map(|number| t::number(l, number)),
    ];
    let lede = lede.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
    let (card, grounds) = (verdict_card(l, &sheet), grounds(l, &sheet));
    let health = sheet.health.as_ref().map(|health| HealthMark { score: health.score, band: health.band });
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
                <p class="tags"><Tag>{phase_name}</Tag> {state} {health.map(|mark| health_tag(l, mark))} <Tag>{tier_name}</Tag></p>
            </PageHead>
            <div role="status" class="live">
                {move || done("created").then(|| view! { <Notice tone=Tone::Good title=t::created(l)/> })}
                {move || done("used").then(|| view! { <Notice tone=Tone::Good title=t::benefit_used(l)/> })}
                {move || done("asked").then(|| view! { <Notice tone=Tone::Good title=t::asked(l)/> })}
                {move || done("noted").then(|| view! { <Notice tone=Tone::Good title=t::measure_noted(l)/> })}
                {move || done("returned").then(|| view! { <Notice tone=Tone::Good title=t::benefit_returned(l)/> })}
                {move || done_notice(l, query.with(|q| q.get("goal")))}
                {move || done("invited").then(|| view! { <Notice tone=Tone::Good title=t::invited(l)/> })}
            </div>
            {card}
            <div class="split">
                <div class="stack">
                    {grounds}
                    <GoalSheet sheet=sheet.goals forms=goals company=sheet.id.to_string() title=goals::title(l)/>
                    <Owed owed=sheet.owed/>
                    <Deals deals=sheet.deals/>
                    {sheet.health.map(|health| view! { <HealthSheet health/> })}
                    <People people=sheet.people today=sheet.today roles=format!("/console/partners/{}/people", sheet.id)/>
                </div>
                <div class="stack">
                    <SelfStartSheet self_start=sheet.self_start ask=sheet.ask form=ask company=sheet.id.to_string()/>
                    <Standing tier=sheet.tier points=sheet.points/>
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
                    <Sheet title=recognition::title(l)>
                        <p><a class="link" href=thank>{recognition::thank_link(l)}</a></p>
                        <p><a class="link" href=naming>{recognition::name_link(l)}</a></p>
                    </Sheet>
                    <Invitations invitations=sheet.invitations/>
                    <InviteSheet form=invite company=sheet.id.to_string()/>
                </div>
            </div>
            <Timeline activities=sheet.activities/>
        </div>
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

/// What we owe, with its clocks.
#[component]
fn Owed(owed: Vec<WaitingLine>) -> impl IntoView {
    let l = lang();
    let body = if owed.is_empty() {
        view! { <p class="quiet">{t::owed_none(l)}</p> }.into_any()
    } else {
        view! { <ul class="rows">{owed.into_iter().map(|line| clock_line(l, ClockWords::of(l, line))).collect_view()}</ul> }
            .into_any()
    };
    view! { <Sheet title=t::owed(l) id="owed">{body}</Sheet> }
}

#[component]
fn Standing(tier: TierSnapshot, points: Balance) -> impl IntoView {
    let l = lang();
    let (headline, standing) = (tier_headline(l, &tier), standing_text(l, &tier));
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
            </dl>
        </Sheet>
    }
}
