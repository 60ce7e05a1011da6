use jiso::{
    goals::Side,
    visits::{VisitList, VisitRow},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    api::visits,
    words::{tone, when},
};
use crate::{
    format::{dot, moment},
    frame::{lang, load, show, title},
    plays::OpenPlays,
    text::visits as t,
    ui::{ButtonLink, Empty, More, PageHead, Sheet, Tag, Tone},
};

/// `/visits`
pub struct VisitsPage;

#[lazy_route]
impl LazyRoute for VisitsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| visits()), |list| view! { <Visits list/> }.into_any())
    }
}

#[component]
fn Visits(list: VisitList) -> impl IntoView {
    let l = lang();
    let VisitList { side, yours, theirs, ahead, past, plays } = list;
    let (lede, href, to_deals) = match side {
        Side::Partner => (t::list_lede_partner(l), "/deals", t::to_deals(l)),
        Side::Vendor => (t::list_lede_vendor(l), "/console/deals", t::to_deals(l)),
    };
    let nothing = yours.is_empty() && theirs.is_empty() && ahead.is_empty() && past.is_empty() && plays.is_empty();
    let body = if nothing {
        view! {
            <section class="sheet">
                <Empty icon="calendar" title=t::list_none(l) text=t::list_none_text(l)><ButtonLink href>{to_deals}</ButtonLink></Empty>
            </section>
        }
        .into_any()
    } else {
        let over = (!past.is_empty())
            .then(|| view! { <section class="sheet"><More summary=t::past(l)>{rows(past, false)}</More></section> });
        view! {
            {group(t::yours(l), yours, true)} <OpenPlays plays/> {group(t::ahead(l), ahead, false)} {group(t::theirs(l), theirs, false)} {over}
        }
        .into_any()
    };
    view! {
        {title(t::title(l))}
        <div class="page narrow"><PageHead title=t::title(l) lede/> {body}</div>
    }
}

fn group(title: &'static str, lines: Vec<VisitRow>, yours: bool) -> Option<AnyView> {
    (!lines.is_empty()).then(|| view! { <Sheet title>{rows(lines, yours)}</Sheet> }.into_any())
}

/// What is waited for stands at those of the reader's turn, else how far they have come.
fn rows(lines: Vec<VisitRow>, yours: bool) -> impl IntoView {
    let l = lang();
    let row = move |visit: VisitRow| {
        let due = visit.due.map(|due| if visit.late { t::late(l, moment(l, due)) } else { t::answer_due(l, moment(l, due)) });
        let host = visit.host.map(|host| t::host(l, host));
        let note = [visit.company_name, Some(when(l, visit.starts_at, visit.on)), host, due];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
        let (tone, state) = match (visit.late, yours) {
            (true, _) => (Tone::Bad, t::waits(l, visit.state.as_str())),
            (false, true) => (Tone::Wait, t::waits(l, visit.state.as_str())),
            (false, false) => (tone(visit.state), t::state(l, visit.state.as_str())),
        };
        view! {
            <li>
                <div>
                    <h3><a href=format!("/visits/{}", visit.id)>{visit.customer}</a></h3>
                    <p class="quiet">{note}</p>
                </div>
                <Tag tone>{state}</Tag>
            </li>
        }
    };
    view! { <ul class="rows">{lines.into_iter().map(row).collect_view()}</ul> }
}
