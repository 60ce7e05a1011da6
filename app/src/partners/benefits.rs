use jiso::{lang::Lang, partners::BenefitUseLine, tiers::Entitlement};
use leptos::prelude::*;

use super::api::{ReturnBenefit, UseBenefit};
use crate::{
    format::day_short,
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit},
    frame::lang,
    progress::entitlement_text,
    text::partners as t,
    ui::{Choice, More, Sheet, Tag, Tone},
};

/// What the company may claim for its tier, the form that notes a use, and the one that takes back what was noted by mistake.
#[component]
pub fn BenefitSheet(
    noting: FormState<UseBenefit>,
    returning: FormState<ReturnBenefit>,
    company: String,
    key: String,
    entitlements: Vec<Entitlement>,
    uses: Vec<BenefitUseLine>,
) -> impl IntoView {
    let l = lang();
    let left = entitlements.iter().filter(|claim| claim.left() > 0);
    let options: Vec<Choice> = left.map(|claim| Choice::new(claim.key.clone(), claim.name.get(l))).collect();
    let lines = entitlements.iter().map(|claim| claim_line(l, claim)).collect_view();
    let first = options.first().map(|choice| choice.value.clone());
    let same = company.clone();
    let note = first.map(|first| {
        view! {
            <PostForm form=noting class="form">
                <FormProblems failure=noting.failure()/>
                <HiddenField name="company" value=company/>
                <HiddenField name="idempotency_key" value=noting.value("idempotency_key", key)/>
                <SelectField name="benefit" label=t::benefit(l) value=noting.value("benefit", first) options problem=noting.problem("benefit")/>
                <div class="form-actions"><Submit class="btn" pending=noting.pending() label=t::benefit_use(l)/></div>
            </PostForm>
        }
    });
    let shown = !entitlements.is_empty() || !uses.is_empty();
    let back = (!uses.is_empty()).then(|| view! { <Uses returning company=same uses/> });
    shown.then(|| view! { <Sheet title=t::benefits(l) id="benefits"><ul class="rows">{lines}</ul> {note} {back}</Sheet> })
}

fn claim_line(l: Lang, claim: &Entitlement) -> impl IntoView + use<> {
    let ending = claim.is_ending().then(|| t::benefit_ending(l, i64::from(claim.days_left)));
    let ending = ending.map(|text| view! { <Tag tone=Tone::Wait>{text}</Tag> });
    view! { <li><div>{entitlement_text(l, claim)}</div> {ending}</li> }
}

#[component]
fn Uses(returning: FormState<ReturnBenefit>, company: String, uses: Vec<BenefitUseLine>) -> impl IntoView {
    let l = lang();
    let label = |one: &BenefitUseLine| t::benefit_use_of(l, one.name.get(l), day_short(l, one.day));
    let options: Vec<Choice> = uses.iter().map(|one| Choice::new(one.used.to_string(), label(one))).collect();
    let first = options.first().map(|choice| choice.value.clone()).unwrap_or_default();
    view! {
        <More summary=t::benefit_returns(l)>
            <PostForm form=returning class="form">
                <FormProblems failure=returning.failure()/>
                <HiddenField name="company" value=company/>
                <SelectField name="used" label=t::benefit_return_which(l) value=returning.value("used", first) options problem=returning.problem("used")/>
                <div class="form-actions"><Submit class="btn" pending=returning.pending() label=t::benefit_return(l)/></div>
            </PostForm>
        </More>
    }
}
