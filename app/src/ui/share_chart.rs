//! Shares of a whole, a bar a line, so that many lines can be compared at a glance.

use leptos::prelude::*;

use super::chart::share;

/// One line: what it is, what is said of it, and its share in thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareLine {
    pub label: String,
    pub note: String,
    pub share: u32,
    /// The bar as a sentence.
    pub told: String,
}

/// The first line is what the others are compared with: a stroke at its share goes through all of them.
#[component]
pub fn ShareChart(
    lines: Vec<ShareLine>,
    /// What the picture shows.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let stroke = lines.first().map(|line| share(u64::from(line.share), 1000));
    let rows = lines
        .into_iter()
        .map(|line| {
            let mark = stroke.clone().map(|x| view! { <line class="mark" x1=x.clone() x2=x y1="-4" y2="18"></line> });
            view! {
                <li>
                    <p><span>{line.label}</span> <b>{line.note}</b></p>
                    <svg role="img" aria-label=line.told>
                        <rect class="whole" x="0" y="0" width="100%" height="14"></rect>
                        <rect class="part" x="0" y="0" width=share(u64::from(line.share), 1000) height="14"></rect>
                        {mark}
                    </svg>
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="shares">
            <figcaption class="quiet">{label}</figcaption>
            <ol>{rows}</ol>
        </figure>
    }
}
