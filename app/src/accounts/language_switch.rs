use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

use super::api::SwitchLanguage;
use crate::{forms::HiddenField, frame::lang, text::accounts as t};

/// To the other language and back to the same page; the whole document is loaded anew. A form without a state of its own: it
/// stands on every page, and what it needs would travel with every first load.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let l = lang();
    let other = l.other();
    let location = use_location();
    let back = Memo::new(move |_| location.pathname.get());
    view! {
        <form method="post" class="language-switch">
            <input type="hidden" name="_action" value=SwitchLanguage::PATH/>
            <HiddenField name="lang" value=other.as_str()/>
            <input type="hidden" name="form[back]" prop:value=move || back.get() value=back.get_untracked()/>
            <button type="submit" class="link" lang=other.as_str()>{t::switch_to(l)}</button>
        </form>
    }
}
