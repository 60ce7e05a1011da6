use jiso::{
    page::Page,
    points::{EntryState, IncentiveRule},
    progress::LedgerLine,
};
use leptos::prelude::*;

use crate::{
    format::{day_short, dot, moment, signed},
    frame::lang,
    points::{amount, kind_name, rule_text, state_tone},
    text::{points as p, progress as t},
    ui::{ButtonLink, Empty, Pager, Sheet, Tag, Tone},
};

/// The ledger: each line opens into the rule and the event that made it.
#[component]
pub fn Ledger(ledger: Page<LedgerLine>, rules: Vec<IncentiveRule>) -> impl IntoView {
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
        let lines = items.into_iter().map(|line| {
            let rule = rules.iter().find(|rule| rule.key == line.rule).cloned();
            view! { <Line line rule/> }
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

#[component]
fn Line(line: LedgerLine, rule: Option<IncentiveRule>) -> impl IntoView {
    let l = lang();
    let name = rule.as_ref().map_or_else(|| line.rule.clone(), |rule| rule.name.get(l).to_owned());
    let sentence = rule.map_or_else(|| p::rule_gone(l, line.rule_version), |rule| rule_text(l, &rule));
    let points = amount(&line);
    let done = line.settled && line.state == EntryState::Provisional;
    let (tone, state) =
        if done { (Tone::Plain, p::settled(l)) } else { (state_tone(line.state), p::state(l, line.state.as_str())) };
    let gone = done || matches!(line.state, EntryState::Reversed | EntryState::Expired);
    let about = line.subject.clone().map(|subject| {
        view! {
            <div>
                <dt>{t::about(l)}</dt>
                <dd><a href=subject.path>{subject.label}</a></dd>
            </div>
        }
    });
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
                    <div>
                        <dt>{t::rule(l)}</dt>
                        <dd>{sentence}</dd>
                    </div>
                    <div>
                        <dt>{t::event(l)}</dt>
                        <dd>{kind_name(l, line.kind)} {dot(l)} {moment(l, line.at)}</dd>
                    </div>
                    {about}
                    <div>
                        <dt>{t::earner(l)}</dt>
                        <dd>{line.person.unwrap_or_else(|| t::company_earner(l).to_owned())}</dd>
                    </div>
                    <div>
                        <dt>{t::version(l)}</dt>
                        <dd>
                            {t::version_of(l, line.rule_version)}
                            {line.settles.map(|_| view! { <span class="quiet">{dot(l)} {t::settles(l)}</span> })}
                        </dd>
                    </div>
                </dl>
            </details>
        </li>
    }
}
