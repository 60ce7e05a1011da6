//! What several pages of the programme show.

use jiso::{
    lang::Lang,
    programme::{Meanwhile, VersionLine, VersionState},
};
use leptos::prelude::*;

use crate::{
    format::{day, moment},
    frame::lang,
    text::programme as t,
    ui::{Crumbs, LinkItem, Notice, Tag, Tone},
};

pub fn state_tag(l: Lang, state: VersionState) -> AnyView {
    let tone = match state {
        VersionState::Now => Tone::Good,
        VersionState::Ahead => Tone::Wait,
        VersionState::Past | VersionState::Overtaken => Tone::Plain,
    };
    view! { <Tag tone>{t::state(l, state.as_str())}</Tag> }.into_any()
}

/// Who published a version, and when.
pub fn origin(l: Lang, version: &VersionLine) -> String {
    match &version.by {
        Some(name) => t::published_by(l, name, moment(l, version.taken_at)),
        None => t::from_file(l, moment(l, version.taken_at)),
    }
}

/// Sentences one below the other; a word where there are none.
pub fn sentences(all: Vec<String>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="quiet">{t::same(lang())}</p> }.into_any();
    }
    view! { <ul class="sentences">{all.into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}</ul> }.into_any()
}

/// Where a page below the programme's belongs.
pub fn crumbs(here: &'static str) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let l = lang();
    move || {
        let up = vec![LinkItem::new("/console/programme", t::title(l))];
        view! { <Crumbs label=t::here(l) links=up here=here.to_owned()/> }.into_any()
    }
}

/// Somebody else published while one wrote: what they changed, and that nothing is lost.
#[component]
pub fn MeanwhileNotice(meanwhile: Meanwhile) -> impl IntoView {
    let l = lang();
    let Meanwhile { base, newest, changes } = meanwhile;
    let from = day(l, newest.valid_from.day());
    let title = t::meanwhile(l, newest.number);
    let about = t::meanwhile_text(l, origin(l, &newest), from, base);
    let note = (!newest.note.is_empty()).then(|| view! { <p>{t::noted(l, newest.note.clone())}</p> });
    view! {
        <Notice tone=Tone::Wait title>
            <p>{about}</p>
            {note}
            {sentences(changes)}
        </Notice>
    }
}
