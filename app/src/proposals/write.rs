//! What is written into a proposal, and what is locked.

use std::time::Duration;

use jiso::{
    proposals::{OwnForm, ProposalPart, ProposalSheet, SaveForm},
    time::Timestamp,
};
use leptos::{prelude::*, web_sys::Event};

use super::api::{AutosaveProposal, SaveProposal};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, TextField, Typed, use_posting},
    frame::{failure_text, lang},
    text::proposals as t,
    ui::Icon,
    wire::Reply,
};

const UNTIL_SAVED: Duration = Duration::from_secs(1);

#[component]
pub fn Write(sheet: ProposalSheet, form: FormState<SaveProposal>) -> impl IntoView {
    let l = lang();
    let ProposalSheet { parts, form: written, saved_at, saved_by, may, .. } = sheet;
    if !may {
        return view! { <Read parts written/> }.into_any();
    }
    let saving = use_posting::<AutosaveProposal>();
    let mut save = debounce(UNTIL_SAVED, move |fields: String| saving.send(fields));
    let typed = move |event: Event| {
        Typed::by(&event).and_then(|form| form.encoded()).into_iter().for_each(&mut save);
    };
    let (id, seen) = (written.id.clone(), written.seen.clone());
    let before = t::saved_before(l, saved_by, moment(l, saved_at));
    let saved = Signal::derive(move || saving.outcome());
    let bundle = written.own.clone();
    let regions = written.regions.clone();
    let texts = parts
        .into_iter()
        .map(|part| match part {
            ProposalPart::Locked(html) => view! { <Locked html/> }.into_any(),
            ProposalPart::Bundle => view! { <Own own=bundle.clone() form/> }.into_any(),
            ProposalPart::Editable(place, heading, rows) => {
                let name = format!("regions.{place}");
                let text = usize::try_from(place).ok().and_then(|place| regions.get(place)).cloned().unwrap_or_default();
                let label = if heading.is_empty() { t::editable_top(l).to_owned() } else { t::editable(l, heading) };
                let value = form.value(&name, text);
                view! {
                    <TextArea name=name.clone() rows optional=true label hint=t::editable_hint(l) value problem=form.problem(name)/>
                }
                .into_any()
            }
        })
        .collect_view();
    view! {
        <div on:input=typed>
            <PostForm form class="sheet form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="id" value=id/>
                <HiddenField name="seen" value=seen/>
                <Head written form/>
                <fieldset class="fieldset proposal-text"><legend>{t::text(l)}</legend>{texts}</fieldset>
                <div class="form-actions">
                    <Submit pending=form.pending() label=t::save(l)/>
                    <SavedNote before saved/>
                </div>
            </PostForm>
        </div>
    }
    .into_any()
}

#[component]
fn Head(written: SaveForm, form: FormState<SaveProposal>) -> impl IntoView {
    let l = lang();
    let SaveForm { title, customer, contact, industry, employees, amount, rep, date, .. } = written;
    view! {
        <fieldset class="fieldset">
            <legend>{t::head(l)}</legend>
            <TextField name="title" label=t::field_title(l) autocomplete="off" value=form.value("title", title) problem=form.problem("title")/>
            <div class="pair">
                <TextField name="customer" label=t::field_customer(l) hint=t::field_customer_hint(l) autocomplete="off"
                    value=form.value("customer", customer) problem=form.problem("customer")/>
                <TextField name="contact" optional=true label=t::field_contact(l) hint=t::field_contact_hint(l) autocomplete="off"
                    value=form.value("contact", contact) problem=form.problem("contact")/>
            </div>
            <div class="pair">
                <TextField name="industry" optional=true label=t::field_industry(l) autocomplete="off"
                    value=form.value("industry", industry) problem=form.problem("industry")/>
                <TextField name="employees" optional=true label=t::field_employees(l) inputmode="numeric" autocomplete="off"
                    value=form.value("employees", employees) problem=form.problem("employees")/>
            </div>
            <div class="pair">
                <TextField name="amount" optional=true label=t::field_amount(l) autocomplete="off"
                    value=form.value("amount", amount) problem=form.problem("amount")/>
                <TextField name="date" kind="date" label=t::field_date(l) value=form.value("date", date) problem=form.problem("date")/>
            </div>
            <TextField name="rep" label=t::field_rep(l) autocomplete="off" value=form.value("rep", rep) problem=form.problem("rep")/>
        </fieldset>
    }
}

/// The partner's own products, four lines of them.
#[component]
fn Own(own: Vec<OwnForm>, form: FormState<SaveProposal>) -> impl IntoView {
    let l = lang();
    let line = move |(place, one): (usize, OwnForm)| {
        let [name, about, price] = ["name", "line", "price"].map(|part| format!("own.{place}.{part}"));
        view! {
            <fieldset class="own-product">
                <legend>{t::own_row(l, place + 1)}</legend>
                <TextField name=name.clone() optional=true label=t::own_name(l) autocomplete="off" value=form.value(&name, one.name) problem=form.problem(name)/>
                <TextField name=about.clone() optional=true label=t::own_line(l) autocomplete="off" value=form.value(&about, one.line) problem=form.problem(about)/>
                <TextField name=price.clone() optional=true label=t::own_price(l) autocomplete="off" value=form.value(&price, one.price) problem=form.problem(price)/>
            </fieldset>
        }
    };
    view! {
        <section class="own-products">
            <h3>{t::own(l)}</h3>
            <p class="quiet">{t::own_lead(l)}</p>
            {own.into_iter().enumerate().map(line).collect_view()}
        </section>
    }
}

/// What the vendor claims.
#[component]
fn Locked(html: String) -> impl IntoView {
    let l = lang();
    view! {
        <section class="locked-part">
            <p class="quiet lock"><Icon name="lock"/> {t::locked(l)}</p>
            <div class="prose" inner_html=html></div>
        </section>
    }
}

/// For who may not write.
#[component]
fn Read(parts: Vec<ProposalPart>, written: SaveForm) -> impl IntoView {
    let regions = written.regions;
    let texts = parts
        .into_iter()
        .filter_map(|part| match part {
            ProposalPart::Locked(html) => Some(view! { <Locked html/> }.into_any()),
            ProposalPart::Bundle => None,
            ProposalPart::Editable(place, heading, _) => {
                let text = usize::try_from(place).ok().and_then(|place| regions.get(place)).cloned().unwrap_or_default();
                Some(view! { <section><h3>{heading}</h3><p class="as-typed">{text}</p></section> }.into_any())
            }
        })
        .collect_view();
    view! { <section class="sheet proposal-text">{texts}</section> }
}

/// When it was saved last, or why it could not be.
#[component]
fn SavedNote(before: String, saved: Signal<Option<Reply<Timestamp>>>) -> impl IntoView {
    let l = lang();
    let text = move || match saved.get() {
        Some(Ok(at)) => {
            let minutes = at.minute_of_day();
            t::saved(l, format!("{:02}:{:02}", minutes / 60, minutes % 60))
        }
        Some(Err(fault)) => t::save_failed(l, failure_text(l, &fault.0)),
        None => before.clone(),
    };
    view! { <p class="quiet" role="status">{text}</p> }
}
