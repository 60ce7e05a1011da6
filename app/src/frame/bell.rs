use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{EventSource, MessageEvent};

use super::lang;
use crate::{text::frame as t, ui::Icon};

/// How many notifications wait to be read; shown in the header of every page.
#[derive(Clone, Copy)]
pub(super) struct Unread(pub RwSignal<u32>);

/// To be told by pages that know better than the header.
pub fn unread() -> RwSignal<u32> {
    use_context::<Unread>().map_or_else(RwSignal::default, |unread| unread.0)
}

/// The way to the notifications.
#[component]
pub fn Bell() -> impl IntoView {
    let (l, unread) = (lang(), unread());
    // Said once when more have come, and never because a page was opened.
    let arrived = RwSignal::new(0);
    Effect::new(move || follow(unread, arrived));
    let name = move || match unread.get() {
        0 => t::notifications(l).to_owned(),
        n => t::unread(l, count(n)),
    };
    let said = move || match arrived.get() {
        0 => String::new(),
        n => t::arrived(l, count(n)),
    };
    view! {
        <a class="bell" href="/notifications" aria-label=name>
            <Icon name="bell"/>
            <b hidden=move || unread.get() == 0>{move || count(unread.get())}</b>
        </a>
        <span class="heard" aria-live="polite">{said}</span>
    }
}

/// Who has more than ninety-nine does not count them.
fn count(n: u32) -> String {
    if n > 99 { "99+".to_owned() } else { n.to_string() }
}

/// Listens while the page is looked at: a browser has few connections to one portal, and a page that comes to the front again
/// is told the number at once. A connection that breaks is made again by the browser.
fn follow(unread: RwSignal<u32>, arrived: RwSignal<u32>) {
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(now) = event.data().as_string().and_then(|data| data.parse().ok()) else { return };
        if now > unread.get_untracked() {
            arrived.set(now);
        }
        unread.set(now);
    });
    let mut source = None::<EventSource>;
    let mut look = move || {
        if document().hidden() {
            if let Some(source) = source.take() {
                source.close();
            }
        } else if source.is_none() {
            source = EventSource::new("/notifications/live").ok();
            if let Some(source) = &source {
                source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            }
        }
    };
    look();
    let looked = Closure::<dyn FnMut()>::new(look);
    _ = document().add_event_listener_with_callback("visibilitychange", looked.as_ref().unchecked_ref());
    // The header stays as long as the document.
    looked.forget();
}
