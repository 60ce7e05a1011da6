//! An offer in a partner's list, and what may be answered to it.

use jiso::{
    lang::Lang,
    leads::{DeclineReason, LeadOfferView, OfferState},
};
use leptos::prelude::*;

use super::{
    api::{AcceptLead, DeclineLead},
    words::{tone, why},
};
use crate::{
    format::moment,
    forms::{FormState, HiddenField, PostForm, SelectField, Submit, TextField},
    targets::parts::profile,
    text::leads as t,
    ui::{Choice, More, Tag},
};

pub fn offer_row(l: Lang, offer: LeadOfferView, forms: Option<(FormState<AcceptLead>, FormState<DeclineLead>)>) -> AnyView {
    let LeadOfferView {
        id, customer, industry, size, territory, note, contact, state, due, weight, credit, among, widened, ..
    } = offer;
    let id = id.to_string();
    let past = matches!(state, OfferState::Declined | OfferState::TimedOut | OfferState::Withdrawn);
    let waits = (state == OfferState::Waiting).then(|| view! { <p><strong>{t::answer_by(l, moment(l, due))}</strong></p> });
    let contact = contact.map(|contact| view! { <p>{t::contact_is(l, contact)}</p> });
    let register = (state == OfferState::Accepted).then(|| {
        let href = format!("/deals/new?lead={id}");
        view! { <div class="actions"><a class="btn" href=href aria-label=t::register_named(l, &customer)>{t::register(l)}</a></div> }
    });
    let answers = forms.map(|(accept, decline)| {
        let (lead, named, pending) = (id.clone(), t::accept_named(l, &customer), accept.pending());
        view! {
            <PostForm form=accept>
                <HiddenField name="lead" value=lead/>
                <button type="submit" class="btn go" aria-label=named aria-disabled=move || pending.get().to_string() aria-busy=move || pending.get().to_string()>{t::accept(l)}</button>
            </PostForm>
            {decline_form(l, decline, id.clone())}
        }
    });
    let why = (!past).then(|| view! { <p class="quiet">{why(l, weight, credit, among, widened)}</p> });
    view! {
        <li id=format!("lead-{id}")>
            <div>
                <h3>{customer} " " <Tag tone=tone(state)>{t::offer_state(l, state.as_str())}</Tag></h3>
                <p class="quiet">{profile(l, industry, size, territory)}</p>
                <p>{note}</p>
                {waits}
                {why}
                {contact}
                {register}
                {answers}
            </div>
        </li>
    }
    .into_any()
}

fn decline_form(l: Lang, form: FormState<DeclineLead>, id: String) -> AnyView {
    // What was refused is shown again where it was typed.
    let this = form.typed("lead").as_deref() == Some(id.as_str());
    let (reason_id, note_id) = (format!("decline-reason-{id}"), format!("decline-note-{id}"));
    let value = move |name: &str| if this { form.value(name, "") } else { String::new() };
    let problem = move |name: &'static str| if this { form.problem(name) } else { Signal::derive(|| None) };
    let choices = DeclineReason::ALL.iter().map(|one| Choice::new(one.as_str(), t::decline_reason(l, one.as_str()))).collect();
    view! {
        <More summary=t::decline(l) open=this>
            <PostForm form class="form">
                <HiddenField name="lead" value=id/>
                <SelectField name="reason" id=reason_id label=t::reason(l) value=value("reason") options=choices problem=problem("reason")/>
                <TextField name="note" id=note_id optional=true autocomplete="off" label=t::note(l) hint=t::decline_hint(l) value=value("note") problem=problem("note")/>
                <div class="form-actions"><Submit class="btn quiet" pending=form.pending() label=t::decline_send(l)/></div>
            </PostForm>
        </More>
    }
    .into_any()
}
