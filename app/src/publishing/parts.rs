//! Words and marks of documents that several pages show.

use jiso::{
    lang::Lang,
    publishing::{DocumentKind, DocumentStatus, IMPORTED},
};
use leptos::prelude::*;

use crate::{
    text::publishing as t,
    ui::{Choice, Tag, Tone},
};

pub fn status_tag(l: Lang, status: DocumentStatus) -> AnyView {
    let tone = match status {
        DocumentStatus::Draft => Tone::Plain,
        DocumentStatus::Published => Tone::Good,
        DocumentStatus::Changed => Tone::Wait,
    };
    view! { <Tag tone>{t::status(l, status.as_str())}</Tag> }.into_any()
}

/// Who wrote a revision.
pub fn writer(l: Lang, by: String) -> String {
    if by == IMPORTED { t::imported(l).to_owned() } else { by }
}

/// What editors write: a play is made by the two sides of a visit.
pub fn kinds(l: Lang) -> Vec<Choice> {
    let written = DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Play);
    written.map(|kind| Choice::new(kind.as_str(), t::kind(l, kind.as_str()))).collect()
}

pub fn langs(l: Lang) -> Vec<Choice> {
    Lang::ALL.iter().map(|lang| Choice::new(lang.as_str(), t::lang(l, lang.as_str()))).collect()
}
