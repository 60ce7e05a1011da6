use jiso::{
    deals::{DealLine, DealStage, DraftLine, Pipeline, PipelineFilter},
    lang::Lang,
    money::Money,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{SaveDealDraft, deal_pipeline},
    forecast_view::ForecastView,
    pipeline_board::Board,
    pipeline_list::{DealList, Ended},
};
use crate::{
    format,
    forms::{HiddenField, PostForm, Submit, use_form},
    frame::{lang, load, show, title},
    text::deals as t,
    ui::{ButtonLink, Empty, Facets, LinkItem, Look, Notice, PageHead, Pager, TabsLine, Tone},
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
            let filter = PipelineFilter {
                owner: word("owner"),
                show: word("show"),
                stage: word("stage"),
                view: word("view"),
                page: word("page"),
            };
            (filter, word("after"))
        };
        show(
            load(filter, |(filter, after)| async move { Ok((filter.clone(), after, deal_pipeline(filter).await?)) }),
            |(filter, after, pipeline)| view! { <Deals filter after pipeline/> }.into_any(),
        )
    }
}

/// An address of this page; what is usual is left out.
#[derive(Clone, Copy)]
struct Address<'a> {
    closed: bool,
    mine: bool,
    board: bool,
    stage: Option<&'a str>,
}

impl Address<'_> {
    fn query(self) -> String {
        let Self { closed, mine, board, stage } = self;
        let mut query = format!("?owner={}", if mine { "mine" } else { "all" });
        if closed {
            query.push_str("&show=closed");
        } else if board {
            query.push_str("&view=board");
        }
        if let Some(stage) = stage.filter(|_| !closed && !board) {
            query.push_str("&stage=");
            query.push_str(stage);
        }
        query
    }

    fn path(self) -> String {
        format!("/deals{}", self.query())
    }
}

#[component]
fn Deals(filter: PipelineFilter, after: String, pipeline: Pipeline) -> impl IntoView {
    let l = lang();
    let wish = filter.read();
    let (mine, closed, board) = (pipeline.mine, wish.closed, wish.board);
    let stage = wish.stage.map(DealStage::as_str);
    let here = Address { closed, mine, board, stage };
    let views = vec![
        LinkItem::new(Address { closed: false, stage: None, board: false, ..here }.path(), t::view_open(l))
            .here(!closed && !board),
        LinkItem::new(Address { closed: false, board: true, ..here }.path(), t::view_board(l)).here(board),
        LinkItem::new(Address { closed: true, ..here }.path(), t::view_closed(l)).here(closed),
    ];
    let owners = vec![
        LinkItem::new(Address { mine: true, ..here }.path(), t::owner_mine(l)).here(mine),
        LinkItem::new(Address { mine: false, ..here }.path(), t::owner_all(l)).here(!mine),
    ];
    let (head, lede) = headline(l, closed, &pipeline);
    let nothing = pipeline.totals.count == 0;
    let first = nothing && !closed && !mine && stage.is_none() && pipeline.draft.is_none();
    let told = moved(l, &after, pipeline.groups.iter().flat_map(|group| &group.lines));
    let forecast = pipeline.forecast.filter(|_| !nothing && stage.is_none());
    let export = (!nothing).then(|| {
        let href = format!("/deals/export{}", here.query());
        view! { <a class="btn small" href=href rel="external" download="">{t::export_send(l)}</a> }
    });
    let only = stage.map(|stage| {
        let all = Address { stage: None, ..here }.path();
        view! { <p class="tags"><b>{t::stage(l, stage)}</b> <a class="link" href=all>{t::every_stage(l)}</a></p> }
    });
    let page = |number: u32| format!("{}&page={number}", here.path());
    let pager = (closed || stage.is_some()).then(|| {
        let (number, more) = (pipeline.page, pipeline.has_more);
        view! {
            <Pager label=t::pages(l) previous_label=t::page_previous(l) next_label=t::page_next(l)
                previous=(number > 1).then(|| page(number - 1)) next=more.then(|| page(number + 1))/>
        }
    });
    let list = match (nothing, closed) {
        (true, false) if mine || stage.is_some() => {
            view! { <Empty icon="briefcase" title=t::pipeline_none(l) text=t::empty_mine(l)/> }.into_any()
        }
        (true, false) => view! { <Teach/> }.into_any(),
        (true, true) => view! { <Empty icon="briefcase" title=t::closed_none(l)/> }.into_any(),
        (false, true) => view! { <Ended lines=pipeline.ended/> }.into_any(),
        (false, false) if board => view! { <Board groups=pipeline.groups mine/> }.into_any(),
        (false, false) => view! { <DealList groups=pipeline.groups mine one_stage=stage.is_some()/> }.into_any(),
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
            <div class="live" role="status">{told}</div>
            {(!closed).then_some(pipeline.draft).flatten().map(|draft| view! { <DraftCard draft/> })}
            {(!first).then(|| view! {
                <div class="stack tight">
                    <TabsLine label=t::views(l) links=views/>
                    <div class="between">
                        <Facets label=t::owners(l) links=owners/>
                        {export}
                    </div>
                </div>
            })}
            {forecast.map(|forecast| view! { <ForecastView forecast/> })}
            {only}
            {list}
            {pager}
        </div>
    }
}

/// What came of moving a card; `after` names the deal and the version that was moved.
fn moved<'a>(l: Lang, after: &str, mut lines: impl Iterator<Item = &'a DealLine>) -> Option<AnyView> {
    let (deal, _) = after.split_once('.')?;
    let line = lines.find(|line| line.id.to_string() == deal)?;
    let text = t::board_moved(l, &line.customer, t::stage(l, line.stage.as_str()));
    Some(view! { <Notice tone=Tone::Good><p>{text}</p></Notice> }.into_any())
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
