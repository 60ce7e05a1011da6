use jiso::{
    goals::Side,
    visits::{VISIT_MINUTES, VisitRequestSheet},
};
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{RequestVisit, visit_to_request},
    plan_parts::time_fields,
};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextArea, TextField, use_form},
    frame::{lang, load, show, title},
    text::visits as t,
    ui::{Choice, Crumbs, LinkItem, PageHead},
};

/// `/visits/new?deal=…`
pub struct RequestVisitPage;

#[lazy_route]
impl LazyRoute for RequestVisitPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let form = use_form::<RequestVisit>();
        let deal = move || query.with(|q| q.get("deal")).unwrap_or_default();
        show(load(deal, visit_to_request), move |sheet| view! { <Request sheet form/> }.into_any())
    }
}

#[component]
fn Request(sheet: VisitRequestSheet, form: FormState<RequestVisit>) -> impl IntoView {
    let l = lang();
    let VisitRequestSheet { deal, customer, reader, key, first_day, notice_days, answer_days } = sheet;
    let (deal_href, lede, heading) = match reader {
        Side::Partner => (format!("/deals/{deal}"), t::request_lede(l, i64::from(answer_days)), t::request_title(l)),
        Side::Vendor => (format!("/console/deals/{deal}"), t::offer_lede(l).to_owned(), t::offer_title(l)),
    };
    let crumbs = {
        let customer = customer.clone();
        move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new(deal_href.clone(), customer.clone())] here=t::title(l)/> }
    };
    let minutes = VISIT_MINUTES.iter().map(|n| Choice::new(n.to_string(), t::minutes(l, i64::from(*n)))).collect();
    let line = move |name: &'static str, label: &'static str, hint: &'static str| {
        view! { <TextField name autocomplete="off" label hint value=form.value(name, "") problem=form.problem(name)/> }
    };
    view! {
        {title(heading)}
        <div class="page narrow">
            <PageHead title=heading lede above=crumbs/>
            <section class="sheet">
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="idempotency_key" value=form.value("idempotency_key", key)/>
                    <HiddenField name="deal" value=deal.to_string()/>
                    <TextArea name="purpose" rows=2 label=t::purpose(l) hint=t::purpose_hint(l) value=form.value("purpose", "") problem=form.problem("purpose")/>
                    {line("meets", t::meets(l), t::meets_hint(l))}
                    <div class="pair">
                        {line("partner_role", t::partner_role(l), t::partner_role_hint(l))}
                        {line("vendor_role", t::vendor_role(l), t::vendor_role_hint(l))}
                    </div>
                    <div class="pair">
                        {line("place", t::place(l), t::place_hint(l))}
                        <SelectField name="minutes" label=t::how_long(l) value=form.value("minutes", "60") options=minutes problem=form.problem("minutes")/>
                    </div>
                    <p class="quiet">{t::times_lead(l, i64::from(notice_days))}</p>
                    {time_fields(l, form, first_day, &[])}
                    <div class="form-actions"><Submit class="btn go" pending=form.pending() label=t::request_send(l)/></div>
                </PostForm>
            </section>
        </div>
    }
}
