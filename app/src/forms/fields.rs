//! The widgets' inputs, given the names, ids and messages of a form.

use jiso::failure::Problem;
use leptos::prelude::*;

use super::{choice_problem_text, problem_text, state::wire_name};
use crate::{
    frame::lang,
    text::form as t,
    ui::{self, Choice, field_id},
};

fn worded(problem: Signal<Option<Problem>>) -> Signal<Option<String>> {
    let l = lang();
    Signal::derive(move || problem.get().map(|problem| problem_text(l, &problem)))
}

fn worded_choice(problem: Signal<Option<Problem>>) -> Signal<Option<String>> {
    let l = lang();
    Signal::derive(move || problem.get().map(|problem| choice_problem_text(l, &problem)))
}

/// The word beside the label of a field that may stay empty.
fn mark(optional: bool) -> String {
    if optional { t::optional(lang()).to_owned() } else { String::new() }
}

/// One line of text; `kind` is the input's type.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] autocomplete: String,
    #[prop(optional, into)] inputmode: String,
    #[prop(optional, into)] placeholder: String,
    /// The id of a `datalist`.
    #[prop(optional, into)]
    list: String,
    /// A sign before the control, such as a currency.
    #[prop(optional, into)]
    before: String,
    /// A sign after the control, such as a unit.
    #[prop(optional, into)]
    after: String,
    /// Set where two forms of a page have a field of this name.
    #[prop(optional, into)]
    id: String,
    /// Called with what is typed, once hydrated.
    #[prop(default = Callback::new(|_: String| ()))]
    on_typed: Callback<String>,
) -> impl IntoView {
    let id = if id.is_empty() { field_id(&name) } else { id };
    let problem = worded(problem);
    view! {
        <ui::Field
            name=wire_name(&name)
            id
            label
            kind
            value
            problem
            hint
            mark=mark(optional)
            required=!optional
            autocomplete
            inputmode
            placeholder
            list
            before
            after
            on_input=on_typed
        />
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] id: String,
    #[prop(default = Callback::new(|_: String| ()))] on_typed: Callback<String>,
) -> impl IntoView {
    let id = if id.is_empty() { field_id(&name) } else { id };
    let problem = worded(problem);
    view! {
        <ui::TextArea
            name=wire_name(&name)
            id
            label
            value
            problem
            hint
            mark=mark(optional)
            required=!optional
            rows
            placeholder
            on_input=on_typed
        />
    }
}

/// One of a closed set.
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    options: Vec<Choice>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    /// The line shown while nothing is chosen; without it the first option is chosen.
    #[prop(optional, into)]
    none: String,
    #[prop(optional, into)] id: String,
    #[prop(default = Callback::new(|_: String| ()))] on_typed: Callback<String>,
) -> impl IntoView {
    let id = if id.is_empty() { field_id(&name) } else { id };
    let problem = worded_choice(problem);
    view! {
        <ui::Select name=wire_name(&name) id label options value problem hint mark=mark(optional) required=!optional none on_change=on_typed/>
    }
}

/// A file. Its form is one with `files`.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] accept: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    view! { <ui::FileField name=wire_name(&name) id=field_id(&name) label accept problem=worded(problem) hint/> }
}

/// One of a few, all of them visible.
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    options: Vec<Choice>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] one_column: bool,
) -> impl IntoView {
    let problem = worded_choice(problem);
    view! { <ui::Choices name=wire_name(&name) label choices=options selected=vec![value] problem hint one_column/> }
}

/// Several of a few; sent as `form[name][]`.
#[component]
pub fn Boxes(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    selected: Vec<String>,
    options: Vec<Choice>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let problem = worded_choice(problem);
    view! { <ui::Choices name=format!("{}[]", wire_name(&name)) label choices=options selected many=true problem hint mark=mark(optional)/> }
}

/// A yes or no. An unticked box is not sent and means no.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    checked: bool,
    #[prop(optional, into)] note: String,
) -> impl IntoView {
    view! { <ui::Check name=wire_name(&name) label checked note/> }
}

#[component]
pub fn HiddenField(#[prop(into)] name: String, #[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name=wire_name(&name) value=move || value.get()/> }
}
