use jiso::proposals::ProposalSheet;
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
    params::ParamsMap,
};

use super::{
    api::{KeepProposal, PutLogo, SaveProposal, SendProposal, proposal},
    autosave::use_autosave,
    beside::{Files, Logo, Openings, Sending, Versions},
    customer_link::LinkForms,
    write::Write,
};
use crate::{
    forms::{FormState, use_form},
    frame::{lang, load, show, title},
    text::proposals as t,
    ui::{Crumbs, LinkItem, Notice, PageHead, Tag, Tone},
};

/// `/proposals/:id`
pub struct ProposalPage;

#[lazy_route]
impl LazyRoute for ProposalPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let forms = Forms {
            save: use_form::<SaveProposal>(),
            send: use_form::<SendProposal>(),
            keep: use_form::<KeepProposal>(),
            logo: use_form::<PutLogo>(),
            links: LinkForms { share: use_form(), withdraw: use_form() },
        };
        let which = move || (params.with(|p| p.get("id")).unwrap_or_default(), query.with(ParamsMap::to_query_string));
        show(load(which, |(id, _)| proposal(id)), move |sheet| view! { <Proposal sheet forms/> }.into_any())
    }
}

#[derive(Clone, Copy)]
struct Forms {
    save: FormState<SaveProposal>,
    send: FormState<SendProposal>,
    keep: FormState<KeepProposal>,
    logo: FormState<PutLogo>,
    links: LinkForms,
}

#[component]
fn Proposal(sheet: ProposalSheet, forms: Forms) -> impl IntoView {
    let l = lang();
    let query = use_query_map();
    let told = move || {
        let text = query.with(|q| t::done(l, &q.get("done").unwrap_or_default()));
        (!text.is_empty()).then(|| view! { <Notice tone=Tone::Good title=text/> })
    };
    let Forms { save, send, keep, logo, links } = forms;
    let autosave = use_autosave(save, sheet.form.seen.clone());
    let headline = sheet.form.title.clone();
    let id = sheet.id.to_string();
    let (may, gaps) = (sheet.may, sheet.gaps);
    let crumbs = {
        let place = if sheet.company_name.is_some() { "/console/deals" } else { "/deals" };
        let links = vec![LinkItem::new(format!("{place}/{}", sheet.deal), sheet.form.customer.clone())];
        move || view! { <Crumbs label=t::crumbs(l) links=links.clone()/> }
    };
    let state = match (sheet.versions.first(), sheet.kept) {
        (None, _) => t::tag_draft(l).to_owned(),
        (Some(last), true) => t::tag_kept(l, last.number),
        (Some(last), false) => t::tag_changed(l, last.number),
    };
    let company = sheet.company_name.clone().map(|name| view! { <span class="quiet">{name}</span> });
    let own = sheet.lang;
    let own = (own != l).then(|| view! { <Tag>{t::new_lang(l, own.as_str())}</Tag> });
    let template = t::from_template(l, &sheet.template);
    let gaps = (gaps > 0).then(|| {
        view! { <Notice tone=Tone::Wait title=t::gaps(l, i64::from(gaps))>{may.then(|| view! { <p>{t::gaps_text(l)}</p> })}</Notice> }
    });
    let (versions, openings, unprintable) = (sheet.versions.clone(), sheet.openings.clone(), sheet.unprintable.clone());
    let sending = may.then(|| {
        let (id, key, to) = (id.clone(), sheet.key.clone(), sheet.form.contact.clone());
        view! { <Sending id key to today=sheet.today send keep/> }
    });
    let logo = may.then(|| view! { <Logo now=sheet.logo.clone() form=logo/> });
    view! {
        {title(headline.clone())}
        <div class="page">
            <PageHead title=headline lede={if may { t::lede(l) } else { t::lede_read(l) }} above=crumbs>
                <p class="tags"><Tag>{state}</Tag> {own} {company} <span class="quiet">{template}</span></p>
            </PageHead>
            <div role="status" class="live">{told}</div>
            {gaps}
            <div
                class="split"
                on:submit:capture=move |event: SubmitEvent| autosave.before_submit(&event)
                on:click:capture=move |event: MouseEvent| autosave.before_click(&event)
            >
                <div class="stack"><Write sheet form=save autosave asked=send.problem("with_gaps")/></div>
                <div class="stack">
                    <Files id=id.clone() unprintable/>
                    {sending}
                    <Versions id versions links=may.then_some(links)/>
                    {logo}
                    <Openings openings/>
                </div>
            </div>
        </div>
    }
}
