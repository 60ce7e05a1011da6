use leptos::prelude::*;

use super::asset;

/// A picture beside a label, never instead of one. `name` is Lucide's, of a symbol in `static/icons.svg`.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let href = format!("{}#{name}", asset("icons.svg"));
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
