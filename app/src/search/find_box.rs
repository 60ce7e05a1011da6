use jiso::search::Suggestion;
use leptos::{ev, html::Input, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::api::suggest;
use crate::{frame::lang, text::search as t, ui::Icon};

/// The field in the header: a plain search form, with suggestions once hydrated. `/` and Ctrl+K go to it from anywhere, the
/// arrow keys through the suggestions.
#[component]
pub fn FindBox() -> impl IntoView {
    let l = lang();
    let field = NodeRef::<Input>::new();
    let found = RwSignal::new(Vec::<Suggestion>::new());
    let chosen = RwSignal::new(None::<usize>);
    let close = move || {
        found.set(Vec::new());
        chosen.set(None);
    };
    goes_there_by_key(field);
    let ask = move |typed: String| {
        chosen.set(None);
        if typed.trim().is_empty() {
            found.set(Vec::new());
            return;
        }
        spawn_local(async move {
            let suggestions = suggest(typed.clone()).await.unwrap_or_default();
            // An answer to what is no longer in the field comes too late.
            if field.get_untracked().is_some_and(|field| field.value() == typed) {
                found.set(suggestions);
            }
        });
    };
    let navigate = use_navigate();
    let press = move |event: ev::KeyboardEvent| {
        // While kana become kanji, the keys belong to the input method.
        if event.is_composing() {
            return;
        }
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(0, |n| (n + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(count - 1, |n| (n + count - 1) % count)));
            }
            "Enter" => {
                let url =
                    chosen.get_untracked().and_then(|at| found.with_untracked(|all| all.get(at).map(|one| one.url.clone())));
                if let Some(url) = url {
                    event.prevent_default();
                    close();
                    navigate(&url, leptos_router::NavigateOptions::default());
                }
            }
            "Escape" => close(),
            _ => {}
        }
    };
    view! {
        <form class="find" role="search" method="get" action="/kits" on:submit=move |_| close()>
            <Icon name="search"/>
            <input
                node_ref=field
                type="search"
                name="q"
                maxlength="200"
                autocomplete="off"
                role="combobox"
                aria-label=t::find(l)
                aria-controls="find-list"
                aria-autocomplete="list"
                aria-expanded=move || found.with(|all| !all.is_empty()).to_string()
                aria-activedescendant=move || chosen.get().map(|at| format!("find-{at}"))
                placeholder=t::find(l)
                on:input=move |event| ask(event_target_value(&event))
                on:keydown=press
            />
            <kbd aria-hidden="true">"/"</kbd>
            <ul class="typeahead" id="find-list" role="listbox" aria-label=t::suggestions(l) hidden=move || found.with(Vec::is_empty)>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, one)| {
                            view! {
                                <li id=format!("find-{at}") role="option" aria-selected=move || (chosen.get() == Some(at)).to_string()>
                                    <a href=one.url tabindex="-1" on:click=move |_| close()>
                                        {one.title}
                                        <small>{t::kind(l, one.kind.as_str())}</small>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </form>
    }
}

fn goes_there_by_key(field: NodeRef<Input>) {
    Effect::new(move || {
        let handle = window_event_listener(ev::keydown, move |event| {
            let slash = event.key() == "/" && !is_typing();
            let command = event.key() == "k" && (event.ctrl_key() || event.meta_key());
            if slash || command {
                event.prevent_default();
                if let Some(field) = field.get_untracked() {
                    _ = field.focus();
                }
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Whether a key belongs to a field.
fn is_typing() -> bool {
    let tag = document().active_element().map(|element| element.tag_name());
    tag.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
