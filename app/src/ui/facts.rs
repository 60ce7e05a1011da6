use leptos::prelude::*;

/// Names and values. `lines` puts each pair on a line of its own.
#[component]
pub fn Facts(facts: Vec<(String, String)>, #[prop(optional)] lines: bool) -> impl IntoView {
    let pairs = facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class=if lines { "facts lines" } else { "facts" }>{pairs}</dl> }
}

/// A person or company as a circle: a picture, or the first character of the name.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional, into)] picture: Option<String>,
    #[prop(optional)] big: bool,
) -> impl IntoView {
    let inner = match picture {
        Some(src) => view! { <img src=src alt="" width="64" height="64" loading="lazy" /> }.into_any(),
        None => name.chars().next().map(String::from).unwrap_or_default().into_any(),
    };
    view! { <span class=if big { "avatar big" } else { "avatar" } aria-hidden="true">{inner}</span> }
}
