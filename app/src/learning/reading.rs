//! How far the reader is, and bringing them back to where they were. Without a script the page shows what is known, and the
//! links lead to the nearest heading.

use std::time::Duration;

use jiso::learning::{LessonOutcome, PositionForm, read_percent, seen_percent};
use leptos::{
    ev, html,
    leptos_dom::helpers::set_interval_with_handle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, MouseEvent},
};

use super::api::KeepPosition;
use crate::{
    forms::{encoded_fields, use_posting},
    frame::lang,
    text::learning as t,
};

/// Seconds without scrolling after which a position is kept.
const REST: u32 = 2;

/// What has to be known of a lesson to follow its reader.
#[derive(Clone)]
pub struct Reader {
    pub article: NodeRef<html::Article>,
    pub form: PositionForm,
    pub minutes: u32,
    /// Where the reader was.
    pub percent: u8,
    /// Positions are sent.
    pub counted: bool,
}

/// Distance from the page's top, and height.
fn extent(element: &HtmlElement) -> (f64, f64) {
    let height = f64::from(element.offset_height());
    let mut top = 0.0;
    let mut here = Some(element.clone());
    while let Some(element) = here {
        top += f64::from(element.offset_top());
        here = element.offset_parent().and_then(|parent| parent.dyn_into().ok());
    }
    (top, height)
}

fn screen_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

fn seen(article: NodeRef<html::Article>) -> Option<u8> {
    let (top, height) = extent(article.get_untracked()?.as_ref());
    let scrolled = window().scroll_y().unwrap_or(0.0);
    Some(seen_percent(scrolled + screen_height() - top, height))
}

/// Follows every outcome that comes in. Boxed, so that the browser gets it once.
pub fn on_each(outcome: Box<dyn Fn() -> Option<LessonOutcome>>, follow: Callback<LessonOutcome>) {
    Effect::new(move || {
        if let Some(outcome) = outcome() {
            follow.run(outcome);
        }
    });
}

fn position(of: &PositionForm, read: u8) -> Option<String> {
    let percent = read.to_string();
    encoded_fields(&[("module", &of.module), ("lesson", &of.lesson), ("percent", &percent), ("from", &of.from)])
}

/// The bar above the text.
#[component]
pub fn ReadingBar(reader: Reader, on_kept: Callback<LessonOutcome>) -> impl IntoView {
    let l = lang();
    let Reader { article, form, minutes, percent, counted } = reader;
    let shown = RwSignal::new(percent);
    let keep = use_posting::<KeepPosition>();
    Effect::new(move || {
        let resting = StoredValue::new(0_u32);
        let scrolled = window_event_listener(ev::scroll, move |_| {
            resting.set_value(0);
            if let Some(seen) = seen(article) {
                shown.set(seen);
            }
        });
        on_cleanup(move || scrolled.remove());
        if !counted {
            return;
        }
        let (seconds, kept) = (StoredValue::new(0_u32), StoredValue::new(percent));
        let form = form.clone();
        let tick = move || {
            if document().hidden() {
                return;
            }
            seconds.update_value(|seconds| *seconds += 1);
            resting.update_value(|resting| *resting += 1);
            let read = read_percent(shown.get_untracked(), seconds.get_value(), minutes);
            if resting.get_value() >= REST && read > kept.get_value() && !keep.pending().get_untracked() {
                kept.set_value(read);
                if let Some(fields) = position(&form, read) {
                    keep.send(fields);
                }
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    on_each(Box::new(move || keep.outcome()?.ok()), on_kept);
    view! {
        <div class="lesson-progress no-print">
            <progress value=Signal::derive(move || shown.get().to_string()) max="100" aria-label=t::reading(l)></progress>
            <span aria-hidden="true">{Signal::derive(move || t::percent(l, shown.get()))}</span>
        </div>
    }
}

/// Back to where the reader was: offered, never done unasked.
#[component]
pub fn Resume(article: NodeRef<html::Article>, percent: u8, anchor: String) -> impl IntoView {
    let l = lang();
    let go = move |event: MouseEvent| {
        if let Some(article) = article.get_untracked() {
            event.prevent_default();
            let (top, height) = extent(article.as_ref());
            let edge = top + height * f64::from(percent) / 100.0;
            window().scroll_to_with_x_and_y(0.0, (edge - screen_height() * 0.8).max(0.0));
        }
    };
    view! {
        <p class="no-print">
            <a class="btn small" href=format!("#{anchor}") rel="external" on:click=go>{t::resume(l, percent)}</a>
        </p>
    }
}

/// The id of the last heading before `percent` of a text; the text's own when there is none.
pub fn heading_before(html: &str, percent: u8, text: &str) -> String {
    let limit = html.len() * usize::from(percent) / 100;
    // Other blocks have ids, too.
    let headings = html.match_indices(" id=\"s-").take_while(|(at, _)| *at < limit);
    let id = headings.last().and_then(|(at, _)| html[at..].split('"').nth(1));
    id.unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_to_the_part_one_was_in() {
        let html = "<h2 id=\"s-a\">A</h2><p>……………………………………</p><h2 id=\"s-b\">B</h2><p>……………………………………</p>";
        for (percent, id) in [(0, "text"), (10, "s-a"), (49, "s-a"), (80, "s-b"), (100, "s-b")] {
            assert_eq!(heading_before(html, percent, "text"), id, "{percent}");
        }
    }
}
