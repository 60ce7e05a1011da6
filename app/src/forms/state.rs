use std::marker::PhantomData;

use codee::binary::PostcardCodec;
use jiso::failure::{Failure, Problem};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, client::Client},
};
use serde::de::DeserializeOwned;

use super::{Replay, sending::send};
use crate::wire::{Fault, Reply, unpack};

/// A form of a page: its server function, and what was typed when the last plain post failed.
///
/// What was typed goes to the server as it stands in the form, and the answer stays packed until somebody asks for it: the
/// browser then needs no code of its own for each form.
pub struct FormState<S> {
    posting: Action<String, Reply<Vec<u8>>>,
    replay: StoredValue<Option<Replay>>,
    failure: Signal<Option<Failure>>,
    function: PhantomData<fn() -> S>,
}

impl<S> Clone for FormState<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for FormState<S> {}

/// The state of the page's form that posts to `S`.
pub fn use_form<S>() -> FormState<S>
where
    S: ServerFn<Error = Fault>,
    S::Client: Client<Fault> + 'static,
{
    use_form_among(&[])
}

/// The same for a form with buttons that name other server functions: what was sent to one of `others` is shown again too.
pub fn use_form_among<S>(others: &'static [&'static str]) -> FormState<S>
where
    S: ServerFn<Error = Fault>,
    S::Client: Client<Fault> + 'static,
{
    let posting = Action::new(|fields: &String| send::<S::Client>(S::PATH, fields.clone()));
    let (replay, failure) = begin(posting, S::PATH, others);
    FormState { posting, replay: StoredValue::new(replay), failure, function: PhantomData }
}

fn begin(
    posting: Action<String, Reply<Vec<u8>>>,
    path: &'static str,
    others: &'static [&'static str],
) -> (Option<Replay>, Signal<Option<Failure>>) {
    let ours = |replay: &Replay| replay.action == path || others.contains(&replay.action.as_str());
    // Written into the page by the server and read again by the browser, so both begin with the same values and messages.
    let replay = SharedValue::<_, PostcardCodec>::new_with_encoding(|| use_context::<Replay>().filter(ours)).into_inner();
    if let Some(failure) = replay.as_ref().and_then(|replay| replay.failure.clone()) {
        posting.value().set(Some(Err(Fault(failure))));
    }
    let failure = Signal::derive(move || match posting.value().get() {
        Some(Err(Fault(failure))) => Some(failure),
        _ => None,
    });
    (replay, failure)
}

impl<S> FormState<S>
where
    S: ServerFn,
    S::Output: DeserializeOwned,
{
    /// What came of it, once there is an answer.
    pub fn outcome(self) -> Option<Reply<S::Output>> {
        self.posting.value().get().map(|answer| answer.and_then(|packed| unpack(&packed)))
    }
}

impl<S> FormState<S> {
    /// Sends the fields of a form, encoded as a browser would.
    pub(super) fn send(self, fields: String) {
        self.posting.dispatch(fields);
    }

    pub(super) fn refuse(self, failure: Failure) {
        self.posting.value().set(Some(Err(Fault(failure))));
    }

    /// What to begin a field with: what was typed, else `initial`.
    pub fn value(self, name: &str, initial: impl Into<String>) -> String {
        self.typed(name).unwrap_or_else(|| initial.into())
    }

    /// What was typed into a field, when the page is shown again.
    pub fn typed(self, name: &str) -> Option<String> {
        self.replay.with_value(|replay| replay.as_ref().and_then(|r| r.first(&wire_name(name))))
    }

    /// Whether a box with this value is ticked: as posted, else `initial`.
    pub fn checked(self, name: &str, value: &str, initial: bool) -> bool {
        let name = wire_name(name);
        self.replay.with_value(|replay| replay.as_ref().map_or(initial, |r| r.holds(&name, value)))
    }

    /// The ticked values of a field of several: as posted, else `initial`.
    pub fn all(self, name: &str, initial: Vec<String>) -> Vec<String> {
        let name = format!("{}[]", wire_name(name));
        self.replay.with_value(|replay| replay.as_ref().map_or(initial, |r| r.all(&name)))
    }

    /// What is wrong with a field, now.
    pub fn problem(self, name: impl Into<String>) -> Signal<Option<Problem>> {
        let (failure, name) = (self.failure, name.into());
        Signal::derive(move || match failure.get() {
            Some(Failure::Invalid { errors }) => errors.of(&name).cloned(),
            _ => None,
        })
    }

    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure
    }

    pub fn pending(self) -> Signal<bool> {
        let pending = self.posting.pending();
        Signal::derive(move || pending.get())
    }
}

/// The name a field has in the page: forms are the argument `form` of their server function, and `quiz.1.ask` is the third
/// part of a nested one.
pub fn wire_name(name: &str) -> String {
    name.split('.').fold("form".to_owned(), |wire, part| format!("{wire}[{part}]"))
}
