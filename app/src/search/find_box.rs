use jiso::search::Suggested;
use leptos::{ev, html::Input, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::Element};
use leptos_router::hooks::use_navigate;

use super::api::suggest;
use crate::{frame::lang, text::search as t, ui::Icon};

/// The search form in the header, to which `/` and Ctrl+K go from anywhere.
#[component]
pub fn FindBox() -> impl IntoView {
    let l = lang();
    view! {
        <form class="finds" role="search" method="get" action="/kits">
            <FindField id="find" label=t::find(l) hint=t::find(l) by_key=true/>
        </form>
    }
}

/// The field of a plain search form, with suggestions once hydrated, and one's own searches while nothing is typed. The arrow
/// keys go through the suggestions.
#[component]
pub fn FindField(
    /// Of the list of what it offers, and how the ids in it begin; each field of a page has another.
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    /// What was searched for.
    #[prop(optional)]
    asked: Option<String>,
    /// `/` and Ctrl+K go to it, which one field of a page says.
    #[prop(optional)]
    by_key: bool,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let offer = Offer::beneath(field);
    let Offer { found, chosen, .. } = offer;
    if by_key {
        goes_there_by_key(field);
    }
    let navigate = use_navigate();
    let press = move |event: ev::KeyboardEvent| {
        // While kana become kanji, the keys belong to the input method.
        if event.is_composing() {
            return;
        }
        offer.emptying.set_value(false);
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(0, |n| (n + 1) % count)));
            }
            // A list that was closed comes back.
            "ArrowDown" if !offer.awaited.get_value() => {
                event.prevent_default();
                offer.ask(event_target_value(&event));
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                chosen.update(|at| *at = Some(at.map_or(count - 1, |n| (n + count - 1) % count)));
            }
            "Enter" => {
                let url =
                    chosen.get_untracked().and_then(|at| found.with_untracked(|all| all.get(at).map(|one| one.url.clone())));
                // Where none is chosen, what is typed is sent off.
                offer.close();
                if let Some(url) = url {
                    event.prevent_default();
                    go_to(&url, &navigate);
                    // What was looked for is found: the field is as it was before, and the keys belong to the page.
                    if let Some(field) = field.get_untracked() {
                        field.set_value(&field.default_value());
                        _ = field.blur();
                    }
                }
            }
            // Closes what is open or on its way, and what was typed stays; a second press empties the field, as the browser does it.
            "Escape" if count > 0 || offer.awaited.get_value() => {
                event.prevent_default();
                offer.close();
            }
            "Escape" => offer.emptying.set_value(true),
            _ => {}
        }
    };
    // Who goes on elsewhere has left the list. Where nothing takes the focus, as with a finger on a link, the link is followed.
    let leave = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
        if to.is_some_and(|to| !is_beside(&to, field)) {
            offer.close();
        }
    };
    view! {
        <div class="find" on:focusout=leave>
            <Icon name="search"/>
            <input
                node_ref=field
                type="search"
                name="q"
                value=asked
                maxlength="200"
                autocomplete="off"
                role="combobox"
                aria-label=label
                aria-controls=id
                aria-autocomplete="list"
                aria-expanded=move || found.with(|all| !all.is_empty()).to_string()
                aria-activedescendant=move || chosen.get().map(|at| format!("{id}-{at}"))
                placeholder=hint
                on:input=move |event| offer.follow(event_target_value(&event))
                on:focus=move |event| offer.ask(event_target_value(&event))
                on:keydown=press
            />
            {by_key.then(|| view! { <kbd aria-hidden="true">"/"</kbd> }.into_any())}
            {offered(id, offer)}
        </div>
    }
}

/// What a field offers, and what it waits for.
#[derive(Clone, Copy)]
struct Offer {
    field: NodeRef<Input>,
    found: RwSignal<Vec<Suggested>>,
    chosen: RwSignal<Option<usize>>,
    /// One's own searches, shown while nothing is typed, are no answer to what is typed next.
    own: StoredValue<bool>,
    /// What was asked before the list was closed, or before something else was asked, is not shown any more.
    turn: StoredValue<u32>,
    /// An answer is on its way.
    awaited: StoredValue<bool>,
    /// The key that the browser may empty the field for was pressed last.
    emptying: StoredValue<bool>,
}

impl Offer {
    fn beneath(field: NodeRef<Input>) -> Self {
        Self {
            field,
            found: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            own: StoredValue::new(false),
            turn: StoredValue::new(0),
            awaited: StoredValue::new(false),
            emptying: StoredValue::new(false),
        }
    }

    fn close(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.awaited.set_value(false);
        self.found.set(Vec::new());
        self.chosen.set(None);
    }

    fn ask(self, typed: String) {
        self.chosen.set(None);
        let blank = typed.trim().is_empty();
        if self.own.get_value() != blank {
            self.found.set(Vec::new());
        }
        self.own.set_value(blank);
        self.turn.update_value(|turn| *turn += 1);
        self.awaited.set_value(true);
        let mine = self.turn.get_value();
        spawn_local(async move {
            let suggestions = suggest(typed).await.unwrap_or_default();
            // The field may have gone with its page.
            if self.turn.try_get_value() == Some(mine) {
                self.awaited.set_value(false);
                if is_in(self.field) {
                    self.found.set(suggestions);
                }
            }
        });
    }

    /// Something else stands in the field. Who emptied it by the key that closes the list does not ask for another.
    fn follow(self, typed: String) {
        let emptied = self.emptying.get_value() && typed.is_empty();
        self.emptying.set_value(false);
        if emptied {
            self.close();
        } else {
            self.ask(typed);
        }
    }
}

/// What is offered beneath the field.
fn offered(id: &'static str, offer: Offer) -> AnyView {
    let Offer { found, chosen, .. } = offer;
    view! {
        <ul class="typeahead" id=id role="listbox" aria-label=t::suggestions(lang()) hidden=move || found.with(Vec::is_empty)>
            {move || {
                found
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, one)| {
                        let to_a_place = is_place(&one.url).then_some("external");
                        view! {
                            <li id=format!("{id}-{at}") role="option" aria-selected=move || (chosen.get() == Some(at)).to_string()>
                                <a rel=to_a_place href=one.url tabindex="-1" on:click=move |_| offer.close()>
                                    {one.title}
                                    <small>{one.note}</small>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

fn go_to(url: &str, navigate: &impl Fn(&str, leptos_router::NavigateOptions)) {
    if is_place(url) {
        _ = location().set_href(url);
    } else {
        navigate(url, leptos_router::NavigateOptions::default());
    }
}

/// The browser itself goes to a place in a page, and marks it; the router would not.
fn is_place(url: &str) -> bool {
    url.contains("#p-")
}

fn is_in(field: NodeRef<Input>) -> bool {
    let here = document().active_element();
    field.get_untracked().is_some_and(|field| here.as_ref() == Some(field.as_ref()))
}

/// Whether it belongs to the same field.
fn is_beside(other: &Element, field: NodeRef<Input>) -> bool {
    let whole = |one: &Element| one.closest(".find").ok().flatten();
    field.get_untracked().is_some_and(|field| whole(other) == whole(&field))
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
