use jiso::{
    deals::{DealLine, DraftLine, Pipeline, PipelineFilter, StageGroup},
    lang::Lang,
    money::Money,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{SaveDealDraft, deal_pipeline},
    parts::{StatusTag, ball},
};
use crate::{
    format,
    forms::{HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::deals as t,
    ui::{ButtonLink, Empty, Facets, LinkItem, Look, PageHead, TabsLine, Tag, Tone},
};

/// `/deals`
pub struct PipelinePage;

#[lazy_route]
impl LazyRoute for PipelinePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let filter = move || {
            let word = |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
            PipelineFilter { owner: word("owner"), show: word("show"), stage: word("stage") }
        };
        show(load(filter, |filter| async move { Ok((filter.clone(), deal_pipeline(filter).await?)) }), |(filter, pipeline)| {
            view! { <Deals filter pipeline/> }.into_any()
        })
    }
}

#[component]
fn Deals(filter: PipelineFilter, pipeline: Pipeline) -> impl IntoView {
    let l = lang();
    let wish = filter.read();
    let mine = pipeline.mine;
    let address = |closed: bool, mine: bool| match (closed, mine) {
        (false, false) => "/deals?owner=all",
        (false, true) => "/deals?owner=mine",
        (true, false) => "/deals?show=closed&owner=all",
        (true, true) => "/deals?show=closed&owner=mine",
    };
    let views = vec![
        LinkItem::new(address(false, mine), t::view_open(l)).here(!wish.closed),
        LinkItem::new(address(true, mine), t::view_closed(l)).here(wish.closed),
    ];
    let owners = vec![
        LinkItem::new(address(wish.closed, true), t::owner_mine(l)).here(mine),
        LinkItem::new(address(wish.closed, false), t::owner_all(l)).here(!mine),
    ];
    let (head, lede) = headline(l, wish.closed, &pipeline);
    let nothing = pipeline.groups.is_empty();
    let first = nothing && !wish.closed && !mine && pipeline.draft.is_none();
    let list = match (nothing, wish.closed) {
        (true, false) if mine => view! { <Empty icon="briefcase" title=t::pipeline_none(l) text=t::empty_mine(l)/> }.into_any(),
        (true, false) => view! { <Teach/> }.into_any(),
        (true, true) => view! { <Empty icon="briefcase" title=t::closed_none(l)/> }.into_any(),
        (false, true) => view! { <Ended groups=pipeline.groups/> }.into_any(),
        (false, false) => view! { <Lanes groups=pipeline.groups/> }.into_any(),
    };
    view! {
        {title(t::pipeline_title(l))}
        <div class="page">
            <PageHead
                title=head
                actions=move || {
                    let new = (!first).then(|| view! { <ButtonLink href="/deals/new" look=Look::Go icon="plus">{t::to_new(l)}</ButtonLink> });
                    view! { {new} <ButtonLink href="/targets" icon="target">{t::to_targets(l)}</ButtonLink> }
                }
            >
                {lede.map(|text| view! { <p class="lede">{text}</p> })}
            </PageHead>
            {(!wish.closed).then_some(pipeline.draft).flatten().map(|draft| view! { <DraftCard draft/> })}
            {(!first).then(|| view! {
                <div class="stack tight">
                    <TabsLine label=t::views(l) links=views/>
                    <Facets label=t::owners(l) links=owners/>
                </div>
            })}
            {list}
        </div>
    }
}

fn headline(l: Lang, closed: bool, pipeline: &Pipeline) -> (String, Option<String>) {
    let (count, amount) = (i64::from(pipeline.totals.count), format::money(&Money::yen(pipeline.totals.amount)));
    match (closed, count) {
        (false, 0) => (t::pipeline_none(l).to_owned(), None),
        (false, _) => {
            let weighted = format::money(&Money::yen(pipeline.totals.weighted));
            let head = if pipeline.mine { t::pipeline_mine(l, count, amount) } else { t::pipeline_head(l, count, amount) };
            (head, Some(t::pipeline_weighted(l, weighted)))
        }
        (true, 0) => (t::closed_none(l).to_owned(), None),
        (true, _) => (t::closed_head(l, count), None),
    }
}

/// Three stops before the first deal.
#[component]
fn Teach() -> impl IntoView {
    let l = lang();
    let step = |title: &str, text: &str| crate::ui::PathStep {
        title: title.to_owned(),
        text: Some(text.to_owned()),
        ..crate::ui::PathStep::default()
    };
    let steps = vec![
        crate::ui::PathStep { state: crate::ui::StepState::Here, ..step(t::teach_1(l), t::teach_1_text(l)) },
        step(t::teach_2(l), t::teach_2_text(l)),
        step(t::teach_3(l), t::teach_3_text(l)),
    ];
    view! {
        <section class="sheet narrow">
            <Empty icon="briefcase" title=t::empty_title(l) text=t::empty_text(l)>
                <ButtonLink href="/deals/new" look=Look::Go icon="plus">{t::to_new(l)}</ButtonLink>
            </Empty>
            <crate::ui::PathLine steps/>
        </section>
    }
}

#[component]
fn DraftCard(draft: DraftLine) -> impl IntoView {
    let l = lang();
    let discard = use_form::<SaveDealDraft>();
    let customer = if draft.customer.trim().is_empty() { t::draft_nameless(l).to_owned() } else { draft.customer };
    view! {
        <section class="sheet draft-card">
            <div>
                <h2>{t::draft_card(l)}</h2>
                <p class="quiet">{t::draft_card_text(l, customer, format::moment(l, draft.saved_at))}</p>
            </div>
            <div class="actions">
                <ButtonLink href="/deals/new" icon="pencil">{t::draft_continue(l)}</ButtonLink>
                <PostForm form=discard plain=true>
                    <HiddenField name="idempotency_key" value="nothing-is-left-of-it"/>
                    <Submit class="btn quiet" pending=discard.pending() label=t::draft_discard(l)/>
                </PostForm>
            </div>
        </section>
    }
}

/// Stages beside each other where there is room, below each other on a phone.
#[component]
fn Lanes(groups: Vec<StageGroup>) -> impl IntoView {
    let l = lang();
    let lanes = groups
        .into_iter()
        .map(|group| {
            let totals = t::lane_totals(l, group.totals.count, format::money(&Money::yen(group.totals.amount)));
            view! {
                <section>
                    <div class="sheet-head">
                        <h2>{t::stage(l, group.stage.as_str())}</h2>
                        <span class="quiet num">{totals}</span>
                    </div>
                    {group.lines.into_iter().map(|line| view! { <Card line/> }).collect_view()}
                </section>
            }
        })
        .collect_view();
    view! { <div class="lanes deals">{lanes}</div> }
}

#[component]
fn Card(line: DealLine) -> impl IntoView {
    let l = lang();
    let next = match &line.next_step {
        Some(step) => match step.on {
            Some(day) => t::card_next_on(l, &step.text, format::day_short(l, day)),
            None => t::card_next(l, &step.text),
        },
        None => t::card_no_next(l).to_owned(),
    };
    let clock = match (line.protected_until, line.due) {
        (Some(day), _) => Some(t::card_protected(l, format::day_short(l, day))),
        (None, Some(at)) => Some(t::card_due(l, format::moment(l, at))),
        (None, None) => line.ball.map(|who| ball(l, who, false).to_owned()),
    };
    let owner = (!line.mine).then_some(line.owner_name);
    view! {
        <article class="sheet deal-card">
            <h3><a href=format!("/deals/{}", line.id)>{line.customer}</a></h3>
            <p class="num tags"><b>{format::money(&line.amount)}</b><span class="quiet">{t::card_close(l, format::day_short(l, line.expected_close))}</span></p>
            <p class="quiet">{next}</p>
            <p class="tags">
                <StatusTag status=line.status/>
                {line.stale.then(|| view! { <Tag tone=Tone::Wait>{t::card_stale(l)}</Tag> })}
                {clock.map(|text| view! { <span class="quiet">{text}</span> })}
                {owner.map(|name| view! { <span class="quiet">{name}</span> })}
            </p>
        </article>
    }
}

#[component]
fn Ended(groups: Vec<StageGroup>) -> impl IntoView {
    let l = lang();
    let mut lines: Vec<DealLine> = groups.into_iter().flat_map(|group| group.lines).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.number));
    let rows = lines
        .into_iter()
        .map(|line| {
            let note = [format::money(&line.amount), line.number.to_string(), line.owner_name].join(format::dot(l));
            view! {
                <li>
                    <div>
                        <h3><a href=format!("/deals/{}", line.id)>{line.customer}</a></h3>
                        <p class="quiet">{note}</p>
                    </div>
                    <StatusTag status=line.status/>
                </li>
            }
        })
        .collect_view();
    view! { <section class="sheet"><ul class="rows">{rows}</ul></section> }
}
