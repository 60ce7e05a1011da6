use codee::binary::PostcardCodec;
use jiso::failure::{Failure, Problem};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, client::Client},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Posting, Replay, use_posting};
use crate::wire::{Fault, Reply, pack};

/// A form of a page: its server function, and what was typed when the last plain post failed.
pub struct FormState<S> {
    posting: Posting<S>,
    replay: StoredValue<Option<Replay>>,
    failure: Signal<Option<Failure>>,
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
    let posting = use_posting::<S>();
    let replay = replay_of(S::PATH, others);
    if let Some(failure) = replay.as_ref().and_then(|replay| replay.failure.clone()) {
        posting.refuse(failure);
    }
    FormState { posting, replay: StoredValue::new(replay), failure: posting.failure() }
}

/// Written into the page by the server and read again by the browser, so both begin with the same values and messages.
fn replay_of(path: &'static str, others: &'static [&'static str]) -> Option<Replay> {
    let ours = |replay: &Replay| replay.action == path || others.contains(&replay.action.as_str());
    SharedValue::<_, PostcardCodec>::new_with_encoding(|| use_context::<Replay>().filter(ours)).into_inner()
}

impl<S> FormState<S>
where
    S: ServerFn,
    S::Output: DeserializeOwned,
{
    /// What came of it, once there is an answer.
    pub fn outcome(self) -> Option<Reply<S::Output>> {
        self.posting.outcome()
    }
}

impl<S> FormState<S>
where
    S: ServerFn,
    S::Output: Serialize,
{
    /// What came of its fields when they were sent another way, shown as if the form had sent them.
    pub fn answered(self, answer: Reply<S::Output>) {
        self.posting.answered(answer.and_then(|output| pack(&output)));
    }
}

impl<S> FormState<S> {
    pub(super) fn posting(self) -> Posting<S> {
        self.posting
    }

    /// What to begin a field with: what was typed, else `initial`.
    pub fn value(self, name: &str, initial: impl Into<String>) -> String {
        self.typed(name).unwrap_or_else(|| initial.into())
    }

    /// What was posted and waits to be mended; nothing once it has been taken.
    fn waiting<R>(self, read: impl FnOnce(Option<&Replay>) -> R) -> R {
        let taken = self.posting.taken();
        self.replay.with_value(|replay| read(replay.as_ref().filter(|_| !taken)))
    }

    /// What was typed into a field, when the page is shown again.
    pub fn typed(self, name: &str) -> Option<String> {
        self.waiting(|replay| replay.and_then(|r| r.first(&wire_name(name))))
    }

    /// Whether a box with this value is ticked: as posted, else `initial`.
    pub fn checked(self, name: &str, value: &str, initial: bool) -> bool {
        let name = wire_name(name);
        self.waiting(|replay| replay.map_or(initial, |r| r.holds(&name, value)))
    }

    /// The ticked values of a field of several: as posted, else `initial`.
    pub fn all(self, name: &str, initial: Vec<String>) -> Vec<String> {
        let name = format!("{}[]", wire_name(name));
        self.waiting(|replay| replay.map_or(initial, |r| r.all(&name)))
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

    /// Sends fields that nobody typed, encoded as a browser would; what came of it shows where the form's own would.
    pub fn send(self, fields: String) {
        self.posting.send(fields);
    }

    pub fn pending(self) -> Signal<bool> {
        self.posting.pending()
    }
}

/// The name a field has in the page: forms are the argument `form` of their server function, and `quiz.1.ask` is the third
/// part of a nested one.
pub fn wire_name(name: &str) -> String {
    name.split('.').fold("form".to_owned(), |wire, part| format!("{wire}[{part}]"))
}
