use jiso::tiers::Entitlement;
use leptos::prelude::*;

use super::api::UseBenefit;
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit},
    frame::lang,
    progress::entitlement_text,
    text::partners as t,
    ui::{Choice, Sheet},
};

/// What the company may claim for its tier, and the form that notes a use.
#[component]
pub fn BenefitSheet(form: FormState<UseBenefit>, company: String, key: String, entitlements: Vec<Entitlement>) -> impl IntoView {
    let l = lang();
    let left = entitlements.iter().filter(|claim| claim.left() > 0);
    let options: Vec<Choice> = left.map(|claim| Choice::new(claim.key.clone(), claim.name.get(l))).collect();
    let lines = entitlements.iter().map(|claim| view! { <li>{entitlement_text(l, claim)}</li> }).collect_view();
    let first = options.first().map(|choice| choice.value.clone());
    let note = first.map(|first| {
        view! {
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="company" value=company/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <SelectField name="benefit" label=t::benefit(l) value=form.value("benefit", first) options problem=form.problem("benefit")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::benefit_use(l)/></div>
            </PostForm>
        }
    });
    (!entitlements.is_empty()).then(|| view! { <Sheet title=t::benefits(l) id="benefits"><ul>{lines}</ul> {note}</Sheet> })
}
