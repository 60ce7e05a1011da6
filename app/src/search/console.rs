//! What the vendor's two pages about the search share.

use jiso::lang::Lang;
use leptos::prelude::*;

use crate::{
    text::search as t,
    ui::{LinkItem, TabsLine},
};

/// The one page beside the other.
pub fn tabs(l: Lang, here: &str) -> AnyView {
    let link = |href: &'static str, label: &'static str| LinkItem::new(href, label).here(href == here);
    let links = vec![link("/console/searches", t::tab_misses(l)), link("/console/synonyms", t::tab_synonyms(l))];
    view! { <TabsLine label=t::tabs(l) links/> }.into_any()
}
