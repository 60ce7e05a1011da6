use jiso::deals::{Appeal, CorrectionForm, DealField, Explanation, ProductLabel, VendorsWord};
use leptos::prelude::*;

use super::{
    api::{AppealDeal, CorrectDeal},
    parts::{Seen, industries, product_choices, sizes, territories},
};
use crate::{
    format,
    forms::{FormProblems, FormState, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::deals as t,
    ui::{ButtonLink, Facts, Sheet},
};

/// What the vendor says about a registration, where it is more than a step of the path; and the answer to it.
#[component]
pub fn Word(
    word: VendorsWord,
    id: String,
    version: i64,
    correction: Option<CorrectionForm>,
    appeal: Option<Appeal>,
    products: Vec<ProductLabel>,
    may_appeal: bool,
) -> impl IntoView {
    let l = lang();
    let anew = format!("/deals/new?again={id}");
    let again = move || view! { <div class="actions"><ButtonLink href=anew.clone()>{t::register_again(l)}</ButtonLink></div> };
    let ended = |text: String| view! { <section class="sheet"><p>{text}</p>{again()}</section> }.into_any();
    let no = move |heading: &'static str,
                   reason: Option<&'static str>,
                   explanation: Option<Explanation>,
                   lead: Option<String>,
                   by: Option<String>| {
        let facts = explanation_facts(reason, explanation);
        view! {
            <Sheet title=heading aside=move || by.clone().map(|name| view! { <span class="quiet">{t::word_by(l, name)}</span> })>
                {lead.map(|text| view! { <p>{text}</p> })}
                <Facts facts lines=true/>
                {appeal.clone().map(|appeal| view! {
                    <p class="quiet">{t::appeal_made(l, format::moment(l, appeal.at))}" "{appeal.text}</p>
                })}
            </Sheet>
            {may_appeal.then(|| view! { <AppealSheet id=id.clone() version/> })}
        }
        .into_any()
    };
    match word {
        VendorsWord::NeedsInfo { fields, note, by } => {
            correction.map(|correction| view! { <Correction correction fields note by products/> }).into_any()
        }
        VendorsWord::Rejected { reason, explanation, by } => {
            no(t::word_rejected(l), Some(t::rejection(l, reason.as_str())), Some(explanation), None, Some(by))
        }
        VendorsWord::Conflicted { until, explanation, by } => {
            let found = explanation.is_none().then(|| t::word_conflicted_found(l).to_owned());
            let until = until.map(|month| t::word_conflicted_until(l, format::month(l, month)));
            let lead: Vec<_> = found.into_iter().chain(until).collect();
            no(t::word_conflicted(l), None, explanation, (!lead.is_empty()).then(|| lead.join("")), by)
        }
        VendorsWord::Lost { reason, note } => {
            let facts = [(t::word_lost_reason(l).to_owned(), t::loss(l, reason.as_str()).to_owned())];
            let facts = facts.into_iter().chain(note.map(|note| (t::lose_note(l).to_owned(), note))).collect();
            view! { <section class="sheet"><p>{t::word_lost(l)}</p><Facts facts lines=true/>{again()}</section> }.into_any()
        }
        VendorsWord::Expired { last_day } => ended(t::word_expired(l, format::day(l, last_day))),
        VendorsWord::Withdrawn => ended(t::word_withdrawn(l).to_owned()),
        VendorsWord::Released { by, moved: Some(why) } => ended(t::word_moved(l, by, why)),
        VendorsWord::Released { by, moved: None } => ended(t::word_released(l, by)),
        VendorsWord::Waiting | VendorsWord::InReview { .. } | VendorsWord::Protected { .. } | VendorsWord::Won => ().into_any(),
    }
}

pub fn explanation_facts(reason: Option<&'static str>, explanation: Option<Explanation>) -> Vec<(String, String)> {
    let l = lang();
    let mut facts = Vec::new();
    if let Some(reason) = reason {
        facts.push((t::word_reason(l).to_owned(), reason.to_owned()));
    }
    if let Some(Explanation { text, what_would_change }) = explanation {
        facts.push((t::word_why(l).to_owned(), text));
        facts.push((t::word_change(l).to_owned(), what_would_change));
    }
    facts
}

#[component]
fn AppealSheet(id: String, version: i64) -> impl IntoView {
    let l = lang();
    let form = use_form::<AppealDeal>();
    view! {
        <Sheet title=t::appeal_title(l)>
            <p>{t::appeal_lead(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                <TextArea name="text" id="appeal-text" label=t::appeal_text(l) hint=t::appeal_hint(l) value=form.value("text", "") problem=form.problem("text")/>
                <div class="form-actions"><Submit pending=form.pending() label=t::appeal_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}

/// The fields that the reviewer asked about, and no others.
#[component]
fn Correction(
    correction: CorrectionForm,
    fields: Vec<DealField>,
    note: String,
    by: String,
    products: Vec<ProductLabel>,
) -> impl IntoView {
    let l = lang();
    let form = use_form::<CorrectDeal>();
    let version = correction.version.parse().unwrap_or_default();
    let id = correction.deal.clone();
    let fields = fields.into_iter().map(|field| open_field(field, form, &correction, &products)).collect_view();
    view! {
        <Sheet title=t::word_needs_info(l, by)>
            <blockquote class="quote">{note}</blockquote>
            <p class="quiet">{t::word_needs_info_lead(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <Seen deal=id version/>
                {fields}
                <div class="form-actions"><Submit pending=form.pending() label=t::word_needs_info_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}

/// An amount as people write it.
fn grouped(amount: &str) -> String {
    amount.parse().map_or_else(|_| amount.to_owned(), format::number)
}

fn open_field(field: DealField, form: FormState<CorrectDeal>, now: &CorrectionForm, products: &[ProductLabel]) -> AnyView {
    let l = lang();
    let (name, label) = (field.as_str(), t::field(l, field.as_str()));
    let problem = form.problem(name);
    let value = |initial: &str| form.value(name, initial);
    match field {
        DealField::Customer => view! { <TextField name label value=value(&now.customer) problem autocomplete="off"/> }.into_any(),
        DealField::CorporateNumber => {
            view! { <TextField name label value=value(&now.corporate_number) problem optional=true inputmode="numeric"/> }
                .into_any()
        }
        DealField::Domain => {
            view! { <TextField name label value=value(&now.domain) problem optional=true inputmode="url"/> }.into_any()
        }
        DealField::Industry => {
            view! { <SelectField name label value=value(&now.industry) problem options=industries(l)/> }.into_any()
        }
        DealField::Territory => {
            let none = t::territory_none(l);
            view! { <SelectField name label none value=value(&now.territory) problem options=territories(l)/> }.into_any()
        }
        DealField::Size => view! { <SelectField name label value=value(&now.size) problem options=sizes(l)/> }.into_any(),
        DealField::Product => {
            view! { <SelectField name label value=value(&now.product) problem options=product_choices(l, products)/> }.into_any()
        }
        DealField::Amount => {
            view! { <TextField name label value=value(&grouped(&now.amount)) problem before="¥" inputmode="numeric"/> }.into_any()
        }
        DealField::ExpectedClose => {
            view! { <TextField name label kind="date" value=value(&now.expected_close) problem/> }.into_any()
        }
        DealField::Need => view! { <TextArea name label value=value(&now.need) problem hint=t::need_hint(l)/> }.into_any(),
        DealField::NextStep => {
            let (on, on_problem) = (form.value("next_step_on", now.next_step_on.clone()), form.problem("next_step_on"));
            view! {
                <div class="pair">
                    <TextField name label value=value(&now.next_step) problem optional=true/>
                    <TextField name="next_step_on" kind="date" label=t::next_step_on(l) value=on problem=on_problem optional=true/>
                </div>
            }
            .into_any()
        }
    }
}
