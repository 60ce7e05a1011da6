//! What both sides' pages show of a target.

use jiso::{
    deals::{CompanySize, Industry, Territory},
    lang::Lang,
};
use leptos::prelude::*;

use crate::{format::dot, forms::wire_name, text::deals as d, ui::field_id};

/// Industry, size and area in one line.
pub fn profile(l: Lang, industry: Industry, size: CompanySize, territory: Option<Territory>) -> String {
    let area = territory.map(|area| d::territory(l, area.as_str()));
    let all = [Some(d::industry(l, industry.as_str())), Some(d::size(l, size.as_str())), area];
    all.into_iter().flatten().collect::<Vec<_>>().join(dot(l))
}

/// A file beside a text that could be pasted as well.
#[component]
pub fn FileField(name: &'static str, label: &'static str) -> impl IntoView {
    let id = field_id(name);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input type="file" id=id name=wire_name(name) accept=".csv,.tsv,.txt,text/csv,text/plain"/>
        </div>
    }
}
