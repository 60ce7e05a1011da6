use jiso::recognition::SelfNaming;
use leptos::prelude::*;

use super::api::NameForAward;
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea},
    frame::lang,
    text::recognition as t,
    ui::{Choice, More, Sheet},
};

/// A partner names its own company for an award of the year, once a category.
#[component]
pub fn NameOurselves(form: FormState<NameForAward>, naming: SelfNaming) -> impl IntoView {
    let l = lang();
    let SelfNaming { year, categories, key } = naming;
    let named =
        categories.iter().filter(|(.., named)| *named).map(|(_, name, _)| name.get(l)).collect::<Vec<_>>().join(t::list(l));
    let open = categories.iter().filter(|(.., named)| !named);
    let options: Vec<Choice> = open.map(|(key, name, _)| Choice::new(key.clone(), name.get(l))).collect();
    // Opened where the form comes back with a mistake.
    let open = form.typed("text").is_some();
    let any = !categories.is_empty();
    let body = (!options.is_empty()).then(|| {
        view! {
            <More summary=t::name_it(l) open>
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                    <SelectField
                        name="category"
                        label=t::category(l)
                        value=form.value("category", "")
                        options
                        none=t::choose(l)
                        problem=form.problem("category")
                    />
                    <TextArea
                        name="text"
                        id="naming-words"
                        label=t::naming_words(l)
                        hint=t::naming_hint(l)
                        value=form.value("text", "")
                        rows=3
                        problem=form.problem("text")
                    />
                    <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::name_it(l)/></div>
                </PostForm>
            </More>
        }
    });
    any.then(|| {
        view! {
            <Sheet title=t::name_ourselves(l, year) id="naming">
                {(!named.is_empty()).then(|| view! { <p class="quiet">{t::named_already(l, named.clone())}</p> })}
                {body}
            </Sheet>
        }
    })
}
