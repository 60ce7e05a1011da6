use std::marker::PhantomData;

use jiso::failure::Failure;
use leptos::{
    prelude::*,
    server_fn::{ServerFn, client::Client},
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, FormData, HtmlFormElement, UrlSearchParams},
};
use serde::de::DeserializeOwned;

use super::sending::{encoded, send};
use crate::wire::{Fault, Reply, unpack};

/// Posts fields to a server function, as they stand in a form.
///
/// The answer stays packed until somebody asks for it: the browser then needs no code of its own for each function.
pub struct Posting<S> {
    action: Action<String, Reply<Vec<u8>>>,
    function: PhantomData<fn() -> S>,
}

impl<S> Clone for Posting<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Posting<S> {}

pub fn use_posting<S>() -> Posting<S>
where
    S: ServerFn<Error = Fault>,
    S::Client: Client<Fault> + 'static,
{
    Posting { action: sends_to::<S::Client>(S::PATH), function: PhantomData }
}

/// The same for all functions, so that the browser gets it once.
fn sends_to<C: Client<Fault> + 'static>(path: &'static str) -> Action<String, Reply<Vec<u8>>> {
    Action::new(move |fields: &String| send::<C>(path, fields.clone()))
}

impl<S> Posting<S>
where
    S: ServerFn,
    S::Output: DeserializeOwned,
{
    /// What came of it, once there is an answer.
    pub fn outcome(self) -> Option<Reply<S::Output>> {
        self.action.value().get().map(|answer| answer.and_then(|packed| unpack(&packed)))
    }
}

impl<S> Posting<S> {
    /// Sends fields, encoded as a browser would.
    pub fn send(self, fields: String) {
        self.action.dispatch(fields);
    }

    pub(super) fn refuse(self, failure: Failure) {
        self.answered(Err(Fault(failure)));
    }

    pub(super) fn answered(self, answer: Reply<Vec<u8>>) {
        self.action.value().set(Some(answer));
    }

    pub fn failure(self) -> Signal<Option<Failure>> {
        let value = self.action.value();
        Signal::derive(move || match value.get() {
            Some(Err(Fault(failure))) => Some(failure),
            _ => None,
        })
    }

    pub(super) fn taken(self) -> bool {
        self.action.value().with_untracked(|answer| matches!(answer, Some(Ok(_))))
    }

    pub fn pending(self) -> Signal<bool> {
        self.action.pending().into()
    }
}

/// Everything typed so far into the form that holds what was touched.
pub struct Typed(FormData);

impl Typed {
    pub fn by(event: &Event) -> Option<Self> {
        let touched: Element = event.target()?.dyn_into().ok()?;
        let form: HtmlFormElement = touched.closest("form").ok()??.dyn_into().ok()?;
        Self::of(&form)
    }

    pub fn of(form: &HtmlFormElement) -> Option<Self> {
        FormData::new_with_form(form).ok().map(Self)
    }

    /// All but one field.
    #[must_use]
    pub fn without(self, name: &str) -> Self {
        self.0.delete(&super::wire_name(name));
        self
    }

    pub fn value(&self, name: &str) -> String {
        self.0.get(&super::wire_name(name)).as_string().unwrap_or_default()
    }

    pub fn encoded(&self) -> Option<String> {
        encoded(&self.0)
    }
}

/// Fields of a form, encoded as a browser would.
pub fn encoded_fields(fields: &[(&str, &str)]) -> Option<String> {
    let encoded = UrlSearchParams::new().ok()?;
    for (name, value) in fields {
        encoded.append(&super::wire_name(name), value);
    }
    encoded.to_string().as_string()
}
