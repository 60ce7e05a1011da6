use jiso::{
    failure::{Conflict, Failure},
    lang::Lang,
    search::{OthersLine, SynonymsSheet, WantedPlace, WantedWord},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{SaveSynonyms, synonym_groups},
    console::tabs,
};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, use_form},
    frame::{lang, load, show, title},
    text::search as t,
    ui::{Diff, DiffLine, Notice, PageHead, Sheet, Tone, changing},
};

const ROWS: u32 = 18;

/// `/console/synonyms`
pub struct SynonymsPage;

#[lazy_route]
impl LazyRoute for SynonymsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<SaveSynonyms>();
        // The whole query: what was saved since is read anew.
        let asked = move || query.with(|q| (q.to_query_string(), q.get("word").unwrap_or_default()));
        show(load(asked, |(_, word)| synonym_groups(word)), move |sheet| view! { <Groups sheet form/> }.into_any())
    }
}

#[component]
fn Groups(sheet: SynonymsSheet, form: FormState<SaveSynonyms>) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        (query.with(|q| q.get("done")).as_deref() == Some("saved"))
            .then(|| view! { <Notice tone=Tone::Good title=t::done_saved(l)/> })
    };
    let SynonymsSheet { version, text, wanted, groups, last } = sheet;
    // What was typed and comes back has its own lines.
    let wanted = wanted.filter(|_| form.typed("text").is_none()).map(|word| view! { <Notice><p>{told_of(l, word)}</p></Notice> });
    let last = last.map(|(by, at)| view! { <p class="quiet">{t::synonyms_last(l, by, moment(l, at))}</p> });
    let rules = [t::synonyms_rule_all(l), t::synonyms_rule_once(l), t::synonyms_rule_marks(l), t::synonyms_rule_kana(l)];
    view! {
        {title(t::synonyms_title(l))}
        <div class="page">
            <PageHead title=t::synonyms_title(l) lede=t::synonyms_lede(l)/>
            {tabs(l, "/console/synonyms")}
            <div role="status" class="live">{told}</div>
            <div class="split">
                <section class="sheet" id="text">
                    <PostForm form class="form">
                        <FormProblems failure=form.failure()/>
                        <Others form/>
                        {wanted}
                        <HiddenField name="version" value=base(form, version.to_string())/>
                        <TextArea name="text" rows=ROWS optional=true label=t::synonyms_field(l) hint=t::synonyms_hint(l)
                            value=form.value("text", text) problem=form.problem("text")/>
                        <div class="form-actions"><Submit pending=form.pending() label=t::synonyms_save(l)/></div>
                    </PostForm>
                </section>
                <div class="stack">
                    <Sheet title=t::synonyms_now(l) id="now">
                        <p>{t::synonyms_count(l, i64::from(groups))}</p>
                        {last}
                    </Sheet>
                    <Sheet title=t::synonyms_rules(l) id="rules">
                        <ul class="evidence">{rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul>
                    </Sheet>
                </div>
            </div>
        </div>
    }
}

/// Where the word is that somebody comes with.
fn told_of(l: Lang, WantedWord { word, place }: WantedWord) -> String {
    match place {
        WantedPlace::Known { line } => t::synonyms_wanted_known(l, word, line),
        WantedPlace::Begun => t::synonyms_wanted_begun(l, word),
        WantedPlace::Nowhere => t::synonyms_wanted(l, word),
    }
}

/// The version the next save goes on top of: the one shown, or another's once what it changed has been shown.
fn base(form: FormState<SaveSynonyms>, shown: String) -> Signal<String> {
    let failure = form.failure();
    let seen = move || match failure.get() {
        Some(Failure::Conflict { conflict: Conflict::EditedMeanwhile { newest, .. } }) => newest,
        _ => None,
    };
    let base = RwSignal::new(untrack(seen).unwrap_or_else(|| form.value("version", shown)));
    Effect::new(move |_| {
        if let Some(newest) = seen() {
            base.set(newest);
        }
    });
    base.into()
}

/// Somebody else saved first: the lines by which their text differs, so that nothing is lost.
#[component]
fn Others(form: FormState<SaveSynonyms>) -> impl IntoView {
    let l = lang();
    let failure = form.failure();
    changing(move || {
        let Some(Failure::Conflict { conflict: Conflict::EditedMeanwhile { by, at, theirs, .. } }) = failure.get() else {
            return None;
        };
        if theirs.is_empty() {
            return None;
        }
        let lines: Vec<DiffLine> = OthersLine::unpack(&theirs).into_iter().map(shown).collect();
        let label = t::synonyms_theirs(l, by, moment(l, at));
        let told = view! {
            <details class="more" open=true>
                <summary>{label.clone()}</summary>
                <p class="hint">{t::synonyms_theirs_hint(l)}</p>
                <Diff lines label/>
            </details>
        };
        Some(told.into_any())
    })
}

fn shown(line: OthersLine) -> DiffLine {
    match line {
        OthersLine::Added(text) => DiffLine::Added(text),
        OthersLine::Removed(text) => DiffLine::Removed(text),
    }
}
