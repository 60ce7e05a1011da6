use jiso::publishing::DocumentKind;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{NewDocument, may_write},
    parts::{kinds, langs},
};
use crate::{
    forms::{FormProblems, PostForm, Radios, SelectField, Submit, TextField, use_form},
    frame::{lang, load, show, title},
    text::publishing as t,
    ui::{Crumbs, LinkItem, PageHead},
};

pub struct NewDocumentPage;

#[lazy_route]
impl LazyRoute for NewDocumentPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| may_write()), |()| view! { <New/> }.into_any())
    }
}

/// A link may bring the place with it: a translation has its original's.
#[component]
fn New() -> impl IntoView {
    let l = lang();
    let form = use_form::<NewDocument>();
    let query = use_query_map();
    let given = move |name: &str| query.with_untracked(|q| q.get(name).unwrap_or_default());
    let kind = RwSignal::new(form.value("kind", given("kind")));
    let is_lesson = move || kind.get() == DocumentKind::Lesson.as_str();
    let lang_given = given("written");
    let first = if lang_given.is_empty() { l.as_str().to_owned() } else { lang_given };
    view! {
        {title(t::new(l))}
        <div class="page narrow">
            <PageHead
                title=t::new(l)
                lede=t::new_lede(l).to_owned()
                above=move || view! { <Crumbs label=t::here(l) links=vec![LinkItem::new("/console/content", t::content(l))]/> }
            />
            <PostForm form class="sheet form">
                <FormProblems failure=form.failure()/>
                <SelectField
                    name="kind"
                    label=t::kind_label(l)
                    options=kinds(l)
                    none=t::choose(l)
                    value=kind.get_untracked()
                    problem=form.problem("kind")
                    on_typed=Callback::new(move |chosen| kind.set(chosen))
                />
                <TextField name="title" label=t::field(l, "title") hint=t::title_hint(l) value=form.value("title", "") problem=form.problem("title")/>
                <TextField name="slug" label=t::slug(l) hint=t::slug_hint(l) value=form.value("slug", given("slug")) problem=form.problem("slug") autocomplete="off"/>
                <Radios name="lang" label=t::language(l) options=langs(l) value=form.value("lang", first) problem=form.problem("lang")/>
                <details class="more" open=is_lesson>
                    <summary>{t::place(l)}</summary>
                    <div class="pair">
                        <TextField
                            name="module"
                            optional=true
                            label=t::module(l)
                            hint=t::module_hint(l)
                            value=form.value("module", given("module"))
                            problem=form.problem("module")
                            autocomplete="off"
                        />
                        <TextField
                            name="position"
                            optional=true
                            inputmode="numeric"
                            label=t::position(l)
                            hint=t::position_hint(l)
                            value=form.value("position", given("position"))
                            problem=form.problem("position")
                        />
                    </div>
                </details>
                <div class="form-actions"><Submit pending=form.pending() label=t::new_go(l)/></div>
            </PostForm>
        </div>
    }
}
