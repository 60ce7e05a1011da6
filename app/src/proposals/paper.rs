use leptos::prelude::*;

/// A proposal on white paper, as the customer reads it, in its own language.
#[component]
pub fn Paper(
    /// `ja` or `en`.
    lang: String,
    headline: String,
    addressee: Vec<String>,
    sender: Vec<String>,
    date: String,
    logo: Option<String>,
    html: String,
) -> impl IntoView {
    let to = addressee.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let from = sender.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let logo = logo.map(|src| view! { <img class="logo" src=src alt=""/> });
    view! {
        <article class="sheet letter" lang=lang>
            <header>
                <p class="letter-date">{date}</p>
                <div class="letter-to">{to}</div>
                <div class="letter-from">{logo} {from}</div>
            </header>
            <h1 tabindex="-1">{headline}</h1>
            <div class="prose" inner_html=html></div>
        </article>
    }
}
