use leptos::prelude::*;

/// A part of a page with its own heading; `aside` stands at the end of the heading's line.
#[component]
pub fn Sheet(
    #[prop(into)] title: String,
    #[prop(optional, into)] aside: ViewFn,
    #[prop(optional, into)] id: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sheet" id=id>
            <div class="sheet-head">
                <h2>{title}</h2>
                {aside.run()}
            </div>
            {children()}
        </section>
    }
}

/// A page's opening: where it belongs, its headline as a sentence, and what may be done.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] lede: Option<String>,
    #[prop(optional, into)] above: ViewFn,
    #[prop(optional, into)] actions: ViewFn,
    /// What stands under the headline, such as tags.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {above.run()} <h1 tabindex="-1">{title}</h1>
            {lede.map(|text| view! { <p class="lede">{text}</p> })}
            {children.map(|children| children())} <div class="actions">{actions.run()}</div>
        </header>
    }
}

/// The one next action of a page: why, why now, what it brings, and the buttons.
#[component]
pub fn NextAction(
    /// The words over the headline; may carry a `Tag`.
    #[prop(into)]
    kick: ViewFn,
    #[prop(into)] title: String,
    #[prop(into)] actions: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="next">
            <div>
                <p class="kick">{kick.run()}</p>
                <h1>{title}</h1>
                {children()}
            </div>
            <div class="do">{actions.run()}</div>
        </section>
    }
}

/// A number or word that opens into what it came from.
#[component]
pub fn Explain(#[prop(into)] summary: String, children: Children) -> impl IntoView {
    view! {
        <details class="explain">
            <summary>{summary}</summary>
            <div>{children()}</div>
        </details>
    }
}

/// Details for those who want them.
#[component]
pub fn More(#[prop(into)] summary: String, #[prop(optional)] open: bool, children: Children) -> impl IntoView {
    view! {
        <details class="more" open=open>
            <summary>{summary}</summary>
            {children()}
        </details>
    }
}
