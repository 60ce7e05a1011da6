use leptos::prelude::*;

use super::{Icon, Tone};

/// Something the reader should know before going on.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    /// Read out as soon as it appears: verdicts, rewards, failures.
    #[prop(optional)]
    live: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = match (live, tone) {
        (true, Tone::Bad) => Some("alert"),
        (true, _) => Some("status"),
        (false, _) => None,
    };
    view! {
        <div class=tone.class("notice") role=role>
            <Icon name=tone.icon() />
            {title.map(|title| view! { <strong>{title}</strong> })}
            {children.map(|children| children())}
        </div>
    }
}

/// What is wrong in a form, on top of it, each line a link to its field.
#[component]
pub fn Problems(
    #[prop(into)] title: String,
    /// Field name and message.
    problems: Vec<(String, String)>,
) -> impl IntoView {
    let lines = problems
        .into_iter()
        .map(|(name, text)| view! { <li><a href=format!("#{}", super::field_id(&name))>{text}</a></li> })
        .collect_view();
    view! {
        <div class="notice bad" role="alert" tabindex="-1">
            <Icon name="circle-alert" />
            <strong>{title}</strong>
            <ul>{lines}</ul>
        </div>
    }
}

/// An immediate reward and the rule that made it.
#[component]
pub fn Reward(
    #[prop(into)] amount: String,
    #[prop(into)] title: String,
    #[prop(optional, into)] rule: Option<String>,
) -> impl IntoView {
    view! {
        <div class="reward" role="status">
            <Icon name="gift" />
            <b>{amount}</b>
            <span>{title}</span>
            {rule.map(|rule| view! { <small>{rule}</small> })}
        </div>
    }
}

/// Nothing here yet: a picture, a sentence, and the next step as a child.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let href = format!("{}#{icon}", super::asset("icons.svg"));
    view! {
        <div class="empty">
            <svg class="illus" viewBox="0 0 240 84" aria-hidden="true" focusable="false">
                <path class="gone" d="M8 42H86"></path>
                <path class="ahead" d="M156 42H232"></path>
                <circle class="small-stop" cx="8" cy="42" r="5"></circle>
                <circle class="small-stop" cx="232" cy="42" r="5"></circle>
                <circle cx="120" cy="42" r="33"></circle>
                <use class="icon" href=href x="104" y="26" width="32" height="32"></use>
            </svg>
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// Stands where text will be, without moving the page when it comes.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
}
