use jiso::search::SynonymsSheet;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};

use super::{
    api::{SaveSynonyms, synonym_groups},
    console::tabs,
};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, use_form},
    frame::{lang, load, show, title},
    text::search as t,
    ui::{Notice, PageHead, Sheet, Tone},
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
        let asked = move || query.with(ParamsMap::to_query_string);
        show(load(asked, |_| synonym_groups()), move |sheet| view! { <Groups sheet form/> }.into_any())
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
    // Somebody comes with a word that was not found.
    let word = query.with_untracked(|q| q.get("word")).filter(|word| !word.trim().is_empty());
    let wanted = word.map(|word| view! { <Notice><p>{t::synonyms_wanted(l, word)}</p></Notice> });
    let SynonymsSheet { version, text, groups, last } = sheet;
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
                        {wanted}
                        <HiddenField name="version" value=form.value("version", version.to_string())/>
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
