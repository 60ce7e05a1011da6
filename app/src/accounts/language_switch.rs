use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::api::SwitchLanguage;
use crate::{
    forms::{HiddenField, PostForm, use_form},
    frame::lang,
    text::accounts as t,
};

/// To the other language and back to the same page; the whole document is loaded anew.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let l = lang();
    let form = use_form::<SwitchLanguage>();
    let other = l.other();
    let location = use_location();
    let back = Memo::new(move |_| location.pathname.get());
    view! {
        <PostForm form plain=true class="language-switch">
            <HiddenField name="lang" value=other.as_str()/>
            <input type="hidden" name="form[back]" prop:value=move || back.get() value=back.get_untracked()/>
            <button type="submit" class="link" lang=other.as_str()>{t::switch_to(l)}</button>
        </PostForm>
    }
}
