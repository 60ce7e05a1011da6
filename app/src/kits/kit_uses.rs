//! What is done with a kit: kept at hand, used for deals, learnt about.

use jiso::{
    kits::{DealChoice, DealUse, KitCard, KitLesson, KitUses, UseKept},
    lang::Lang,
    scripts::SAMPLE_MIN,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

use super::api::{KeepFavourite, NoteUsed, TakeBackUse};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit},
    text::kits as t,
    ui::{Choice, Icon, More, Sheet},
};

pub type UseForms = (FormState<KeepFavourite>, DealForms);

/// To say that a kit was used for a deal, and to take that back.
pub type DealForms = (FormState<NoteUsed>, FormState<TakeBackUse>);

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

/// Whether a kit was used for the deal that the page names, and for which others it was, as somebody says.
pub fn used_for(l: Lang, card: &KitCard, named: Option<DealUse>, deals: Vec<DealChoice>, forms: DealForms) -> Option<AnyView> {
    if named.is_none() && deals.is_empty() {
        return None;
    }
    let (note, take_back) = forms;
    let mut others = deals;
    let choose = match named.as_ref() {
        None => Some(note_for_one_of(l, card, others, note)),
        Some(named) => {
            others.retain(|other| other.deal != named.deal);
            // What was refused shall be seen, though it stands among what is folded.
            let open = note.failure().with_untracked(Option::is_some);
            (!others.is_empty()).then(|| {
                let form = note_for_one_of(l, card, others, note);
                view! { <More summary=t::used_other(l) open>{form}</More> }.into_any()
            })
        }
    };
    let named = named.map(|named| of_this_deal(l, card, named, forms));
    let view = view! {
        <Sheet title=t::used_title(l) id="used">
            <p class="quiet">{t::used_lead(l)}</p>
            <FormProblems failure=note.failure()/>
            <FormProblems failure=take_back.failure()/>
            {named}
            {choose}
        </Sheet>
    };
    Some(view.into_any())
}

fn note_for_one_of(l: Lang, card: &KitCard, deals: Vec<DealChoice>, form: FormState<NoteUsed>) -> AnyView {
    let options = deals.into_iter().map(|deal| Choice::new(deal.deal.to_string(), deal.customer)).collect();
    let (slug, query) = (card.slug.clone(), own_query());
    view! {
        <PostForm form class="form">
            <HiddenField name="slug" value=slug/>
            <HiddenField name="query" value=query/>
            <SelectField name="used_for" label=t::used_deal(l) value=form.value("used_for", "") options problem=form.problem("used_for") none=t::used_choose(l)/>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::used_note(l)/></div>
        </PostForm>
    }
    .into_any()
}

/// An address with a deal is handed on, so that reading it says nothing: whoever used the kit presses the button.
fn of_this_deal(l: Lang, card: &KitCard, named: DealUse, (note, take_back): DealForms) -> AnyView {
    let DealUse { deal, customer, kept } = named;
    let (slug, deal, query) = (card.slug.clone(), deal.to_string(), own_query());
    match kept {
        UseKept::NotYet => view! {
            <p>{t::used_not_yet(l, customer)}</p>
            <PostForm form=note>
                <HiddenField name="slug" value=slug/>
                <HiddenField name="query" value=query/>
                <HiddenField name="used_for" value=deal/>
                <div class="form-actions"><Submit class="btn" pending=note.pending() label=t::used_this(l)/></div>
            </PostForm>
        }
        .into_any(),
        UseKept::Noted => view! {
            <p class="quiet">{t::used_kept(l, customer)}</p>
            <PostForm form=take_back>
                <HiddenField name="slug" value=slug/>
                <HiddenField name="query" value=query/>
                <HiddenField name="used_for" value=deal/>
                <Submit class="btn quiet small" pending=take_back.pending() label=t::used_take_back(l)/>
            </PostForm>
        }
        .into_any(),
        UseKept::Followed => view! { <p class="quiet">{t::used_kept(l, customer)}</p> }.into_any(),
    }
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
