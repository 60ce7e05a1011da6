use leptos::prelude::*;

use super::field::{given, problem_line};
use super::field_id;

/// One of the things a person may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub note: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// One or several of a few, as cards. With `many`, the name should end in `[]`.
#[component]
pub fn Choices(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional)] selected: Vec<String>,
    #[prop(optional)] many: bool,
    /// One below the other, for long texts.
    #[prop(optional)]
    one_column: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] mark: String,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let hint = given(hint);
    let mark = given(mark);
    let id = field_id(&name);
    let hint_id = format!("{id}-hint");
    let described_by = if hint.is_some() { format!("{id}-problem {hint_id}") } else { format!("{id}-problem") };
    let kind = if many { "checkbox" } else { "radio" };
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let cards = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // An error summary links to the group's id: the first control carries it.
            let id = if index == 0 { id.clone() } else { format!("{id}-{index}") };
            let checked = selected.contains(&choice.value);
            view! {
                <label class="choice">
                    <input
                        type=kind
                        id=id
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        required=required && !many
                        aria-invalid=move || if many { invalid() } else { None }
                        on:change=move |event| {
                            if let Some(chosen) = on_change {
                                chosen.run(event_target_value(&event));
                            }
                        }
                    />
                    <span>{choice.label} {choice.note.map(|note| view! { <small>{note}</small> })}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" role=(!many).then_some("radiogroup") aria-invalid=move || if many { None } else { invalid() } aria-describedby=described_by>
            <legend>{label} {mark.map(|mark| view! { <small>{mark}</small> })}</legend>
            <div class=if one_column { "choices one" } else { "choices" }>{cards}</div>
            {problem_line(&id, problem)}
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </fieldset>
    }
}

/// A yes or no that is sent as `true` or not at all.
#[component]
pub fn Check(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let note = given(note);
    let id = field_id(&name);
    let problem_id = format!("{id}-problem");
    view! {
        <div class="field">
            <label class="choice bare">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value="true"
                    checked=checked
                    required=required
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=problem_id
                    on:change=move |event| {
                        if let Some(chosen) = on_change {
                            chosen.run(event_target_checked(&event));
                        }
                    }
                />
                <span>{label} {note.map(|note| view! { <small>{note}</small> })}</span>
            </label>
            {problem_line(&id, problem)}
        </div>
    }
}
