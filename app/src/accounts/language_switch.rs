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
    let back = Memo::new(move |_| location.pathname.with(|path| location.search.with(|search| without_language(path, search))));
    view! {
        <form method="post" class="language-switch">
            <input type="hidden" name="_action" value=SwitchLanguage::PATH/>
            <HiddenField name="lang" value=other.as_str()/>
            <input type="hidden" name="form[back]" prop:value=move || back.get() value=back.get_untracked()/>
            <button type="submit" class="link" lang=other.as_str()>{t::switch_to(l)}</button>
        </form>
    }
}

/// The page's address, without what would decide against the language that is chosen now.
fn without_language(path: &str, search: &str) -> String {
    let mut address = path.to_owned();
    for pair in search.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")) {
        address.push(if address.len() == path.len() { '?' } else { '&' });
        address.push_str(pair);
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_stays() {
        assert_eq!(without_language("/kits", ""), "/kits");
        assert_eq!(without_language("/kits", "lang=en"), "/kits");
        assert_eq!(without_language("/kits", "lang=en&q=%E8%A6%8B&language=x&page=2"), "/kits?q=%E8%A6%8B&language=x&page=2");
    }
}
