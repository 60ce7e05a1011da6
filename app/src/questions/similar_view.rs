use jiso::{lang::Lang, questions::Similar};
use leptos::prelude::*;

use crate::{text::questions as t, ui::Tag};

/// What may be the answer already.
pub fn similar_rows(l: Lang, similar: Vec<Similar>) -> impl IntoView {
    let row = move |one: Similar| {
        let kind = if one.question { t::similar_own(l) } else { t::similar_text(l) };
        view! {
            <li>
                <div>
                    <h3><a href=one.href>{one.title}</a></h3>
                    <p class="quiet">{one.excerpt}</p>
                </div>
                <Tag>{kind}</Tag>
            </li>
        }
    };
    view! { <ul class="rows">{similar.into_iter().map(row).collect_view()}</ul> }
}
