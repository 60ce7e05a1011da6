use jiso::goals::GoalsSheet;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::goals,
    parts::{GoalForms, GoalSheet, done_notice, goal_forms},
};
use crate::{
    frame::{lang, load, show, title},
    text::goals as t,
    ui::PageHead,
};

/// `/goals`
pub struct GoalsPage;

#[lazy_route]
impl LazyRoute for GoalsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let forms = goal_forms();
        // What a form has done is told in the query, and the page is read anew.
        let source = move || query.with(ParamsMap::to_query_string);
        show(load(source, |_| goals()), move |sheet| view! { <Whole sheet forms/> }.into_any())
    }
}

#[component]
fn Whole(sheet: GoalsSheet, forms: GoalForms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let done = move || query.with(|q| q.get("done"));
    view! {
        {title(t::title(l))}
        <div class="page narrow">
            <PageHead title=t::title(l) lede=t::lede(l)/>
            <div role="status" class="live">{move || done_notice(l, done())}</div>
            <GoalSheet sheet forms company="" title=t::current(l)/>
        </div>
    }
}
