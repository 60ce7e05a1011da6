//! The deals behind a number. Who may not see partners' deals reads what they are like, without a name.

use jiso::{
    lang::Lang,
    trace::{ALL_DEALS, Behind, BehindDeal, TraceQuery, TraceRow},
};
use leptos::prelude::*;

use super::trace_table::name;
use crate::{
    format::{day, dot, month, number},
    text::{deals, trace as t},
    ui::{Empty, Pager, Sheet, Tag, Tone},
};

pub fn behind_sheet(l: Lang, query: &TraceQuery, behind: Behind, rows: &[TraceRow]) -> AnyView {
    let of = query.of.as_deref().unwrap_or_default();
    let row = rows.iter().find(|row| row.key == of);
    let what = if of == ALL_DEALS { t::all_deals(l).to_owned() } else { row.map(|row| name(l, row)).unwrap_or_default() };
    let heading = t::behind(l, what, t::reached(l, query.reached.as_str()), number(behind.total.into()));
    let back = format!("{}#numbers", query.whole().href());
    let Behind { deals: page, .. } = behind;
    let nameless = page.items.iter().any(|deal| deal.named.is_none());
    let turn = |number: u32| format!("{}#deals", TraceQuery { page: number, ..query.clone() }.href());
    let (previous, next) = ((page.number > 1).then(|| turn(page.number - 1)), page.has_more.then(|| turn(page.number + 1)));
    let list = if page.items.is_empty() {
        view! { <Empty icon="briefcase" title=t::behind_none(l) text=t::behind_none_text(l)/> }.into_any()
    } else {
        let lines = page.items.into_iter().map(|deal| line(l, deal)).collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <Sheet title=heading id="deals" aside=move || view! { <a class="link" href=back.clone()>{t::behind_close(l)}</a> }>
            {nameless.then(|| view! { <p class="quiet">{t::nameless(l)}</p> })}
            {list}
            <Pager label=t::pages(l) previous_label=t::previous(l) next_label=t::next(l) previous next/>
        </Sheet>
    }
    .into_any()
}

fn line(l: Lang, deal: BehindDeal) -> AnyView {
    let kind = [deals::industry(l, deal.industry.as_str()), deals::size(l, deal.size.as_str())].join(dot(l));
    // An order has come through both.
    let reached = match (deal.ended, deal.meeting, deal.proposal) {
        (Some((_, true)), ..) | (_, false, false) => None,
        (_, _, true) => Some(t::came_proposal(l)),
        (_, true, false) => Some(t::came_meeting(l)),
    };
    let ended = deal.ended.map(|(on, _)| t::ended_on(l, day(l, on)));
    let mut facts = vec![t::registered_in(l, month(l, deal.registered))];
    facts.extend(reached.map(str::to_owned));
    facts.extend(ended);
    let (tone, word) = match deal.ended {
        Some((_, true)) => (Tone::Good, t::reached_won(l)),
        Some((_, false)) => (Tone::Plain, t::reached_lost(l)),
        None => (Tone::Wait, t::open(l)),
    };
    let head = match deal.named {
        Some(named) => {
            facts.splice(0..0, [named.company, named.number.to_string(), kind]);
            view! { <h3><a href=format!("/console/deals/{}", named.id)>{named.customer}</a></h3> }.into_any()
        }
        None => view! { <h3>{kind}</h3> }.into_any(),
    };
    let facts = facts.join(dot(l));
    view! {
        <li>
            <div>{head} <p class="quiet">{facts}</p></div>
            <p class="tags"><Tag tone>{word}</Tag></p>
        </li>
    }
    .into_any()
}
