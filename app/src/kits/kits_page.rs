use jiso::search::SearchQuery;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{KitsAddress, KitsView, kits},
    found::Found,
    list::List,
};
use crate::{
    frame::{lang, load, show, title},
    text::kits as t,
    ui::{Button, Icon, Notice, PageHead},
};

pub struct KitsPage;

#[lazy_route]
impl LazyRoute for KitsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let asked = move || query.with(|query| KitsAddress::read(|name| query.get(name)));
        show(load(asked, kits), move |view| {
            let typed = query.with_untracked(|query| query.get("q").unwrap_or_default());
            view! { <Kits view typed/> }.into_any()
        })
    }
}

#[component]
fn Kits(view: KitsView, typed: String) -> impl IntoView {
    let l = lang();
    let searched = SearchQuery::cut(&typed);
    let is_cut = searched.len() < typed.len();
    let cut =
        is_cut.then(|| view! { <Notice><p>{t::cut(l, i64::try_from(SearchQuery::LENGTH).unwrap_or(i64::MAX))}</p></Notice> });
    let (own, headline, lede, body) = match view {
        KitsView::List(list) => {
            (t::kits(l).to_owned(), t::headline(l).to_owned(), t::lede(l).to_owned(), view! { <List list/> }.into_any())
        }
        KitsView::Found(query, page) => {
            let headline = t::results(l, query.in_short());
            let lede = t::results_count(l, i64::from(page.total));
            (headline.clone(), headline, lede, view! { <Found query page/> }.into_any())
        }
    };
    view! {
        {title(own)}
        <div class="page">
            <PageHead title=headline lede/>
            <form class="search-line" role="search" method="get" action="/kits" aria-label=t::find(l)>
                <label class="find">
                    <Icon name="search"/>
                    <span class="unseen">{t::find(l)}</span>
                    <input type="search" name="q" value=searched maxlength="200" autocomplete="off" placeholder=t::find_hint(l)/>
                </label>
                <Button>{t::find_go(l)}</Button>
            </form>
            {cut}
            {body}
        </div>
    }
}
