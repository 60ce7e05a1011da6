//! Searches to make again: the reader's recent ones, and those they saved.

use jiso::{
    lang::Lang,
    search::{KeptSearch, KeptSearches, SaveSearchForm, SearchQuery},
};
use leptos::prelude::*;

use crate::{
    forms::{FormState, HiddenField, PostForm, Submit},
    search::api::{ForgetSearch, SaveSearch},
    text::kits as t,
    ui::{Facets, LinkItem, Tag, Tone},
};

#[derive(Clone, Copy)]
pub struct KeptForms {
    pub save: FormState<SaveSearch>,
    pub forget: FormState<ForgetSearch>,
}

fn link(kept: &KeptSearch) -> LinkItem {
    LinkItem::new(format!("/kits?{}", kept.address), kept.label.clone())
}

/// Over the list of kits; nothing where nothing was searched for yet.
pub fn kept_searches(l: Lang, kept: KeptSearches, forms: KeptForms) -> Option<AnyView> {
    let KeptSearches { recent, saved } = kept;
    if recent.is_empty() && saved.is_empty() {
        return None;
    }
    let forget = forms.forget;
    let recent = (!recent.is_empty()).then(|| {
        let links = recent.iter().map(link).collect();
        view! {
            <div>
                <dt>{t::recent(l)}</dt>
                <dd>
                    <Facets label=t::recent(l) links/>
                    <PostForm form=forget>
                        <HiddenField name="address" value=String::new()/>
                        <Submit class="btn quiet small" pending=forget.pending() label=t::recent_clear(l)/>
                    </PostForm>
                </dd>
            </div>
        }
    });
    let saved = (!saved.is_empty()).then(|| {
        let lines = saved.into_iter().map(|kept| saved_line(l, kept, forget)).collect_view();
        view! {
            <div>
                <dt>{t::saved(l)}</dt>
                <dd><ul class="rows">{lines}</ul></dd>
            </div>
        }
    });
    Some(view! { <section class="sheet narrowing" aria-label=t::kept(l)><dl>{recent}{saved}</dl></section> }.into_any())
}

fn saved_line(l: Lang, kept: KeptSearch, forget: FormState<ForgetSearch>) -> AnyView {
    let LinkItem { href, label, .. } = link(&kept);
    let (named, pending) = (t::saved_remove_named(l, &label), forget.pending());
    view! {
        <li>
            <a class="link" href=href>{label}</a>
            <PostForm form=forget>
                <HiddenField name="address" value=kept.address/>
                <button type="submit" class="btn quiet small" aria-label=named aria-busy=move || pending.get().to_string()>{t::saved_remove(l)}</button>
            </PostForm>
        </li>
    }
    .into_any()
}

/// Under what was found.
pub fn keep_button(l: Lang, query: &SearchQuery, saved: bool, forms: KeptForms) -> AnyView {
    if saved {
        return view! { <p class="tags"><Tag tone=Tone::Good icon="circle-check">{t::is_saved(l)}</Tag></p> }.into_any();
    }
    let (form, SaveSearchForm { q, kind, industry, size, phase, competitor }) = (forms.save, SaveSearchForm::of(query));
    view! {
        <PostForm form>
            <HiddenField name="q" value=q/>
            <HiddenField name="kind" value=kind/>
            <HiddenField name="industry" value=industry/>
            <HiddenField name="size" value=size/>
            <HiddenField name="phase" value=phase/>
            <HiddenField name="competitor" value=competitor/>
            <Submit class="btn" pending=form.pending() label=t::save(l)/>
        </PostForm>
    }
    .into_any()
}
