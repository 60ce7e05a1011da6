use jiso::programme::{VersionDiff, VersionLine};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::compare_versions,
    parts::{crumbs, origin, sentences, state_tag},
};
use crate::{
    format::day,
    frame::{lang, load, show, title},
    text::programme as t,
    ui::{Button, Choice, PageHead, Select, Sheet},
};

/// `/console/programme/history`: what changed from one version to another.
pub struct VersionsPage;

#[lazy_route]
impl LazyRoute for VersionsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let asked = move || query.with(|q| (q.get("from").unwrap_or_default(), q.get("to").unwrap_or_default()));
        show(load(asked, |(from, to)| compare_versions(from, to)), |diff| view! { <Whole diff/> }.into_any())
    }
}

#[component]
fn Whole(diff: VersionDiff) -> impl IntoView {
    let l = lang();
    let VersionDiff { from, to, changes, history } = diff;
    // The first version has nothing before it.
    let only = from.number == to.number;
    let headline = if only { t::history(l).to_owned() } else { t::compared(l, from.number, to.number) };
    view! {
        {title(headline.clone())}
        <div class="page">
            <PageHead title=headline above=crumbs(t::history(l))/>
            <div class="split aside-first">
                <div class="stack">
                    {(history.len() > 1).then(|| view! { <Chooser history from=from.number to=to.number/> })}
                    {about(to)}
                </div>
                <Sheet title=t::changes(l)>{sentences(changes)}</Sheet>
            </div>
        </div>
    }
}

/// A plain form: the comparison's address can be shared.
#[component]
fn Chooser(history: Vec<VersionLine>, from: i64, to: i64) -> impl IntoView {
    let l = lang();
    let option = |line: &VersionLine| {
        let label = t::version_from(l, line.number, day(l, line.valid_from.day()));
        Choice::new(line.number.to_string(), label)
    };
    let options: Vec<Choice> = history.iter().map(option).collect();
    view! {
        <form method="get" class="sheet form">
            <Select name="from" label=t::compare_from(l) options=options.clone() value=from.to_string()/>
            <Select name="to" label=t::compare_to(l) options value=to.to_string()/>
            <div class="form-actions"><Button>{t::compare(l)}</Button></div>
        </form>
    }
}

fn about(version: VersionLine) -> AnyView {
    let l = lang();
    view! {
        <Sheet title=t::version(l, version.number)>
            <p class="tags">{state_tag(l, version.state)}</p>
            <p>{t::from_day(l, day(l, version.valid_from.day()))}</p>
            <p class="quiet">{origin(l, &version)}</p>
            {(!version.note.is_empty()).then(|| view! { <p>{version.note}</p> })}
        </Sheet>
    }
    .into_any()
}
