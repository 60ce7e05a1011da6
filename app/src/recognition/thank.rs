use jiso::recognition::Whom;
use leptos::prelude::*;

use super::api::GiveKudos;
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea},
    frame::lang,
    text::recognition as t,
    ui::{Choice, Sheet},
};

/// The form that gives thanks, as long as some are left this month.
#[component]
pub fn Thank(
    form: FormState<GiveKudos>,
    whom: Vec<Whom>,
    company: Option<String>,
    key: String,
    left: u32,
    quota: u32,
) -> impl IntoView {
    let l = lang();
    let title = company.map_or_else(|| t::thank(l).to_owned(), |company| t::thank_company(l, company));
    let count = t::left(l, left, quota);
    let body = if whom.is_empty() {
        view! { <p class="quiet">{t::nobody(l)}</p> }.into_any()
    } else if left == 0 {
        view! { <p class="quiet">{t::none_left(l)}</p> }.into_any()
    } else {
        let both = whom.iter().any(|one| one.colleague) && whom.iter().any(|one| !one.colleague);
        let label = |one: &Whom| if both && !one.colleague { t::of_vendor(l, &one.name) } else { one.name.clone() };
        let options = whom.iter().map(|one| Choice::new(one.id.to_string(), label(one))).collect();
        view! {
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <SelectField name="to" label=t::to(l) value=form.value("to", "") options none=t::choose(l) problem=form.problem("to")/>
                <TextArea name="text" label=t::words(l) value=form.value("text", "") rows=3 hint=t::words_hint(l) problem=form.problem("text")/>
                <div class="form-actions"><Submit pending=form.pending() label=t::send(l)/></div>
            </PostForm>
        }
        .into_any()
    };
    view! { <Sheet title id="thank" aside=move || view! { <span class="quiet">{count.clone()}</span> }>{body}</Sheet> }
}
