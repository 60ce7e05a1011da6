use jiso::{
    deals::{Attention, DealLine, StageGroup},
    lang::Lang,
    money::Money,
};
use leptos::prelude::*;

use super::parts::{StatusTag, ball};
use crate::{
    format,
    frame::lang,
    text::deals as t,
    ui::{Tag, Tone},
};

/// What a stage's deals come to, in one line.
pub fn stage_totals(l: Lang, group: &StageGroup) -> String {
    t::lane_totals(l, group.totals.count, format::money(&Money::yen(group.totals.amount)))
}

/// The next step, with its day.
pub fn next(l: Lang, line: &DealLine) -> String {
    match &line.next_step {
        Some(step) => match step.on {
            Some(day) => t::card_next_on(l, &step.text, format::day_short(l, day)),
            None => t::card_next(l, &step.text),
        },
        None => t::card_no_next(l).to_owned(),
    }
}

/// What calls for attention, and whose turn it is.
pub fn marks(l: Lang, line: &DealLine) -> AnyView {
    let clock = match (line.protected_until, line.due) {
        (Some(day), _) => Some(t::card_protected(l, format::day_short(l, day))),
        (None, Some(at)) => Some(t::card_due(l, format::moment(l, at))),
        (None, None) => line.ball.map(|who| ball(l, who, false).to_owned()),
    };
    let tag = |what: &Attention| {
        let (tone, text) = match what {
            Attention::StepPassed => (Tone::Bad, t::card_step_passed(l)),
            Attention::ClosePassed => (Tone::Bad, t::card_close_passed(l)),
            Attention::Stale => (Tone::Wait, t::card_stale(l)),
        };
        view! { <Tag tone>{text}</Tag> }
    };
    let attention = line.attention.iter().map(tag).collect_view();
    let owner = (!line.mine).then(|| line.owner_name.clone());
    view! {
        <p class="tags">
            <StatusTag status=line.status/>
            {attention}
            {clock.map(|text| view! { <span class="quiet">{text}</span> })}
            {owner.map(|name| view! { <span class="quiet">{name}</span> })}
        </p>
    }
    .into_any()
}

/// One sheet a stage; a stage with more than is shown leads to all of it.
#[component]
pub fn DealList(groups: Vec<StageGroup>, mine: bool, one_stage: bool) -> impl IntoView {
    let l = lang();
    let sheets = groups
        .into_iter()
        .map(|group| {
            let totals = stage_totals(l, &group);
            let more = more_of(&group, mine).filter(|_| !one_stage);
            let rows = group.lines.into_iter().map(|line| view! { <Row line/> }).collect_view();
            view! {
                <section class="sheet">
                    <div class="sheet-head">
                        <h2>{t::stage(l, group.stage.as_str())}</h2>
                        <span class="quiet num">{totals}</span>
                    </div>
                    <ul class="rows pipeline">{rows}</ul>
                    {more}
                </section>
            }
        })
        .collect_view();
    view! { <div class="stack">{sheets}</div> }
}

/// The way to the rest of a stage.
pub fn more_of(group: &StageGroup, mine: bool) -> Option<AnyView> {
    let l = lang();
    let all = group.totals.count;
    let hidden = (all as usize).saturating_sub(group.lines.len());
    let owner = if mine { "mine" } else { "all" };
    let href = format!("/deals?owner={owner}&stage={}", group.stage.as_str());
    (hidden > 0).then(|| view! { <p><a class="link" href=href>{t::whole_stage(l, i64::from(all))}</a></p> }.into_any())
}

#[component]
fn Row(line: DealLine) -> impl IntoView {
    let l = lang();
    let href = format!("/deals/{}", line.id);
    let worth = t::list_worth(l, format::money(&line.amount), line.stage.probability());
    view! {
        <li>
            <div>
                <h3><a href=href>{line.customer.clone()}</a></h3>
                <p class="quiet">{next(l, &line)}</p>
                {marks(l, &line)}
            </div>
            <p class="num">
                <b>{worth}</b>
                <span class="quiet when">{t::card_close(l, format::day_short(l, line.expected_close))}</span>
            </p>
        </li>
    }
}

/// What has ended.
#[component]
pub fn Ended(lines: Vec<DealLine>) -> impl IntoView {
    let l = lang();
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
