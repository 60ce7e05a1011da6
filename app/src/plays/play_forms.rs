//! What a side may do about a play.

use jiso::{
    goals::Side,
    lang::Lang,
    plays::{PlayAction, PlaySheet, PlayState},
};
use leptos::prelude::*;

use super::{
    api::{AskPlayChange, ChangePlay, ConsentToPlay, DeclinePlay, PublishPlay, WithdrawPlay},
    play_fields::{credit_field, text_fields},
};
use crate::{
    format::number,
    forms::{FormProblems, FormState, HiddenField, PostForm, Submit, TextArea, use_form},
    frame::lang,
    text::plays as t,
    ui::{More, Sheet},
};

/// The forms of a play's page.
#[derive(Clone, Copy)]
pub struct PlayForms {
    change: FormState<ChangePlay>,
    consent: FormState<ConsentToPlay>,
    ask_change: FormState<AskPlayChange>,
    decline: FormState<DeclinePlay>,
    publish: FormState<PublishPlay>,
    withdraw: FormState<WithdrawPlay>,
}

pub fn play_forms() -> PlayForms {
    PlayForms {
        change: use_form(),
        consent: use_form(),
        ask_change: use_form(),
        decline: use_form(),
        publish: use_form(),
        withdraw: use_form(),
    }
}

/// The next word of the reader's side.
#[component]
pub fn Doing(sheet: PlaySheet, forms: PlayForms) -> impl IntoView {
    let l = lang();
    let may = |action: PlayAction| sheet.actions.contains(&action);
    let publish = may(PlayAction::Publish).then(|| publish(l, &sheet, forms.publish));
    let asked = sheet.state == PlayState::ChangeAsked && sheet.side != sheet.reader;
    let change = (asked && may(PlayAction::Change)).then(|| {
        let form = change(l, &sheet, forms.change, t::change_lead(l));
        view! { <Sheet title=t::change(l) id="change">{form}</Sheet> }
    });
    let consent = may(PlayAction::Consent).then(|| consent(l, &sheet, forms));
    view! { {publish} {change} {consent} }
}

/// What else is possible.
#[component]
pub fn Otherwise(sheet: PlaySheet, forms: PlayForms) -> impl IntoView {
    let l = lang();
    let may = |action: PlayAction| sheet.actions.contains(&action);
    let asked = sheet.state == PlayState::ChangeAsked && sheet.side != sheet.reader;
    let over = matches!(sheet.state, PlayState::Declined | PlayState::Withdrawn);
    let change = (!asked && may(PlayAction::Change)).then(|| {
        let (summary, lead) = if over { (t::again(l), t::again_lead(l)) } else { (t::change(l), t::change_lead(l)) };
        let open = forms.change.typed("title").is_some();
        let form = change(l, &sheet, forms.change, lead);
        view! { <More summary open>{form}</More> }
    });
    let withdraw = may(PlayAction::Withdraw).then(|| withdraw(l, &sheet, forms.withdraw));
    (change.is_some() || withdraw.is_some()).then(|| view! { <section class="sheet">{change} {withdraw}</section> })
}

fn seen(sheet: &PlaySheet) -> AnyView {
    let (play, version) = (sheet.id.to_string(), sheet.version.to_string());
    view! { <HiddenField name="play" value=play/> <HiddenField name="version" value=version/> }.into_any()
}

fn publish(l: Lang, sheet: &PlaySheet, form: FormState<PublishPlay>) -> AnyView {
    let seen = seen(sheet);
    view! {
        <Sheet title=t::publish_title(l) id="publish">
            <PostForm form class="form">
                <p>{t::publish_lead(l)}</p>
                <FormProblems failure=form.failure()/>
                {seen}
                <div class="form-actions"><Submit class="btn go" pending=form.pending() label=t::publish(l)/></div>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn consent(l: Lang, sheet: &PlaySheet, forms: PlayForms) -> AnyView {
    let (form, own) = (forms.consent, sheet.reader == Side::Partner);
    let seen_text = seen(sheet);
    let lead = if own { t::consent_lead_partner(l) } else { t::consent_lead_vendor(l) };
    // The vendor's wish is no answer: the partner begins unnamed.
    let credit = own.then(|| credit_field(l, form, "naming", sheet.company.as_deref().unwrap_or_default(), Side::Partner, false));
    let earns = (sheet.points > 0).then(|| view! { <p class="quiet">{t::points(l, number(sheet.points))}</p> });
    let ask = {
        let (form, seen) = (forms.ask_change, seen(sheet));
        let open = form.typed("note").is_some();
        view! {
            <More summary=t::ask_change(l) open>
                <PostForm form class="form">
                    <FormProblems failure=form.failure()/>
                    {seen}
                    <TextArea name="note" id="ask-note" rows=2 label=t::ask_change_why(l) value=form.value("note", "") problem=form.problem("note")/>
                    <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::ask_change_send(l)/></div>
                </PostForm>
            </More>
        }
    };
    let decline = {
        let (form, seen) = (forms.decline, seen(sheet));
        let open = form.typed("note").is_some();
        view! {
            <More summary=t::decline(l) open>
                <PostForm form class="form">
                    <p class="quiet">{t::decline_lead(l)}</p>
                    <FormProblems failure=form.failure()/>
                    {seen}
                    <TextArea name="note" id="decline-note" rows=2 optional=true label=t::why(l) value=form.value("note", "") problem=form.problem("note")/>
                    <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::decline(l)/></div>
                </PostForm>
            </More>
        }
    };
    view! {
        <Sheet title=t::consent_title(l) id="consent">
            <PostForm form class="form">
                <p>{lead}</p>
                <FormProblems failure=form.failure()/>
                {seen_text} {credit} {earns}
                <div class="form-actions"><Submit class="btn go" pending=form.pending() label=t::consent(l)/></div>
            </PostForm>
            {ask} {decline}
        </Sheet>
    }
    .into_any()
}

fn change(l: Lang, sheet: &PlaySheet, form: FormState<ChangePlay>, lead: &'static str) -> AnyView {
    let seen = seen(sheet);
    let company = sheet.company.clone().unwrap_or_default();
    let fields = text_fields(l, form, sheet.text.clone(), &company, sheet.reader, sheet.named);
    view! {
        <PostForm form class="form">
            <p class="quiet">{lead}</p>
            <FormProblems failure=form.failure()/>
            {seen} {fields}
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::change_send(l)/></div>
        </PostForm>
    }
    .into_any()
}

fn withdraw(l: Lang, sheet: &PlaySheet, form: FormState<WithdrawPlay>) -> AnyView {
    let both = matches!(sheet.state, PlayState::Agreed | PlayState::Published);
    let (label, lead) = if both { (t::withdraw(l), t::withdraw_lead(l)) } else { (t::take_back(l), t::take_back_lead(l)) };
    let (open, seen) = (form.typed("note").is_some(), seen(sheet));
    view! {
        <More summary=label open>
            <PostForm form class="form">
                <p class="quiet">{lead}</p>
                <FormProblems failure=form.failure()/>
                {seen}
                <TextArea name="note" id="withdraw-note" rows=2 optional=true label=t::why(l) value=form.value("note", "") problem=form.problem("note")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=label/></div>
            </PostForm>
        </More>
    }
    .into_any()
}
