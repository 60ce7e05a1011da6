use jiso::{lang::Lang, publishing::Industry};
use leptos::prelude::*;

use crate::{text::publishing, ui::Tag};

/// Whom an announcement concerns most.
pub fn industry_tags(l: Lang, industries: &[Industry]) -> AnyView {
    let words = industries.iter().map(|one| publishing::industry(l, one.as_str()));
    words.map(|word| view! { <Tag>{word}</Tag> }).collect_view().into_any()
}
