use leptos::prelude::*;

use crate::{frame::lang, text::search as t, ui::Icon};

/// The field in the header: a plain search form, with suggestions once hydrated.
#[component]
pub fn FindBox() -> impl IntoView {
    let l = lang();
    view! {
        <form class="find" role="search" method="get" action="/kits">
            <Icon name="search"/>
            <input type="search" name="q" maxlength="200" autocomplete="off" aria-label=t::find(l) placeholder=t::find(l)/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}
