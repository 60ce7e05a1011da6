//! What is done with a kit: kept at hand, used for deals, learnt about.

use jiso::{
    kits::{DealChoice, KitCard, KitLesson, KitUses},
    lang::Lang,
    scripts::SAMPLE_MIN,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use super::api::{KeepFavourite, NoteUsed};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit},
    text::kits as t,
    ui::{Choice, Icon, Sheet},
};

pub type UseForms = (FormState<KeepFavourite>, FormState<NoteUsed>);

/// The page's own query without what only says what was done.
fn own_query() -> String {
    let query = use_location().query.get_untracked();
    let kept: ParamsMap = query.into_iter().filter(|(key, _)| key != "done").collect();
    kept.to_query_string().trim_start_matches('?').to_owned()
}

/// Keeps a kit at hand, or no longer.
pub fn favourite(l: Lang, card: &KitCard, form: FormState<KeepFavourite>) -> AnyView {
    let (wanted, label) = if card.favourite { ("no", t::favourite_drop(l)) } else { ("yes", t::favourite_add(l)) };
    let (slug, query, class) = (card.slug.clone(), own_query(), if card.favourite { "favourite kept" } else { "favourite" });
    let pending = form.pending();
    view! {
        <PostForm form class=class>
            <HiddenField name="slug" value=slug/>
            <HiddenField name="wanted" value=wanted/>
            <HiddenField name="query" value=query/>
            <button type="submit" class="btn small" aria-busy=move || pending.get().to_string()><Icon name="star"/>{label}</button>
        </PostForm>
    }
    .into_any()
}

/// Somebody says for which deal a kit was used.
pub fn used_for(l: Lang, card: &KitCard, deals: Vec<DealChoice>, form: FormState<NoteUsed>) -> AnyView {
    let options = deals.into_iter().map(|deal| Choice::new(deal.deal.to_string(), deal.customer)).collect();
    let (slug, query) = (card.slug.clone(), own_query());
    view! {
        <Sheet title=t::used_title(l) id="used">
            <p class="quiet">{t::used_lead(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="slug" value=slug/>
                <HiddenField name="query" value=query/>
                <SelectField name="used_for" label=t::used_deal(l) value=form.value("used_for", "") options problem=form.problem("used_for") none=t::used_choose(l)/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::used_note(l)/></div>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// How often it was used, and won; a share only where enough deals have ended.
pub fn used_facts(l: Lang, uses: KitUses) -> Vec<(String, String)> {
    let used = if uses.deals == 0 { t::used_none(l).to_owned() } else { t::used_value(l, uses.deals, uses.won) };
    let rate = match uses.win_percent() {
        Some(percent) => t::rate_value(l, percent, uses.decided()),
        None => t::rate_few(l, uses.decided(), SAMPLE_MIN),
    };
    let mut facts = vec![(t::used(l).to_owned(), used)];
    if uses.deals > 0 {
        facts.push((t::rate(l).to_owned(), rate));
    }
    facts
}

pub fn lessons_sheet(l: Lang, lessons: Vec<KitLesson>) -> AnyView {
    let rows = lessons.into_iter().map(|lesson| {
        let href = format!("/learn/{}/{}", lesson.module, lesson.lesson);
        view! { <li><div><h3><a href=href>{lesson.title}</a></h3></div><Icon name="chevron-right"/></li> }
    });
    view! { <Sheet title=t::lessons(l)><ul class="rows">{rows.collect_view()}</ul></Sheet> }.into_any()
}
