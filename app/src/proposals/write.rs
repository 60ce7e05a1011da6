//! What is written into a proposal, and what is locked.

use jiso::{
    failure::{Conflict, Failure, Problem},
    lang::Lang,
    proposals::{Autosaved, GapPlace, OwnForm, ProposalPart, ProposalSheet, SaveForm},
    publishing::PlaceholderName,
};
use leptos::{prelude::*, web_sys::Event};

use super::{
    api::SaveProposal,
    autosave::{Autosave, FORM},
    beside::signs,
    line::{Line, line},
    question::{HEAD, TEXT, left_open, region_id},
};
use crate::{
    format::moment,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea},
    frame::{failure_text, lang},
    text::proposals as t,
    ui::{Icon, More, changing},
    wire::Fault,
};

#[component]
pub fn Write(
    sheet: ProposalSheet,
    form: FormState<SaveProposal>,
    autosave: Autosave,
    /// What is asked before it is marked as sent: where something stands open, the page is unfolded.
    asked: Signal<Option<Problem>>,
) -> impl IntoView {
    let l = lang();
    let ProposalSheet { lang: own, parts, form: written, saved_at, saved_by, may, blanks, .. } = sheet;
    let stands_open = move |place| left_open(asked.get()).is_some_and(|left| left.has(place));
    let id = written.id.clone();
    let before = t::saved_before(l, saved_by, moment(l, saved_at));
    let bundle = written.own.clone();
    let regions = written.regions.clone();
    let texts = parts
        .into_iter()
        .map(|part| match part {
            ProposalPart::Locked(html, headings) => view! { <Locked html headings open=!may/> }.into_any(),
            ProposalPart::Bundle if !may => ().into_any(),
            ProposalPart::Bundle => view! { <Own own=bundle.clone() form/> }.into_any(),
            ProposalPart::Editable(place, heading, rows) => {
                let name = format!("regions.{place}");
                let text = usize::try_from(place).ok().and_then(|place| regions.get(place)).cloned().unwrap_or_default();
                if !may {
                    return view! { <section><h3>{heading}</h3><p class="as-typed">{text}</p></section> }.into_any();
                }
                let label = if heading.is_empty() { t::editable_top(l).to_owned() } else { t::editable(l, heading) };
                let (value, problem) = (form.value(&name, text), form.problem(name.clone()));
                // One is open to begin with; whoever comes between two visits does not scroll past the others.
                view! {
                    <details class="more part" id=region_id(place) open=move || place == 0 || problem.get().is_some() || stands_open(GapPlace::Region(place))>
                        <summary>{label.clone()}</summary>
                        <TextArea name=name rows optional=true label hint=t::editable_hint(l, "{{customer}}") value problem/>
                    </details>
                }
                .into_any()
            }
        })
        .collect_view();
    if !may {
        return view! { <section class="sheet proposal-text">{texts}</section> }.into_any();
    }
    view! {
        <div on:input=move |event: Event| autosave.typed(&event)>
            <PostForm form id=FORM class="sheet form">
                <FormProblems failure=form.failure()/>
                <Theirs form/>
                <HiddenField name="id" value=id/>
                <HiddenField name="seen" value=autosave.seen()/>
                <Head own written blanks asked=Signal::derive(move || stands_open(GapPlace::Head)) form/>
                <fieldset class="fieldset proposal-text" id=TEXT><legend>{t::text(l)}</legend>{texts}</fieldset>
                <div class="form-actions">
                    <Submit pending=form.pending() label=t::save(l)/>
                    <SavedNote before autosave/>
                </div>
            </PostForm>
        </div>
    }
    .into_any()
}

/// What another has saved meanwhile, beside what one has typed.
#[component]
fn Theirs(form: FormState<SaveProposal>) -> impl IntoView {
    let l = lang();
    let failure = form.failure();
    changing(move || {
        let Some(Failure::Conflict { conflict: Conflict::EditedMeanwhile { theirs, .. } }) = failure.get() else {
            return None;
        };
        let shown = view! {
            <More summary=t::theirs(l) open=true>
                <p class="hint">{t::theirs_hint(l)}</p>
                <p class="as-typed">{theirs}</p>
            </More>
        };
        Some(shown.into_any())
    })
}

#[component]
fn Head(
    /// The proposal's own language.
    own: Lang,
    written: SaveForm,
    /// What the text names and the form does not say.
    blanks: Vec<String>,
    /// Something of it stands open in what is to be sent.
    asked: Signal<bool>,
    form: FormState<SaveProposal>,
) -> impl IntoView {
    let l = lang();
    let SaveForm { title, customer, contact, industry, employees, amount, rep, date, .. } = written;
    let (customer_hint, contact_hint) = match own {
        Lang::Ja => (t::field_customer_hint(l), t::field_contact_hint(l)),
        Lang::En => (t::field_customer_hint_plain(l), t::field_contact_hint_plain(l)),
    };
    // What the deal says already is folded, unless something of it is wrong, or missing in the text.
    let names = [PlaceholderName::Industry, PlaceholderName::Employees, PlaceholderName::Amount, PlaceholderName::Rep];
    let missing = names.iter().any(|name| blanks.iter().any(|blank| blank == name.as_str()));
    let folded = names.map(|name| form.problem(name.as_str()));
    let wrong = move || missing || asked.get() || folded.iter().any(|problem| problem.get().is_some());
    view! {
        <fieldset class="fieldset" id=HEAD>
            <legend>{t::head(l)}</legend>
            {written_line(form, "title", t::field_title(l), title, Line::NEEDED)}
            <div class="pair">
                {written_line(form, "customer", t::field_customer(l), customer, Line { hint: customer_hint, ..Line::NEEDED })}
                {written_line(form, "contact", t::field_contact(l), contact, Line { hint: contact_hint, ..Line::OPTIONAL })}
            </div>
            {written_line(form, "date", t::field_date(l), date, Line::DATE)}
            <details class="more" open=wrong>
                <summary>{t::head_more(l)}</summary>
                <div class="stack">
                    <div class="pair">
                        {written_line(form, "industry", t::field_industry(l), industry, Line::OPTIONAL)}
                        {written_line(form, "employees", t::field_employees(l), employees, Line { inputmode: "numeric", ..Line::OPTIONAL })}
                    </div>
                    <div class="pair">
                        {written_line(form, "amount", t::field_amount(l), amount, Line::OPTIONAL)}
                        {written_line(form, "rep", t::field_rep(l), rep, Line::NEEDED)}
                    </div>
                </div>
            </details>
        </fieldset>
    }
}

fn written_line(form: FormState<SaveProposal>, name: &str, label: &'static str, value: String, how: Line) -> AnyView {
    line(name, label, form.value(name, value), form.problem(name), how)
}

/// The partner's own products, four lines of them.
#[component]
fn Own(own: Vec<OwnForm>, form: FormState<SaveProposal>) -> impl IntoView {
    let l = lang();
    // Those that say something, and one to write into; the others unfold.
    let said = |place: usize, one: &OwnForm| {
        let typed = ["name", "line", "price"].iter().filter_map(|part| form.typed(&format!("own.{place}.{part}")));
        *one != OwnForm::default() || typed.into_iter().any(|typed| !typed.is_empty())
    };
    let shown = own.iter().enumerate().rposition(|(place, one)| said(place, one)).map_or(1, |last| last + 2);
    let line = move |(place, one): (usize, OwnForm)| {
        let [name, about, price] = ["name", "line", "price"].map(|part| format!("own.{place}.{part}"));
        view! {
            <fieldset class="own-product">
                <legend>{t::own_row(l, place + 1)}</legend>
                {written_line(form, &name, t::own_name(l), one.name, Line::OPTIONAL)}
                {written_line(form, &about, t::own_line(l), one.line, Line::OPTIONAL)}
                {written_line(form, &price, t::own_price(l), one.price, Line::OPTIONAL)}
            </fieldset>
        }
    };
    let mut lines = own.into_iter().enumerate().map(line).collect::<Vec<_>>();
    let rest = lines.split_off(lines.len().min(shown));
    let more = (!rest.is_empty()).then(|| view! { <More summary=t::own_more(l)><div class="own-products">{rest}</div></More> });
    view! {
        <section class="own-products">
            <h3>{t::own(l)}</h3>
            <p class="quiet">{t::own_lead(l)}</p>
            {lines}
            {more}
        </section>
    }
}

/// What the vendor claims, folded to its headings where one writes.
#[component]
fn Locked(html: String, headings: Vec<String>, open: bool) -> impl IntoView {
    let l = lang();
    let name = if headings.is_empty() { t::locked(l).to_owned() } else { t::locked_of(l, headings.join(t::between(l))) };
    view! {
        <details class="locked-part" open=open>
            <summary class="quiet lock"><Icon name="lock"/> <span>{name}</span></summary>
            <div class="prose" inner_html=html></div>
        </details>
    }
}

/// When it was saved last, or why it could not be.
#[component]
fn SavedNote(before: String, autosave: Autosave) -> impl IntoView {
    let l = lang();
    let text = move || match autosave.outcome() {
        _ if autosave.stopped() => t::save_stopped(l).to_owned(),
        Some(Ok(Autosaved { at, unprintable })) => {
            let minutes = at.minute_of_day();
            let mut note = t::saved(l, format!("{:02}:{:02}", minutes / 60, minutes % 60));
            if !unprintable.is_empty() {
                note.push_str(t::then(l));
                note.push_str(&t::unprintable(l, signs(&unprintable)));
            }
            note
        }
        Some(Err(Fault(Failure::Offline))) => t::save_later(l).to_owned(),
        Some(Err(Fault(failure))) => t::save_failed(l, failure_text(l, &failure)),
        None => before.clone(),
    };
    view! { <p class="quiet" role="status">{text}</p> }
}
