use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a mark means. `Hot` is kept for the next action and for "you are here".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Wait,
    Hot,
    Bad,
}

impl Tone {
    /// `base` with the class of this tone.
    pub(super) fn class(self, base: &'static str) -> String {
        match self {
            Self::Plain => base.to_owned(),
            Self::Good => format!("{base} good"),
            Self::Wait => format!("{base} wait"),
            Self::Hot => format!("{base} hot"),
            Self::Bad => format!("{base} bad"),
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Plain | Self::Hot => "info",
            Self::Good => "circle-check",
            Self::Wait => "triangle-alert",
            Self::Bad => "circle-alert",
        }
    }
}

/// A short state beside a name.
#[component]
pub fn Tag(
    #[prop(optional)] tone: Tone,
    /// Replaces the tone's own sign.
    #[prop(optional)]
    icon: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class=tone.class("tag")>
            {icon.map(|name| view! { <super::Icon name=name /> })} {children()}
        </span>
    }
}
