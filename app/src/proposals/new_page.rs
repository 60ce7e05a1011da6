use jiso::{
    lang::Lang,
    proposals::{NewProposalSheet, TemplateChoice},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::api::{MakeProposal, proposal_templates};
use crate::{
    format::dot,
    forms::{FormProblems, HiddenField, PostForm, Radios, Submit, use_form},
    frame::{lang, load, show, title},
    text::{kits, proposals as t},
    ui::{Choice, Crumbs, Empty, LinkItem, PageHead},
};

/// `/proposals/new?deal=…`
pub struct NewProposalPage;

#[lazy_route]
impl LazyRoute for NewProposalPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let deal = move || query.with(|q| q.get("deal")).unwrap_or_default();
        show(load(deal, proposal_templates), |sheet| view! { <NewProposal sheet/> }.into_any())
    }
}

#[component]
fn NewProposal(sheet: NewProposalSheet) -> impl IntoView {
    let l = lang();
    let form = use_form::<MakeProposal>();
    let NewProposalSheet { deal, customer, key, templates } = sheet;
    let both = templates.iter().any(|one| one.only.is_none());
    let first = templates.first().map(|one| one.slug.clone()).unwrap_or_default();
    let crumbs = {
        let links = vec![LinkItem::new(format!("/deals/{deal}"), customer.clone())];
        move || view! { <Crumbs label=t::crumbs(l) links=links.clone()/> }
    };
    let option = |one: TemplateChoice| {
        let only = one.only.map(|lang| t::new_only(l, lang.as_str()));
        let marks = [one.stale.then(|| kits::stale(l)), one.fits.then(|| t::new_fits(l)), only];
        let note: Vec<&str> = marks.into_iter().flatten().chain([one.summary.as_str()]).collect();
        let note = note.join(dot(l));
        Choice::new(one.slug, one.title).note(note)
    };
    let body = if templates.is_empty() {
        view! { <section class="sheet"><Empty icon="file-text" title=t::new_none(l) text=t::new_none_text(l)/></section> }
            .into_any()
    } else {
        let options: Vec<Choice> = templates.into_iter().map(option).collect();
        // As the page is read to begin with: the customer may read another.
        let language = both.then(|| {
            let langs = Lang::ALL.map(|lang| Choice::new(lang.as_str(), t::new_lang(l, lang.as_str()))).to_vec();
            view! { <Radios name="lang" label=t::new_language(l) options=langs value=form.value("lang", l.as_str()) problem=form.problem("lang")/> }
        });
        view! {
            <PostForm form class="sheet form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="deal" value=deal.to_string()/>
                <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                <Radios name="template" label=t::new_template(l) options one_column=true value=form.value("template", first) problem=form.problem("template")/>
                {language}
                <div class="form-actions"><Submit pending=form.pending() label=t::new_go(l)/></div>
            </PostForm>
        }
        .into_any()
    };
    view! {
        {title(t::new_title(l))}
        <div class="page narrow">
            <PageHead title=t::new_title(l) lede=t::new_lede(l, customer) above=crumbs/>
            {body}
        </div>
    }
}
