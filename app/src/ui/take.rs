//! Taking a text along. Both buttons need a script, so they appear with it; without it the page offers its text to be selected.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Function, Reflect},
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

/// Selects an element and copies it with its tables and headings, as a word processor wants them.
fn copy(element: &JsValue) -> Option<bool> {
    let selection = call(window().as_ref(), "getSelection", None)?;
    call(&selection, "selectAllChildren", Some(element))?;
    let copied = call(document().as_ref(), "execCommand", Some(&"copy".into()))?.is_truthy();
    if copied {
        call(&selection, "removeAllRanges", None);
    }
    Some(copied)
}

/// A text to be selected by hand.
#[component]
pub fn PlainText(#[prop(into)] text: String, #[prop(into)] label: String) -> impl IntoView {
    view! { <textarea readonly rows="12" aria-label=label inner_html=escaped(&text)></textarea> }
}

/// Copies a text of the page.
#[component]
pub fn CopyButton(
    target: NodeRef<html::Article>,
    #[prop(into)] label: String,
    /// Said when it was copied.
    #[prop(into)]
    done: String,
    /// Said when the browser would not.
    #[prop(into)]
    failed: String,
) -> impl IntoView {
    let alive = alive();
    let said = RwSignal::new(None::<bool>);
    let press = move |_| {
        let element = target.get_untracked();
        said.set(Some(element.and_then(|element| copy(element.as_ref())).unwrap_or(false)));
    };
    let text = move || said.get().map(|copied| if copied { done.clone() } else { failed.clone() });
    view! {
        <button type="button" class="btn small" hidden=move || !alive.get() on:click=press>
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
