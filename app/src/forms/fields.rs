//! Inputs that know their form: name, what was typed, and the message beside them.

use jiso::failure::Problem;
use leptos::prelude::*;

use super::{problem_text, state::wire_name};
use crate::frame::lang;

fn field_id(name: &str) -> String {
    format!("f-{}", name.replace(['[', ']', ':'], "-"))
}

/// Label, hint and message around one input. The message is linked to the input by `aria-describedby`.
#[component]
fn Labelled(
    id: String,
    label: String,
    hint: Option<String>,
    required: bool,
    problem: Signal<Option<Problem>>,
    children: Children,
) -> impl IntoView {
    let l = lang();
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    view! {
        <div class="field" class:wrong=move || problem.get().is_some()>
            <label for=id>
                {label}
                {(!required).then(|| view! { <span class="optional">{crate::text::form::optional(l)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {children()}
            <p class="problem" id=problem_id aria-live="polite">{move || problem.get().map(|p| problem_text(l, &p))}</p>
        </div>
    }
}

fn described_by(id: &str, hint: bool) -> String {
    if hint { format!("{id}-hint {id}-problem") } else { format!("{id}-problem") }
}

/// One line of text; `kind` is the input's type.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] list: Option<String>,
    #[prop(optional)] autofocus: bool,
    /// Called with what is typed, once hydrated.
    #[prop(optional, into)]
    on_typed: Option<Callback<String>>,
) -> impl IntoView {
    let id = field_id(&name);
    let described = described_by(&id, hint.is_some());
    view! {
        <Labelled id=id.clone() label hint required=!optional problem>
            <input
                id=id
                type=kind
                name=wire_name(&name)
                value=value
                required=!optional
                autocomplete=autocomplete
                inputmode=inputmode
                placeholder=placeholder
                list=list
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=move || problem.get().is_some().to_string()
                on:input=move |event| {
                    if let Some(typed) = on_typed {
                        typed.run(event_target_value(&event));
                    }
                }
            />
        </Labelled>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] on_typed: Option<Callback<String>>,
) -> impl IntoView {
    let id = field_id(&name);
    let described = described_by(&id, hint.is_some());
    view! {
        <Labelled id=id.clone() label hint required=!optional problem>
            <textarea
                id=id
                class=class
                name=wire_name(&name)
                rows=rows
                required=!optional
                aria-describedby=described
                aria-invalid=move || problem.get().is_some().to_string()
                on:input=move |event| {
                    if let Some(typed) = on_typed {
                        typed.run(event_target_value(&event));
                    }
                }
            >
                {value}
            </textarea>
        </Labelled>
    }
}

/// One of a few; `options` are (value, label).
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    options: Vec<(String, String)>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    /// Text of the empty choice; without it the first option is chosen.
    #[prop(optional, into)]
    empty: Option<String>,
    #[prop(optional, into)] on_typed: Option<Callback<String>>,
) -> impl IntoView {
    let id = field_id(&name);
    let described = described_by(&id, hint.is_some());
    let options = options
        .into_iter()
        .map(|(option, label)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <Labelled id=id.clone() label hint required=!optional problem>
            <select
                id=id
                name=wire_name(&name)
                required=!optional
                aria-describedby=described
                aria-invalid=move || problem.get().is_some().to_string()
                on:change=move |event| {
                    if let Some(typed) = on_typed {
                        typed.run(event_target_value(&event));
                    }
                }
            >
                {empty.map(|empty| view! { <option value="">{empty}</option> })}
                {options}
            </select>
        </Labelled>
    }
}

/// A yes or no. An unticked box is not sent and means no.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    checked: bool,
    #[prop(default = "true".to_owned(), into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name=wire_name(&name) value=value checked=checked/>
            <span>{label}{hint.map(|hint| view! { <small class="hint">{hint}</small> })}</span>
        </label>
    }
}

/// One of a few, all of them visible; `options` are (value, label).
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(into)] value: String,
    options: Vec<(String, String)>,
    #[prop(into)] problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let l = lang();
    let wire = wire_name(&name);
    let options = options
        .into_iter()
        .map(|(option, label)| {
            let checked = option == value;
            view! {
                <label class="choice">
                    <input type="radio" name=wire.clone() value=option checked=checked/>
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="fieldset choices" class:wrong=move || problem.get().is_some()>
            <legend>{legend}</legend>
            {options}
            <p class="problem" aria-live="polite">{move || problem.get().map(|p| problem_text(l, &p))}</p>
        </fieldset>
    }
}

#[component]
pub fn HiddenField(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=wire_name(&name) value=value/> }
}
