use jiso::{
    address::address,
    lang::Lang,
    search::{ClosedMissView, MissAsker, MissOutcome, MissView, MissesSheet},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{CloseMiss, search_misses},
    console::tabs,
};
use crate::{
    format::{dot, moment},
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, Submit, use_form},
    frame::{lang, load, show, title},
    text::search as t,
    ui::{Choice, Empty, More, Notice, PageHead, Sheet, Tag, Tone},
};

/// `/console/searches`
pub struct SearchesPage;

#[lazy_route]
impl LazyRoute for SearchesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<CloseMiss>();
        let asked = move || query.with(ParamsMap::to_query_string);
        show(load(asked, |_| search_misses()), move |sheet| view! { <Misses sheet form/> }.into_any())
    }
}

#[component]
fn Misses(sheet: MissesSheet, form: FormState<CloseMiss>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        (query.with(|q| q.get("done")).as_deref() == Some("closed"))
            .then(|| view! { <Notice tone=Tone::Good title=t::done_closed(l)/> })
    };
    let MissesSheet { open, has_more, closed } = sheet;
    let open = if open.is_empty() {
        view! { <section class="sheet"><Empty icon="search" title=t::none(l) text=t::none_text(l)/></section> }.into_any()
    } else {
        let rows = open.into_iter().map(|miss| row(l, miss, form)).collect_view();
        view! {
            <Sheet title=t::open(l) id="open">
                <ul class="rows">{rows}</ul>
                {has_more.then(|| view! { <p class="quiet">{t::has_more(l)}</p> })}
            </Sheet>
        }
        .into_any()
    };
    let closed = (!closed.is_empty()).then(|| {
        let lines = closed.into_iter().map(|one| line(l, one)).collect_view();
        view! { <Sheet title=t::closed(l) id="closed"><ul class="rows">{lines}</ul></Sheet> }
    });
    view! {
        {title(t::title(l))}
        <div class="page narrow">
            <PageHead title=t::title(l) lede=t::lede(l)/>
            {tabs(l, "/console/searches")}
            <div role="status" class="live">{told}</div>
            {open}
            {closed}
        </div>
    }
}

fn row(l: Lang, miss: MissView, form: FormState<CloseMiss>) -> AnyView {
    let MissView { key, text, count, people, askers, near, last_at, before } = miss;
    let facts = [t::facts(l, count, people, moment(l, last_at)), asked_by(l, people, askers)].join(dot(l));
    let near = near.then(|| view! { <Tag>{t::near(l)}</Tag> });
    let before = before.map(|outcome| view! { <Tag tone=Tone::Wait>{t::before(l, t::outcome(l, outcome.as_str()))}</Tag> });
    let again = address("/kits", [("q", text.as_str())]);
    let synonym = format!("{}#text", address("/console/synonyms", [("word", text.as_str())]));
    view! {
        <li>
            <div>
                <h3>{text.clone()} " " {near} " " {before}</h3>
                <p class="quiet">{facts}</p>
                <p class="tags">
                    <a class="link" href=again>{t::search_again(l)}</a>
                    <a class="link" href=synonym>{t::add_synonym(l)}</a>
                </p>
                {close(l, key, &text, form)}
            </div>
        </li>
    }
    .into_any()
}

fn asked_by(l: Lang, people: u32, askers: Vec<MissAsker>) -> String {
    let shown = u32::try_from(askers.len()).unwrap_or(u32::MAX);
    let others = people.saturating_sub(shown);
    let mut names: Vec<String> = askers.into_iter().map(|MissAsker { name, company }| t::asker(l, name, company)).collect();
    names.extend((others > 0).then(|| t::more_askers(l, others)));
    t::asked_by(l, names.join(t::between(l)))
}

fn close(l: Lang, key: String, text: &str, form: FormState<CloseMiss>) -> AnyView {
    // What was refused is shown again where it was chosen; without a script that is known of one only.
    let typed = form.typed("miss");
    let this = typed.as_deref() == Some(key.as_str());
    let problem = if this || typed.is_none() { form.problem("outcome") } else { Signal::derive(|| None) };
    let chosen = if this { form.value("outcome", "") } else { String::new() };
    let choice =
        |one: &MissOutcome| Choice::new(one.as_str(), t::outcome(l, one.as_str())).note(t::outcome_note(l, one.as_str()));
    let options: Vec<Choice> = MissOutcome::ALL.iter().map(choice).collect();
    let named = t::close_named(l, text);
    view! {
        <More summary=t::close(l) open=this>
            <PostForm form class="form">
                {this.then(|| view! { <FormProblems failure=form.failure()/> })}
                <HiddenField name="miss" value=key/>
                <Radios name="outcome" one_column=true label=named value=chosen options problem/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::close_go(l)/></div>
            </PostForm>
        </More>
    }
    .into_any()
}

fn line(l: Lang, closed: ClosedMissView) -> AnyView {
    let ClosedMissView { text, outcome, by, at } = closed;
    let note = t::closed_line(l, t::outcome(l, outcome.as_str()), by, moment(l, at));
    view! { <li><div><h3>{text}</h3><p class="quiet">{note}</p></div></li> }.into_any()
}
