use jiso::{
    boards::{BoardList, BoardRow},
    goals::Side,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{api::first_order_boards, step::side_name};
use crate::{
    format::{self, day_short, dot},
    frame::{lang, load, show, title},
    text::boards as t,
    ui::{ButtonLink, Empty, PageHead, Sheet, Tag, Tone},
};

/// `/boards`
pub struct BoardsPage;

#[lazy_route]
impl LazyRoute for BoardsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| first_order_boards()), |list| view! { <Boards list/> }.into_any())
    }
}

#[component]
fn Boards(list: BoardList) -> impl IntoView {
    let l = lang();
    let BoardList { reader, yours, theirs } = list;
    let (lede, href) = match reader {
        Side::Partner => (t::list_lede_partner(l), "/deals"),
        Side::Vendor => (t::list_lede_vendor(l), "/console/deals"),
    };
    let none = (yours.is_empty() && theirs.is_empty()).then(|| {
        view! {
            <section class="sheet">
                <Empty icon="list-checks" title=t::list_none(l) text=t::list_none_text(l)><ButtonLink href>{t::to_deals(l)}</ButtonLink></Empty>
            </section>
        }
    });
    view! {
        {title(t::title(l))}
        <div class="page narrow">
            <PageHead title=t::title(l) lede/> {none} {group(t::yours(l), yours)} {group(t::theirs(l), theirs)}
        </div>
    }
}

fn group(title: &'static str, rows: Vec<BoardRow>) -> Option<AnyView> {
    let l = lang();
    let row = move |row: BoardRow| {
        // Not of interest to the hour, and of nothing before a day is over.
        let waited = (row.waited_tenths >= 10).then(|| t::row_waited(l, i64::from(row.waited_tenths / 10)));
        let step = t::row(l, row.step, side_name(l, row.side));
        let facts = [row.company_name, Some(step), row.owner, waited, Some(format::money(&row.amount))];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(dot(l));
        let tone = if row.late { Tone::Bad } else { Tone::Wait };
        view! {
            <li>
                <div>
                    <h3>
                        <a href=format!("/boards/{}", row.deal)>{row.customer}</a> " "
                        <span class="quiet num">{t::row_progress(l, row.done, row.all)}</span>
                    </h3>
                    <p class="quiet">{facts}</p>
                </div>
                <Tag tone>{t::due(l, day_short(l, row.due.day()))}</Tag>
            </li>
        }
    };
    (!rows.is_empty()).then(|| {
        let lines = rows.into_iter().map(row).collect_view();
        view! { <Sheet title><ul class="rows">{lines}</ul></Sheet> }.into_any()
    })
}
