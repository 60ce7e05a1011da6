use leptos::prelude::*;

use super::Icon;

/// How much a button asks to be pressed. A page has one `Go`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Go,
    Quiet,
    Danger,
}

impl Look {
    pub(super) fn class(self, small: bool) -> &'static str {
        match (self, small) {
            (Self::Plain, false) => "btn",
            (Self::Go, false) => "btn go",
            (Self::Quiet, false) => "btn quiet",
            (Self::Danger, false) => "btn danger",
            (Self::Plain, true) => "btn small",
            (Self::Go, true) => "btn go small",
            (Self::Quiet, true) => "btn quiet small",
            (Self::Danger, true) => "btn danger small",
        }
    }
}

/// A button. It submits its form unless it is told what to do instead.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<&'static str>,
    /// Sent with the form when this button submits it.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// The work is under way: shows it and takes no second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let kind = if on_press.is_some() { "button" } else { "submit" };
    view! {
        <button
            type=kind
            class=look.class(small)
            name=name
            value=value
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(press) = on_press {
                    press.run(());
                }
            }
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] small: bool,
    #[prop(optional)] icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=look.class(small) href=href>
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </a>
    }
}
