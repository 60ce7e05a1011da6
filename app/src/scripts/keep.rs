//! Taps are handed to `static/offline.js`, which keeps them until the portal has them, network or not.

use jiso::scripts::TapForm;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Date, Function, Math, Reflect},
};

/// `false` where nobody keeps it: the form is then sent as it stands.
pub fn keep(form: &TapForm) -> bool {
    // A line a tap, its parts between tabs.
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let (said, millis) = (plain(&form.said), format!("{:.0}", Date::now()));
    let TapForm { talk, place, slug, lang, version, step, to, deal, .. } = form;
    let line = [talk, place, slug, lang, version, step, to, deal, &millis, &said].map(String::as_str).join("\t");
    let kept = Reflect::get(window().as_ref(), &"jisoTap".into()).ok().and_then(|keep| keep.dyn_into::<Function>().ok());
    kept.and_then(|keep| keep.call1(&JsValue::NULL, &line.into()).ok()).is_some_and(|kept| kept.is_truthy())
}

/// The event by which `static/offline.js` says that [`are_waiting`] has another answer.
pub const CHANGED: &str = "jiso-taps";

/// Whether taps wait on this device because the portal could not be reached.
pub fn are_waiting() -> bool {
    Reflect::get(window().as_ref(), &"jisoTapsWait".into()).is_ok_and(|waits| waits.is_truthy())
}

/// The id of a talk that begins here: its first part is the time, as in the portal's own.
pub fn new_talk() -> String {
    let now = whole(Date::now());
    let chance = |below: u64| whole(Math::random() * 281_474_976_710_656.0) % below;
    let (high, low) = (now >> 16, now & 0xffff);
    format!("{high:08x}-{low:04x}-7{:03x}-8{:03x}-{:012x}", chance(0x1000), chance(0x1000), chance(0x1_0000_0000_0000))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "neither time nor chance is negative or that large")]
const fn whole(number: f64) -> u64 {
    number as u64
}
