//! Taking a text along. Both buttons need a script, so they appear with it; without it the page offers its text to be selected.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Element,
        js_sys::{Function, Reflect},
    },
};

use super::{Icon, escaped};

/// True once the page has come alive.
fn alive() -> RwSignal<bool> {
    let alive = RwSignal::new(false);
    Effect::new(move || alive.set(true));
    alive
}

/// Calls a method that the bindings in use do not name.
fn call(target: &JsValue, method: &str, argument: Option<&JsValue>) -> Option<JsValue> {
    let method: Function = Reflect::get(target, &method.into()).ok()?.dyn_into().ok()?;
    match argument {
        Some(argument) => method.call1(target, argument).ok(),
        None => method.call0(target).ok(),
    }
}

/// What a [`CopyButton`] copies.
#[derive(Clone, Copy)]
pub enum Original {
    /// Exactly this, whatever the page makes of it.
    Words(StoredValue<String>),
    /// As it was rewritten in the page.
    Field(NodeRef<html::Textarea>),
    Line(NodeRef<html::Input>),
}

impl From<String> for Original {
    fn from(words: String) -> Self {
        Self::Words(StoredValue::new(words))
    }
}

impl From<NodeRef<html::Textarea>> for Original {
    fn from(field: NodeRef<html::Textarea>) -> Self {
        Self::Field(field)
    }
}

impl From<NodeRef<html::Input>> for Original {
    fn from(line: NodeRef<html::Input>) -> Self {
        Self::Line(line)
    }
}

impl Original {
    fn copy(self, button: &Element) -> Option<bool> {
        match self {
            Self::Words(words) => words.with_value(|words| copy_words(words, button)),
            Self::Field(field) => copy_typed(field.get_untracked()?.as_ref()),
            Self::Line(line) => copy_typed(line.get_untracked()?.as_ref()),
        }
    }
}

fn copy_selected() -> Option<bool> {
    Some(call(document().as_ref(), "execCommand", Some(&"copy".into()))?.is_truthy())
}

/// Copies what is typed in a field, which has to be focused for it, and goes back to where one was.
fn copy_typed(field: &JsValue) -> Option<bool> {
    let before = Reflect::get(document().as_ref(), &"activeElement".into()).ok();
    call(field, "focus", None)?;
    call(field, "select", None)?;
    let copied = copy_selected()?;
    if let Some(before) = before {
        call(&before, "focus", None);
    }
    Some(copied)
}

/// Copies words that stand in no field of the page: for a moment they stand in one beside the button, where nothing scrolls.
fn copy_words(words: &str, button: &Element) -> Option<bool> {
    let field = document().create_element("textarea").ok()?;
    field.set_class_name("unseen");
    // A phone opens no keyboard then.
    field.set_attribute("readonly", "").ok()?;
    Reflect::set(field.as_ref(), &"value".into(), &words.into()).ok()?;
    button.insert_adjacent_element("afterend", &field).ok()?;
    let copied = copy_typed(field.as_ref());
    field.remove();
    copied
}

/// A text to be selected by hand.
#[component]
pub fn PlainText(#[prop(into)] text: String, #[prop(into)] label: String) -> impl IntoView {
    view! { <textarea readonly rows="12" aria-label=label inner_html=escaped(&text)></textarea> }
}

/// Copies a text of the page.
#[component]
pub fn CopyButton(
    #[prop(into)] target: Original,
    #[prop(into)] label: String,
    /// Said when it was copied.
    #[prop(into)]
    done: String,
    /// Said when the browser would not.
    #[prop(into)]
    failed: String,
) -> impl IntoView {
    let alive = alive();
    let button = NodeRef::<html::Button>::new();
    let said = RwSignal::new(None::<bool>);
    let press = move |_| {
        let copied = button.get_untracked().and_then(|button| target.copy(&button));
        said.set(Some(copied.unwrap_or(false)));
    };
    let text = move || said.get().map(|copied| if copied { done.clone() } else { failed.clone() });
    view! {
        <button type="button" class="btn small" node_ref=button hidden=move || !alive.get() on:click=press>
            <Icon name="copy"/>
            {label}
        </button>
        <span class="quiet live" role="status">{text}</span>
    }
}

/// Opens the browser's print dialogue, which also makes a PDF.
#[component]
pub fn PrintButton(#[prop(into)] label: String) -> impl IntoView {
    let alive = alive();
    view! {
        <button type="button" class="btn small" hidden=move || !alive.get() on:click=move |_| _ = window().print()>
            <Icon name="printer"/>
            {label}
        </button>
    }
}
