use jiso::{
    activity::ActivityKind,
    deals::{DealAction, DealSheet, DealStage, Happening, StatusKey, TimelineEntry},
    lang::Lang,
    points::EntryState,
};
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{
    aftercare::AftercareSheet,
    api::{MoveDeal, deal},
    deal_forms::{Extend, HandOver, MoreTime, Outcome, Progress, Withdraw},
    deal_word::Word,
    parts::{CardFacts, StatusTag, Timeline},
    path_view::PathView,
    team_sheet::{NoteSheet, TeamSheet},
};
use crate::{
    boards::BoardSheetLink,
    deal_files::FilesSheet,
    format,
    forms::use_form,
    frame::{lang, load, show, title},
    proposals::ProposalsSheet,
    text::deals as t,
    ui::{self, Crumbs, LinkItem, Notice, PageHead, Reward, Tag, Tone},
    visits::VisitsSheet,
};

/// `/deals/:id`
pub struct DealPage;

#[lazy_route]
impl LazyRoute for DealPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let which = move || {
            let id = params.with(|p| p.get("id")).unwrap_or_default();
            (id, query.with(|q| q.get("after")).unwrap_or_default())
        };
        show(load(which, |(id, _)| deal(id)), |sheet| view! { <Deal sheet/> }.into_any())
    }
}

#[component]
fn Deal(sheet: DealSheet) -> impl IntoView {
    let l = lang();
    let DealSheet {
        card,
        path,
        word,
        timeline,
        actions,
        version,
        correction,
        appeal,
        extension,
        products,
        visits,
        board,
        aftercare,
        may_ask,
        asking,
        declined,
        stale_days,
        colleagues,
        team,
        files,
        proposals,
    } = sheet;
    let told = timeline.clone();
    let owner = card.owner_name.clone();
    let note_key = team.note_key.clone();
    let may = |action: DealAction| actions.contains(&action);
    let id = card.id.to_string();
    let outcome = matches!(card.stage, DealStage::Won | DealStage::Lost);
    let stage = (!outcome).then(|| t::at_stage(l, t::stage(l, card.stage.as_str())));
    let crumbs = {
        let number = card.number.to_string();
        move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/deals", t::deals(l))] here=number.clone()/> }
    };
    // What was typed while somebody took it up is not lost with the form.
    let refused = use_form::<MoveDeal>().failure().get_untracked().is_some();
    let moving = may(DealAction::MoveStage) || refused;
    let locked = matches!(card.status, StatusKey::InReview | StatusKey::NeedsInfo);
    let ended = path.ball.is_none();
    let history = view! { <ui::Sheet title=t::timeline_title(l)><Timeline entries=timeline/></ui::Sheet> };
    let (first, beside) = if ended { (Some(history), None) } else { (None, Some(history)) };
    let soon = extension.filter(|_| card.status == StatusKey::Approved);
    view! {
        {title(card.customer.clone())}
        <div class="page">
            <PageHead title=card.customer.clone() above=crumbs>
                <p class="tags">
                    <StatusTag status=card.status/>
                    {stage.map(|stage| view! { <Tag>{stage}</Tag> })}
                </p>
            </PageHead>
            <News timeline=told conflicted={card.status == StatusKey::Conflicted}/>
            {stale_days.map(|days| view! { <Notice tone=Tone::Wait title=t::stale_title(l, days)><p>{t::stale_text(l)}</p></Notice> })}
            <div class="split">
                <div class="stack">
                    <Word word=word.clone() id=id.clone() version correction appeal products=products may_appeal=may(DealAction::Appeal)/>
                    <PathView card=card.clone() path word/>
                    {locked.then(|| view! { <p class="quiet">{t::locked(l)}</p> })}
                    {moving.then(|| view! { <Progress card=card.clone() version main={card.status == StatusKey::Approved}/> })}
                    {may(DealAction::Win).then(|| view! { <Outcome card=card.clone() version/> })}
                    {files.map(|sheet| view! { <FilesSheet deal=id.clone() sheet/> })}
                    {note_key.map(|key| view! { <NoteSheet deal=id.clone() key/> })}
                    {first}
                </div>
                <div class="stack">
                    <ui::Sheet title=t::facts_title(l)><CardFacts card=card.clone()/></ui::Sheet>
                    <ProposalsSheet deal=id.clone() proposals/>
                    <TeamSheet deal=id.clone() owner team/>
                    <VisitsSheet deal=id.clone() visits/>
                    {board.then(|| view! { <BoardSheetLink deal=id.clone()/> })}
                    <AftercareSheet lines=aftercare/>
                    {soon.map(|offer| view! { <Extend id=id.clone() version offer/> })}
                    <MoreTime id=id.clone() version may_ask asking declined/>
                    {beside}
                    {(!colleagues.is_empty()).then(|| view! { <HandOver id=id.clone() version colleagues/> })}
                    {may(DealAction::Withdraw).then(|| view! { <Withdraw id=id.clone() version/> })}
                </div>
            </div>
        </div>
    }
}

/// What has just been done, and what it brought.
#[component]
fn News(timeline: Vec<TimelineEntry>, conflicted: bool) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let (registered, done) = query.with(|q| (q.get("registered").is_some(), q.get("done").unwrap_or_default()));
        if registered && !conflicted {
            return Some(reward(l, &timeline, ActivityKind::DealRegistered, t::reward_title(l)));
        }
        if done == "won" {
            return Some(reward(l, &timeline, ActivityKind::DealWon, t::reward_won_title(l)));
        }
        let text = t::done(l, &done);
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good><p>{text}</p></Notice> }.into_any())
    };
    view! { <div class="live" role="status">{told}</div> }
}

fn reward(l: Lang, timeline: &[TimelineEntry], kind: ActivityKind, thanks: &'static str) -> AnyView {
    let entry = timeline.iter().find(|entry| entry.what == Happening::Deed(kind));
    let granted = |state| matches!(state, EntryState::Provisional | EntryState::Confirmed);
    let points: Vec<_> = entry.into_iter().flat_map(|entry| &entry.points).filter(|here| granted(here.state)).collect();
    let sum: i64 = points.iter().map(|here| here.points).sum();
    if sum == 0 {
        return view! { <Notice tone=Tone::Good><p>{thanks}</p></Notice> }.into_any();
    }
    let rules: Vec<_> = points.iter().map(|here| format!("{} {}", here.rule.get(l), format::signed(l, here.points))).collect();
    let rules = rules.join(t::list_comma(l));
    let provisional = points.iter().any(|here| here.state == EntryState::Provisional);
    let rule = if provisional { t::reward_provisional(l, rules) } else { t::reward_confirmed(l, rules) };
    view! { <Reward amount=t::pt(l, format::signed(l, sum)) title=thanks rule/> }.into_any()
}
