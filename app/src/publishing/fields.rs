//! The front matter of a document as form fields: those of its kind, in the order of its kind.

use jiso::publishing::{CompanySize, Competitor, DocumentKind, EditForm, FaqTopic, Industry, SalesPhase};
use leptos::prelude::*;

use super::{
    api::SaveDraft,
    tables::{Questions, Steps, VideoFields},
};
use crate::{
    forms::{Boxes, FormState, SelectField, TextArea, TextField},
    frame::lang,
    text::publishing as t,
    ui::Choice,
};

#[component]
pub fn FrontFields(kind: DocumentKind, form: FormState<SaveDraft>, values: EditForm) -> impl IntoView {
    kind.keys().iter().map(|key| field(kind, key, form, &values)).collect_view()
}

fn field(kind: DocumentKind, key: &'static str, form: FormState<SaveDraft>, values: &EditForm) -> AnyView {
    let l = lang();
    match key {
        "title" => line(key, form, &values.title),
        "summary" => {
            let value = form.value(key, values.summary.as_str());
            view! { <TextArea name=key rows=2 label=t::field(l, key) hint=t::hint(l, key) value problem=form.problem(key)/> }
                .into_any()
        }
        "minutes" => number(key, form, &values.minutes, kind != DocumentKind::Lesson),
        "position" => number(key, form, &values.position, false),
        "badge" => line(key, form, &values.badge),
        "industries" => {
            boxes(key, form, &values.industries, Industry::ALL.iter().map(|i| (i.as_str(), t::industry(l, i.as_str()))))
        }
        "sizes" => boxes(key, form, &values.sizes, CompanySize::ALL.iter().map(|s| (s.as_str(), t::size(l, s.as_str())))),
        "phases" => boxes(key, form, &values.phases, SalesPhase::ALL.iter().map(|p| (p.as_str(), t::phase(l, p.as_str())))),
        "competitors" => {
            boxes(key, form, &values.competitors, Competitor::ALL.iter().map(|c| (c.as_str(), t::competitor(l, c.as_str()))))
        }
        "owner" => line(key, form, &values.owner),
        "valid_until" => day(key, form, &values.valid_until),
        "date" => day(key, form, &values.date),
        "topic" => {
            let options = FaqTopic::ALL.iter().map(|topic| Choice::new(topic.as_str(), t::topic(l, topic.as_str()))).collect();
            let value = form.value(key, values.topic.as_str());
            view! { <SelectField name=key label=t::field(l, key) options none=t::choose(l) value problem=form.problem(key)/> }
                .into_any()
        }
        "customer" => line(key, form, &values.customer),
        "days_to_win" => number(key, form, &values.days_to_win, false),
        "kits" => {
            let value = form.value(key, values.kits.as_str());
            view! { <TextArea name=key optional=true label=t::field(l, key) hint=t::hint(l, key) value problem=form.problem(key)/> }.into_any()
        }
        "video" => view! { <VideoFields form values=values.video.clone()/> }.into_any(),
        "quiz" => view! { <Questions form values=values.quiz.clone()/> }.into_any(),
        "step" => view! { <Steps form values=values.step.clone()/> }.into_any(),
        _ => ().into_any(),
    }
}

fn line(key: &'static str, form: FormState<SaveDraft>, value: &str) -> AnyView {
    let l = lang();
    view! {
        <TextField name=key label=t::field(l, key) hint=t::hint(l, key) value=form.value(key, value) problem=form.problem(key) autocomplete="off"/>
    }
    .into_any()
}

fn number(key: &'static str, form: FormState<SaveDraft>, value: &str, optional: bool) -> AnyView {
    let l = lang();
    let value = form.value(key, value);
    view! {
        <TextField
            name=key
            optional
            inputmode="numeric"
            label=t::field(l, key)
            hint=t::hint(l, key)
            value
            problem=form.problem(key)
            after=t::unit(l, key)
        />
    }
    .into_any()
}

fn day(key: &'static str, form: FormState<SaveDraft>, value: &str) -> AnyView {
    let l = lang();
    let value = form.value(key, value);
    view! { <TextField name=key kind="date" label=t::field(l, key) hint=t::hint(l, key) value problem=form.problem(key)/> }
        .into_any()
}

fn boxes(
    key: &'static str,
    form: FormState<SaveDraft>,
    ticked: &[String],
    all: impl Iterator<Item = (&'static str, &'static str)>,
) -> AnyView {
    let l = lang();
    let options = all.map(|(value, label)| Choice::new(value, label)).collect();
    let selected = form.all(key, ticked.to_vec());
    view! { <Boxes name=key optional=true label=t::field(l, key) hint=t::hint(l, key) selected options problem=form.problem(key)/> }.into_any()
}
