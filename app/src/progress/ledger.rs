use jiso::{
    lang::Lang,
    page::Page,
    points::{EntryState, IncentiveRule},
    progress::LedgerLine,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    format::{day_short, dot, moment, plus, signed},
    frame::{failed, lang},
    points::{amount, cut_text, kind_name, pt, rule_text, state_tone},
    text::{points as p, progress as t},
    ui::{ButtonLink, Empty, More, Pager, Sheet, Tag, Tone},
    wire::{Fault, unpack},
};

/// The ledger and what earns points. Their code travels beside the page's own, which is what stands above them.
#[lazy]
pub fn ledger_sheets(packed: Vec<u8>) -> AnyView {
    match unpack(&packed) {
        Ok((ledger, rules)) => shown(ledger, rules),
        Err(Fault(failure)) => failed(failure),
    }
}

fn shown(ledger: Page<LedgerLine>, rules: Vec<IncentiveRule>) -> AnyView {
    let l = lang();
    // Links from a number to its rule say that they want it open.
    let asked = use_query_map().with_untracked(|q| q.get("rules").is_some());
    let ways = rules.iter().map(|rule| way(l, rule)).collect_view();
    view! {
        <Ledger ledger rules/>
        <Sheet title=t::earning(l) id="earning">
            <More summary=t::earning_all(l) open=asked><ul class="ways">{ways}</ul></More>
        </Sheet>
    }
    .into_any()
}

/// Each line opens into the rule and the event that made it.
#[component]
fn Ledger(ledger: Page<LedgerLine>, rules: Vec<IncentiveRule>) -> impl IntoView {
    let l = lang();
    let Page { items, number, has_more } = ledger;
    let page = |number: u32| format!("/progress?page={number}#ledger");
    let body = if items.is_empty() {
        view! {
            <Empty icon="gift" title=t::ledger_empty(l) text=t::ledger_empty_text(l)>
                <ButtonLink href="/learn">{t::ledger_start(l)}</ButtonLink>
            </Empty>
        }
        .into_any()
    } else {
        let lines = items.into_iter().map(|entry| {
            let rule = rules.iter().find(|rule| rule.key == entry.rule);
            line(l, entry, rule)
        });
        view! { <ol class="ledger">{lines.collect_view()}</ol> }.into_any()
    };
    view! {
        <Sheet title=t::ledger(l) id="ledger" aside=move || view! { <span class="quiet">{t::ledger_note(l)}</span> }>
            {body}
            <Pager
                label=t::pages(l)
                previous_label=t::newer(l)
                next_label=t::older(l)
                previous=(number > 1).then(|| page(number - 1))
                next=has_more.then(|| page(number + 1))
                position=t::page(l, number)
            />
        </Sheet>
    }
}

fn line(l: Lang, line: LedgerLine, rule: Option<&IncentiveRule>) -> impl IntoView + use<> {
    let name = rule.map_or_else(|| line.rule.clone(), |rule| rule.name.get(l).to_owned());
    let sentence = rule.map_or_else(|| p::rule_gone(l, line.rule_version), |rule| rule_text(l, rule));
    let points = amount(&line);
    let done = line.settled && line.state == EntryState::Provisional;
    let held = line.hold_until.filter(|_| line.state == EntryState::Provisional && !line.settled);
    let (tone, state) = match held {
        _ if line.corrected => (Tone::Plain, p::corrected_tag(l).to_owned()),
        _ if done => (Tone::Plain, p::settled(l).to_owned()),
        Some(until) => (Tone::Wait, p::held(l, day_short(l, until.day()))),
        None => (state_tone(line.state), p::state(l, line.state.as_str()).to_owned()),
    };
    let gone = done || line.corrected || matches!(line.state, EntryState::Reversed | EntryState::Expired);
    let happened = format!("{} {} {}", kind_name(l, line.kind), dot(l), moment(l, line.at));
    let version = match line.settles {
        Some(_) => format!("{} {} {}", t::version_of(l, line.rule_version), dot(l), t::settles(l)),
        None => t::version_of(l, line.rule_version),
    };
    let why = line.cut.map(|cut| cut_text(l, cut)).into_iter();
    let why = why.chain(held.map(|until| p::hold_until(l, moment(l, until))));
    let why = why.chain(line.corrected.then(|| p::corrected(l).to_owned()));
    let why: Vec<String> = [sentence].into_iter().chain(why).collect();
    let sentence = why.join(if l == Lang::Ja { "" } else { " " });
    let about =
        line.subject.clone().map(|subject| fact(t::about(l), view! { <a href=subject.path>{subject.label}</a> }.into_any()));
    let earner = line.person.unwrap_or_else(|| t::company_earner(l).to_owned());
    view! {
        <li>
            <details>
                <summary>
                    <time datetime=line.at.iso()>{day_short(l, line.at.day())}</time>
                    <span class="what">
                        <b>{name}</b>
                        {line.subject.map(|subject| view! { <span class="quiet">{subject.label}</span> })}
                    </span>
                    <Tag tone>{state}</Tag>
                    <span class=if gone { "sum gone" } else { "sum" }>{signed(l, points)}</span>
                </summary>
                <dl class="facts lines">
                    {fact(t::rule(l), sentence.into_any())}
                    {fact(t::event(l), happened.into_any())}
                    {about}
                    {fact(t::earner(l), earner.into_any())}
                    {fact(t::version(l), version.into_any())}
                </dl>
            </details>
        </li>
    }
}

fn fact(name: &'static str, text: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
        </div>
    }
    .into_any()
}

/// A way to earn.
fn way(l: Lang, rule: &IncentiveRule) -> impl IntoView + use<> {
    let points = format!("{}{}", plus(l), pt(l, rule.points));
    view! {
        <li>
            <div>
                <h3>{rule.name.get(l).to_owned()}</h3>
                <p class="quiet">{rule_text(l, rule)}</p>
            </div>
            <Tag>{points}</Tag>
        </li>
    }
}
