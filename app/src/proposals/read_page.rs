use jiso::proposals::ProposalText;
use leptos::prelude::*;
use leptos_router::{
    LazyRoute,
    hooks::{use_params_map, use_query_map},
    lazy_route,
};

use super::{api::read_proposal, beside::Unprintable, paper::Paper};
use crate::{
    frame::{lang, load, show, title},
    text::proposals as t,
    ui::{Icon, PrintButton, Tag},
};

/// `/proposals/:id/read`: as the customer will read it.
pub struct ReadProposalPage;

#[lazy_route]
impl LazyRoute for ReadProposalPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let (params, query) = (use_params_map(), use_query_map());
        let which = move || {
            let id = params.with(|p| p.get("id")).unwrap_or_default();
            (id, query.with(|q| q.get("version")).unwrap_or_default())
        };
        show(load(which, |(id, version)| read_proposal(id, version)), |text| view! { <Letter text/> }.into_any())
    }
}

#[component]
fn Letter(text: ProposalText) -> impl IntoView {
    let l = lang();
    let ProposalText { id, version, lang: own, title: headline, addressee, sender, date, logo, html, unprintable } = text;
    let back = format!("/proposals/{id}");
    let pdf = match version {
        Some(n) => format!("/proposals/{id}/pdf?version={n}"),
        None => format!("/proposals/{id}/pdf"),
    };
    let warning = (!unprintable.is_empty()).then(|| view! { <div class="no-print"><Unprintable unprintable/></div> });
    let mark = version.map_or_else(|| t::tag_draft(l).to_owned(), |n| t::version(l, n));
    view! {
        {title(headline.clone())}
        <div class="page">
            <div class="no-print tags letter-tools">
                <a class="link" href=back>{t::back_read(l)}</a>
                <Tag>{mark}</Tag>
                <a class="btn small" rel="external" target="_blank" href=pdf><Icon name="printer"/> {t::pdf(l)}</a>
                <PrintButton label=t::print_page(l)/>
            </div>
            {warning}
            <Paper lang=own headline addressee sender date logo html/>
        </div>
    }
}
