//! What is typed saves itself: one save after the other, each on top of the one before. What is made of the proposal waits until
//! that holds what is on the screen.

use std::time::Duration;

use jiso::{
    failure::{Conflict, Failure},
    proposals::Autosaved,
    time::Timestamp,
};
use leptos::{
    ev::{self, MouseEvent, SubmitEvent},
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, HtmlFormElement},
};

use super::api::{AutosaveProposal, SaveProposal};
use crate::{
    forms::{FormState, Posting, Typed, encoded_fields, use_posting},
    wire::{Fault, Reply},
};

const UNTIL_SAVED: Duration = Duration::from_secs(1);
/// The form in which the proposal is written.
pub const FORM: &str = "proposal-form";
/// Marks the form or the link that goes on once everything is saved.
const WAITS: &str = "data-waits";
const WAITING: &str = "[data-waits]";
/// What shows the proposal as it is saved now; a version is what it is.
const MADE_OF_IT: &str = "a[href^='/proposals/']:not([href*='version='])";

#[derive(Clone, Copy)]
pub struct Autosave {
    form: FormState<SaveProposal>,
    saving: Posting<AutosaveProposal>,
    /// An answer is awaited, to what went by itself and to what was saved on purpose.
    pending: (Signal<bool>, Signal<bool>),
    /// When what is on the screen was saved, or what of another's is shown beside it.
    seen: RwSignal<String>,
    progress: StoredValue<Progress>,
}

/// How far saving has come, counted in changes.
#[derive(Default)]
struct Progress {
    typed: u32,
    sent: u32,
    saved: u32,
    /// What is typed, but for when it was seen.
    fields: String,
    /// What was sent last.
    last: String,
    /// That may have been saved although no answer came. Sent again as it was, it is not taken for another's text.
    unanswered: bool,
    timer: Option<TimeoutHandle>,
}

impl Progress {
    fn stop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    /// What goes next, on top of what was seen; none where nothing was read yet.
    fn next(&mut self, seen: &str) -> Option<String> {
        self.stop();
        if !self.unanswered {
            if self.fields.is_empty() {
                return None;
            }
            self.last = format!("{}&{}", self.fields, encoded_fields(&[("seen", seen)])?);
            self.sent = self.typed;
        }
        Some(self.last.clone())
    }
}

/// `seen`: when what the page shows was saved.
pub fn use_autosave(form: FormState<SaveProposal>, seen: String) -> Autosave {
    let newest = form.failure().with_untracked(|failure| failure.as_ref().and_then(meanwhile));
    let seen = newest.map_or_else(|| form.value("seen", seen), stamp);
    // Shown again after a plain post, it is saved nowhere.
    let typed = u32::from(form.typed("title").is_some());
    let progress = StoredValue::new(Progress { typed, ..Progress::default() });
    let saving = use_posting::<AutosaveProposal>();
    let pending = (saving.pending(), form.pending());
    let autosave = Autosave { form, saving, pending, seen: RwSignal::new(seen), progress };
    Effect::new(move || autosave.follow());
    Effect::new(move |before: Option<()>| {
        let outcome = form.outcome();
        // What the page began with has been taken into account.
        if before.is_some() {
            autosave.settle(outcome);
        }
    });
    Effect::new(move || {
        let online = window_event_listener(ev::online, move |_| autosave.again());
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if autosave.unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            online.remove();
            leaving.remove();
            autosave.again();
            progress.update_value(Progress::stop);
        });
    });
    autosave
}

/// When another saved what is not seen yet.
fn meanwhile(failure: &Failure) -> Option<Timestamp> {
    if let Failure::Conflict { conflict: Conflict::EditedMeanwhile { at, .. } } = failure { Some(*at) } else { None }
}

fn stamp(at: Timestamp) -> String {
    at.micros().to_string()
}

impl Autosave {
    pub fn seen(self) -> Signal<String> {
        self.seen.into()
    }

    pub fn outcome(self) -> Option<Reply<Autosaved>> {
        self.saving.outcome()
    }

    /// Another's text is to be looked at first: only who saves on purpose writes over it.
    pub fn stopped(self) -> bool {
        self.form.failure().with(|failure| failure.as_ref().and_then(meanwhile).is_some())
    }

    pub fn typed(self, event: &Event) {
        let Some(fields) = Typed::by(event).and_then(|form| form.without("seen").encoded()) else { return };
        let timer = set_timeout_with_handle(move || self.due(), UNTIL_SAVED).ok();
        self.progress.update_value(|progress| {
            progress.stop();
            progress.typed += 1;
            progress.fields = fields;
            progress.timer = timer;
        });
    }

    pub fn before_submit(self, event: &SubmitEvent) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        if form.id() == FORM {
            self.before_saving(event, &form);
        } else {
            self.hold(event, &form);
        }
    }

    pub fn before_click(self, event: &MouseEvent) {
        let touched = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(link) = touched.and_then(|touched| touched.closest(MADE_OF_IT).ok().flatten()) {
            self.hold(event, &link);
        }
    }

    /// Saved on purpose, it goes after what is on its way.
    fn before_saving(self, event: &Event, form: &Element) {
        let (saving, sending) = self.pending;
        if sending.get_untracked() {
            return;
        }
        self.read();
        if saving.get_untracked() || self.progress.with_value(|progress| progress.unanswered) {
            event.prevent_default();
            self.wait(form);
            return;
        }
        let seen = self.seen.get_untracked();
        self.progress.update_value(|progress| _ = progress.next(&seen));
    }

    fn hold(self, event: &Event, what: &Element) {
        if untrack(|| self.stopped()) {
            event.prevent_default();
            go_to_form();
        } else if self.unsaved() {
            event.prevent_default();
            self.read();
            self.wait(what);
        }
    }

    fn wait(self, what: &Element) {
        if waiting().is_none() {
            _ = what.set_attribute(WAITS, "");
        }
        self.save();
    }

    fn read(self) {
        let form = document().get_element_by_id(FORM).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let fields = form.and_then(|form| Typed::of(&form)).and_then(|form| form.without("seen").encoded());
        if let Some(fields) = fields {
            self.progress.update_value(|progress| progress.fields = fields);
        }
    }

    fn unsaved(self) -> bool {
        self.progress.with_value(|progress| progress.typed != progress.saved)
    }

    fn due(self) {
        self.progress.update_value(|progress| progress.timer = None);
        self.save();
    }

    /// There is a connection again, or the page is left.
    fn again(self) {
        if self.unsaved() {
            self.save();
        }
    }

    /// Saves what is newest; while an answer is awaited, that answer has it saved.
    fn save(self) {
        let (saving, sending) = self.pending;
        if saving.get_untracked() || sending.get_untracked() || untrack(|| self.stopped()) {
            return;
        }
        let seen = self.seen.get_untracked();
        if let Some(fields) = self.progress.try_update_value(|progress| progress.next(&seen)).flatten() {
            self.saving.send(fields);
        }
    }

    /// What came of saving by itself shows in the form where somebody waits for it, or has to decide.
    fn follow(self) {
        let Some(outcome) = self.saving.outcome() else { return };
        let outcome = outcome.map(|saved| saved.at);
        match outcome {
            Err(Fault(failure)) if meanwhile(&failure).is_none() && waiting().is_none() => self.refused(&failure),
            outcome => self.form.answered(outcome),
        }
    }

    fn settle(self, outcome: Option<Reply<Timestamp>>) {
        match outcome {
            Some(Ok(at)) => self.taken(at),
            Some(Err(Fault(failure))) => self.refused(&failure),
            None => {}
        }
    }

    fn taken(self, at: Timestamp) {
        self.seen.set(stamp(at));
        self.progress.update_value(|progress| {
            progress.saved = progress.sent;
            progress.unanswered = false;
        });
        if self.unsaved() {
            self.save_newer();
        } else {
            go_on();
        }
    }

    fn refused(self, failure: &Failure) {
        let (newest, unanswered) = (meanwhile(failure), matches!(failure, Failure::Offline | Failure::Unavailable { .. }));
        self.progress.update_value(|progress| progress.unanswered = unanswered);
        if let Some(at) = newest {
            self.seen.set(stamp(at));
        } else if !unanswered && self.progress.with_value(|progress| progress.typed != progress.sent) {
            self.save_newer();
            return;
        }
        // The first field that is wrong has the focus by itself.
        if stop_waiting().is_some() && !matches!(failure, Failure::Invalid { .. }) {
            go_to_form();
        }
    }

    /// Typed while an answer was awaited: who waits does not wait for a pause, too.
    fn save_newer(self) {
        if waiting().is_some() || self.progress.with_value(|progress| progress.timer.is_none()) {
            self.save();
        }
    }
}

fn waiting() -> Option<Element> {
    document().query_selector(WAITING).ok().flatten()
}

fn stop_waiting() -> Option<Element> {
    let waiting = waiting()?;
    _ = waiting.remove_attribute(WAITS);
    Some(waiting)
}

/// What waited does now what it would have done; the form has learnt by then when it was saved.
fn go_on() {
    let go = || match stop_waiting().map(JsCast::dyn_into::<HtmlFormElement>) {
        Some(Ok(form)) => _ = form.request_submit(),
        Some(Err(link)) => _ = link.dyn_into::<HtmlElement>().map(|link| link.click()),
        None => {}
    };
    set_timeout(go, Duration::ZERO);
}

/// What went wrong stands above its fields.
fn go_to_form() {
    request_animation_frame(|| {
        if let Some(form) = document().get_element_by_id(FORM) {
            form.scroll_into_view();
        }
    });
}
