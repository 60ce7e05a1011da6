use leptos::prelude::*;

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
    let name = move || match unread.get() {
        0 => t::notifications(l).to_owned(),
        n => t::unread(l, count(n)),
    };
    view! {
        <a class="bell" href="/notifications" aria-label=name>
            <Icon name="bell"/>
            <b hidden=move || unread.get() == 0>{move || count(unread.get())}</b>
        </a>
    }
}

/// Who has more than ninety-nine does not count them.
fn count(n: u32) -> String {
    if n > 99 { "99+".to_owned() } else { n.to_string() }
}
