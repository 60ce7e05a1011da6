//! Shares of a whole, a bar a line, so that many lines can be compared at a glance.

use leptos::prelude::*;

use super::chart::share;

/// One line: what it is, what is said of it, and three shares in thousandths, the widest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareLine {
    pub label: String,
    pub note: String,
    pub shares: [u32; 3],
    /// The bar as a sentence.
    pub told: String,
    /// Too little is behind it.
    pub faint: bool,
}

/// The first line is what the others are compared with: a stroke at its innermost share goes through all of them.
#[component]
pub fn ShareChart(
    lines: Vec<ShareLine>,
    /// What the picture shows.
    #[prop(into)]
    label: String,
    /// What the whole and its shares are called.
    names: [String; 4],
) -> impl IntoView {
    let stroke = lines.first().map(|line| share(u64::from(line.shares[2]), 1000));
    let rows = lines
        .into_iter()
        .map(|line| {
            let bars = ["reach", "reach more", "reach most"].into_iter().zip(line.shares).map(|(class, part)| {
                view! { <rect class=class x="0" y="0" width=share(u64::from(part), 1000) height="14"></rect> }
            });
            let bars = bars.collect_view();
            let mark = stroke.clone().map(|x| view! { <line class="mark" x1=x.clone() x2=x y1="-4" y2="18"></line> });
            view! {
                <li class=if line.faint { "faint" } else { "" }>
                    <p><span>{line.label}</span> <b>{line.note}</b></p>
                    <svg role="img" aria-label=line.told>
                        <rect class="whole" x="0" y="0" width="100%" height="14"></rect>
                        {bars}
                        {mark}
                    </svg>
                </li>
            }
        })
        .collect_view();
    let legend = names.into_iter().map(|name| view! { <span>{name}</span> }).collect_view();
    view! {
        <figure class="shares">
            <figcaption class="quiet">{label}</figcaption>
            <p class="legend">{legend}</p>
            <ol>{rows}</ol>
        </figure>
    }
}
