use leptos::prelude::*;

use super::Icon;

/// One of several links in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkItem {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub here: bool,
}

impl LinkItem {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None, here: false }
    }

    #[must_use]
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }

    #[must_use]
    pub fn here(mut self, here: bool) -> Self {
        self.here = here;
        self
    }
}

/// Views of the same thing.
#[component]
pub fn TabsLine(#[prop(into)] label: String, links: Vec<LinkItem>) -> impl IntoView {
    let items = links
        .into_iter()
        .map(|link| {
            view! {
                <li>
                    <a href=link.href aria-current=link.here.then_some("page")>
                        {link.label}
                        {link.count.map(|count| view! { <small>{count}</small> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs-line" aria-label=label>
            <ul>{items}</ul>
        </nav>
    }
}

/// Narrows a list by one property; every choice is a link.
#[component]
pub fn Facets(#[prop(into)] label: String, links: Vec<LinkItem>) -> impl IntoView {
    let items = links
        .into_iter()
        .map(|link| {
            view! {
                <a href=link.href aria-current=link.here.then_some("true")>
                    {link.label}
                    {link.count.map(|count| view! { <small>{count}</small> })}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="facets" aria-label=label>
            {items}
        </nav>
    }
}

/// Where a page belongs; the last part is the page itself and may be left out.
#[component]
pub fn Crumbs(#[prop(into)] label: String, links: Vec<LinkItem>, #[prop(optional, into)] here: Option<String>) -> impl IntoView {
    let items = links.into_iter().map(|link| view! { <li><a href=link.href>{link.label}</a></li> }).collect_view();
    view! {
        <nav class="crumbs" aria-label=label>
            <ol>{items} {here.map(|here| view! { <li aria-current="page">{here}</li> })}</ol>
        </nav>
    }
}

/// Back and forth through a long list.
#[component]
pub fn Pager(
    #[prop(into)] label: String,
    #[prop(into)] previous_label: String,
    #[prop(into)] next_label: String,
    previous: Option<String>,
    next: Option<String>,
    /// Which part of how many.
    #[prop(optional, into)]
    position: Option<String>,
) -> impl IntoView {
    let shown = previous.is_some() || next.is_some();
    let link = |href: Option<String>, rel: &'static str, inner: AnyView| match href {
        Some(href) => view! { <a class="btn small" href=href rel=rel>{inner}</a> }.into_any(),
        None => view! { <span></span> }.into_any(),
    };
    shown.then(|| {
        let back = view! { <Icon name="arrow-left" /> {previous_label} }.into_any();
        let forth = view! { {next_label} <Icon name="arrow-right" /> }.into_any();
        view! {
            <nav class="pager" aria-label=label>
                {link(previous, "prev", back)}
                {position.map(|text| view! { <span class="quiet">{text}</span> })}
                {link(next, "next", forth)}
            </nav>
        }
    })
}
