use jiso::{
    accounts::access::{Action, allowed},
    search::SearchQuery,
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{KitsAddress, KitsView, kits},
    found::Found,
    kept::{KeptForms, keep_button, kept_searches},
    list::{List, headline},
};
use crate::{
    forms::use_form,
    frame::{lang, load, show, title, visit},
    search::FindField,
    text::kits as t,
    ui::{Button, Notice, PageHead, Tone},
};

pub struct KitsPage;

#[lazy_route]
impl LazyRoute for KitsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        // What was just done belongs to it: afterwards the page is read anew.
        let asked =
            move || query.with(|query| (KitsAddress::read(|name| query.get(name)), query.get("done"), query.get("after")));
        let forms = KeptForms { save: use_form(), forget: use_form() };
        show(load(asked, |(address, ..)| kits(address)), move |view| {
            let typed = query.with_untracked(|query| query.get("q").unwrap_or_default());
            let done = query.with_untracked(|query| query.get("done").unwrap_or_default());
            view! { <Kits view typed done forms/> }.into_any()
        })
    }
}

#[component]
fn Kits(view: KitsView, typed: String, done: String, forms: KeptForms) -> impl IntoView {
    let l = lang();
    let searched = SearchQuery::cut(&typed);
    let cut = SearchQuery::is_cut(&typed)
        .then(|| view! { <Notice><p>{t::cut(l, i64::try_from(SearchQuery::LENGTH).unwrap_or(i64::MAX))}</p></Notice> });
    let tends = visit().person.is_some_and(|person| allowed(person.role, Action::TendSearch));
    let tending = tends.then(|| view! { <p><a class="link" href="/console/searches">{t::tending(l)}</a></p> });
    let told = t::done(l, &done);
    let told = (!told.is_empty()).then(|| view! { <Notice tone=Tone::Good title=told/> });
    let named = |asked| match headline(l, asked) {
        Some(narrowed) => (narrowed.clone(), narrowed, t::lede(l).to_owned()),
        None => (t::kits(l).to_owned(), t::headline(l).to_owned(), t::lede(l).to_owned()),
    };
    let ((own, headline, lede), body) = match view {
        KitsView::List(list, kept) => (named(list.asked), view! { {kept_searches(l, kept, forms)} <List list/> }.into_any()),
        KitsView::Unavailable(list) => {
            let notice = view! { <Notice tone=Tone::Wait title=t::unavailable(l)><p>{t::unavailable_text(l)}</p></Notice> };
            (named(list.asked), view! { {notice} <List list/> }.into_any())
        }
        KitsView::Found(query, page) => {
            let headline = t::results(l, query.in_short());
            let beside: u32 = page.beside.iter().map(|group| group.count).sum();
            let count = i64::from(page.total) + i64::from(beside);
            let lede = match (page.only_near && beside == 0, page.at_least) {
                (true, _) => t::results_near(l, count),
                (false, true) => t::results_at_least(l, count),
                (false, false) => t::results_count(l, count),
            };
            // What finds nothing is no search to make again.
            let keep = (page.saved || !page.is_empty()).then(|| keep_button(l, &query, page.saved, forms));
            ((headline.clone(), headline, lede), view! { <Found query page/> {keep} }.into_any())
        }
    };
    view! {
        {title(own)}
        <div class="page">
            <PageHead title=headline lede/>
            <form class="search-line" role="search" method="get" action="/kits" aria-label=t::find(l)>
                <FindField id="find-here" label=t::find(l) hint=t::find_hint(l) asked=searched/>
                <Button>{t::find_go(l)}</Button>
            </form>
            {cut}
            <div role="status" class="live">{told}</div>
            {body}
            {tending}
        </div>
    }
}
