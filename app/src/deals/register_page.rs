use std::time::Duration;

use jiso::{
    deals::{NewDealSheet, ProductLabel, RegistrationForm, Verdict, VerdictQuery},
    time::Timestamp,
};
use leptos::{ev::MouseEvent, prelude::*, server_fn::ServerFn, web_sys::Event};
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{AutosaveDeal, DealVerdict, RegisterDeal, SaveDealDraft, new_deal},
    approval_view::{ApprovalNow, ApprovalSheet, Meant},
    parts::{industries, product_choices, sizes, territories},
    register_aside::{RegisterAside, Short},
    verdict_view::VerdictView,
};
use crate::{
    format,
    forms::{
        FormProblems, FormState, HiddenField, PostForm, Radios, SelectField, Submit, TextArea, TextField, Typed, encoded_fields,
        use_form_among, use_posting,
    },
    frame::{failure_text, lang, load, show, title},
    text::deals as t,
    ui::{Crumbs, LinkItem, Notice, PageHead, Tone},
    wire::Reply,
};

const UNTIL_SAVED: Duration = Duration::from_secs(1);
const UNTIL_ASKED: Duration = Duration::from_millis(400);

/// `/deals/new`
pub struct RegisterPage;

#[lazy_route]
impl LazyRoute for RegisterPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_query_map();
        let asked = move || query.with(|q| (q.get("again").unwrap_or_default(), q.get("target"), q.get("lead")));
        show(load(asked, |(again, target, lead)| new_deal(again, target, lead)), |sheet| view! { <Register sheet/> }.into_any())
    }
}

#[component]
fn Register(sheet: NewDealSheet) -> impl IntoView {
    let l = lang();
    let form = use_form_among::<RegisterDeal>(&[SaveDealDraft::PATH]);
    let NewDealSheet { form: draft, draft_saved_at, verdict, products, earns, eligibility, approvals, waits, .. } = sheet;
    let (saving, asking) = (use_posting::<AutosaveDeal>(), use_posting::<DealVerdict>());
    let mut save = debounce(UNTIL_SAVED, move |fields: String| saving.send(fields));
    let mut ask = debounce(UNTIL_ASKED, move |fields: String| asking.send(fields));
    // What a failed post brought back may be another customer than the draft's.
    let shown = VerdictQuery {
        customer: form.value("customer", draft.customer.clone()),
        corporate_number: form.value("corporate_number", draft.corporate_number.clone()),
        domain: form.value("domain", draft.domain.clone()),
        product: form.value("product", draft.product.clone()),
    };
    let same = shown == draft.verdict_query();
    let verdict = verdict.filter(|_| same);
    let meant = Meant {
        product: shown.product.clone(),
        territory: form.value("territory", draft.territory.clone()),
        amount: form.value("amount", draft.amount.clone()),
    };
    let (meant, mean) = signal(meant);
    let asked = StoredValue::new(shown);
    Effect::new(move |_| {
        if !same && let Some(fields) = asked.with_value(query_fields) {
            asking.send(fields);
        }
    });
    let typed = move |event: Event| {
        let Some(form) = Typed::by(&event) else { return };
        let query = VerdictQuery {
            customer: form.value("customer"),
            corporate_number: form.value("corporate_number"),
            domain: form.value("domain"),
            product: form.value("product"),
        };
        let (territory, amount) = (form.value("territory"), form.value("amount"));
        let now = Meant { product: query.product.clone(), territory, amount };
        if meant.with_untracked(|before| *before != now) {
            mean.set(now);
        }
        if asked.with_value(|before| *before != query) {
            query_fields(&query).into_iter().for_each(&mut ask);
            asked.set_value(query);
        }
        form.encoded().into_iter().for_each(&mut save);
    };
    let keep = move |event: MouseEvent| {
        if let Some(fields) = Typed::by(&event).and_then(|form| form.encoded()) {
            event.prevent_default();
            saving.send(fields);
        }
    };
    let verdict = Signal::derive(move || asking.outcome().or(verdict.map(|verdict| Ok(Some(verdict)))));
    let (in_short, named, rules) = (earns.clone(), products.clone(), approvals.clone());
    let saved = Signal::derive(move || saving.outcome());
    let crumbs = move || view! { <Crumbs label=t::crumbs(l) links=vec![LinkItem::new("/deals", t::deals(l))]/> };
    view! {
        {title(t::new_title(l))}
        <div class="page">
            <PageHead title=t::new_title(l) lede=t::new_lede(l) above=crumbs>
                <Short earns=in_short eligibility/>
            </PageHead>
            {waits.map(|customer| view! { <Notice tone=Tone::Wait title=t::new_waits(l, customer)><p>{t::new_waits_text(l)}</p></Notice> })}
            <div class="split">
                <div on:input=typed>
                    <PostForm form class="sheet form">
                        <FormProblems failure=form.failure()/>
                        <HiddenField name="idempotency_key" value=form.value("idempotency_key", draft.idempotency_key.clone())/>
                        <CustomerFields form draft=draft.clone() verdict/>
                        <DealFields form draft=draft.clone() products/>
                        <NextFields form draft/>
                        <ApprovalNow rules=rules.clone() meant/>
                        <div class="form-actions">
                            <Submit pending=form.pending() label=t::send(l)/>
                            <button type="submit" class="btn" name="_action" value=SaveDealDraft::PATH on:click=keep>{t::save_draft(l)}</button>
                            <DraftNote before=draft_saved_at saved/>
                        </div>
                    </PostForm>
                </div>
                <aside class="stack">
                    <ApprovalSheet rules=approvals products=named/>
                    <RegisterAside earns eligibility/>
                </aside>
            </div>
        </div>
    }
}

fn query_fields(query: &VerdictQuery) -> Option<String> {
    let VerdictQuery { customer, corporate_number, domain, product } = query;
    encoded_fields(&[("customer", customer), ("corporate_number", corporate_number), ("domain", domain), ("product", product)])
}

#[component]
fn CustomerFields(
    form: FormState<RegisterDeal>,
    draft: RegistrationForm,
    verdict: Signal<Option<Reply<Option<Verdict>>>>,
) -> impl IntoView {
    let l = lang();
    view! {
        <fieldset class="fieldset">
            <legend>{t::new_customer(l)}</legend>
            <TextField name="customer" label=t::field_customer(l) hint=t::customer_hint(l) autocomplete="off"
                value=form.value("customer", draft.customer) problem=form.problem("customer")/>
            <VerdictView verdict/>
            <div class="pair">
                <TextField name="corporate_number" optional=true label=t::field_corporate_number(l) hint=t::number_hint(l) inputmode="numeric"
                    autocomplete="off" value=form.value("corporate_number", draft.corporate_number) problem=form.problem("corporate_number")/>
                <TextField name="domain" optional=true label=t::field_domain(l) hint=t::domain_hint(l) inputmode="url"
                    autocomplete="off" value=form.value("domain", draft.domain) problem=form.problem("domain")/>
            </div>
            <SelectField name="industry" label=t::field_industry(l) none=t::industry_none(l) options=industries(l)
                value=form.value("industry", draft.industry) problem=form.problem("industry")/>
            <SelectField name="territory" optional=true label=t::field_territory(l) none=t::territory_none(l) options=territories(l)
                value=form.value("territory", draft.territory) problem=form.problem("territory")/>
            <Radios name="size" label=t::field_size(l) options=sizes(l) value=form.value("size", draft.size) problem=form.problem("size")/>
        </fieldset>
    }
}

#[component]
fn DealFields(form: FormState<RegisterDeal>, draft: RegistrationForm, products: Vec<ProductLabel>) -> impl IntoView {
    let l = lang();
    view! {
        <fieldset class="fieldset">
            <legend>{t::new_deal(l)}</legend>
            <Radios name="product" label=t::field_product(l) hint=t::product_hint(l) options=product_choices(l, &products)
                value=form.value("product", draft.product) problem=form.problem("product")/>
            <div class="pair">
                <TextField name="amount" label=t::field_amount(l) hint=t::amount_hint(l) before="¥" inputmode="numeric" autocomplete="off"
                    value=form.value("amount", draft.amount) problem=form.problem("amount")/>
                <TextField name="expected_close" kind="date" label=t::field_expected_close(l)
                    value=form.value("expected_close", draft.expected_close) problem=form.problem("expected_close")/>
            </div>
            <TextArea name="need" label=t::field_need(l) hint=t::need_hint(l) value=form.value("need", draft.need) problem=form.problem("need")/>
        </fieldset>
    }
}

#[component]
fn NextFields(form: FormState<RegisterDeal>, draft: RegistrationForm) -> impl IntoView {
    let l = lang();
    view! {
        <fieldset class="fieldset">
            <legend>{t::new_next(l)}</legend>
            <div class="pair">
                <TextField name="next_step" optional=true label=t::field_next_step(l) hint=t::next_step_hint(l) autocomplete="off"
                    value=form.value("next_step", draft.next_step) problem=form.problem("next_step")/>
                <TextField name="next_step_on" optional=true kind="date" label=t::next_step_on(l)
                    value=form.value("next_step_on", draft.next_step_on) problem=form.problem("next_step_on")/>
            </div>
        </fieldset>
    }
}

/// When the draft was saved last, or why it could not be.
#[component]
fn DraftNote(before: Option<Timestamp>, saved: Signal<Option<Reply<Timestamp>>>) -> impl IntoView {
    let l = lang();
    let text = move || match saved.get() {
        Some(Ok(at)) => {
            let minutes = at.minute_of_day();
            t::draft_saved(l, format!("{:02}:{:02}", minutes / 60, minutes % 60))
        }
        Some(Err(fault)) => t::draft_failed(l, failure_text(l, &fault.0)),
        None => before.map(|at| t::draft_saved_on(l, format::moment(l, at))).unwrap_or_default(),
    };
    view! { <p class="quiet" role="status">{text}</p> }
}
