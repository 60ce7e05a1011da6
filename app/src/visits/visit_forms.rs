//! What a side may do about a visit.

use jiso::{
    goals::Side,
    lang::Lang,
    visits::{VisitAction, VisitSheet, VisitState},
};
use leptos::prelude::*;

use super::{
    api::{AcceptVisit, CancelVisit, ConfirmVisit, DebriefVisit, ProposeVisitTimes, SubstituteVisit},
    plan_parts::time_fields,
    words::span,
};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, Radios, Submit, TextArea, TextField, use_form},
    frame::lang,
    text::visits as t,
    ui::{Choice, More, Sheet},
};

/// The forms of a visit's page.
#[derive(Clone, Copy)]
pub struct VisitForms {
    accept: FormState<AcceptVisit>,
    propose: FormState<ProposeVisitTimes>,
    substitute: FormState<SubstituteVisit>,
    cancel: FormState<CancelVisit>,
    held: FormState<ConfirmVisit>,
    denied: FormState<ConfirmVisit>,
    debrief: FormState<DebriefVisit>,
}

pub fn visit_forms() -> VisitForms {
    VisitForms {
        accept: use_form(),
        propose: use_form(),
        substitute: use_form(),
        cancel: use_form(),
        held: use_form(),
        denied: use_form(),
        debrief: use_form(),
    }
}

/// The next move of the reader's side.
#[component]
pub fn Doing(sheet: VisitSheet, forms: VisitForms) -> impl IntoView {
    let l = lang();
    let may = |action: VisitAction| sheet.actions.contains(&action);
    let id = sheet.id.to_string();
    let accept = may(VisitAction::Accept).then(|| accept(l, &sheet, forms.accept, id.clone()));
    let named = (sheet.state == VisitState::Proposed && !may(VisitAction::Accept)).then(|| named(l, &sheet));
    let say = may(VisitAction::Confirm).then(|| say(l, sheet.state, forms, id.clone()));
    let debrief = may(VisitAction::Debrief).then(|| debrief(l, &sheet, forms.debrief, id.clone()));
    view! { {accept} {named} {say} {debrief} }
}

/// What else is possible.
#[component]
pub fn Otherwise(sheet: VisitSheet, forms: VisitForms) -> impl IntoView {
    let l = lang();
    let may = |action: VisitAction| sheet.actions.contains(&action);
    let id = sheet.id.to_string();
    let propose = may(VisitAction::Propose).then(|| propose(l, &sheet, forms.propose, id.clone()));
    let substitute = may(VisitAction::Substitute).then(|| substitute(l, forms.substitute, id.clone()));
    let cancel = may(VisitAction::Cancel).then(|| cancel(l, &sheet, forms.cancel, id.clone()));
    (propose.is_some() || substitute.is_some() || cancel.is_some())
        .then(|| view! { <Sheet title=t::otherwise(l)>{propose} {substitute} {cancel}</Sheet> })
}

fn accept(l: Lang, sheet: &VisitSheet, form: FormState<AcceptVisit>, id: String) -> AnyView {
    let options: Vec<Choice> =
        sheet.slots.iter().map(|at| Choice::new(at.micros().to_string(), span(l, *at, sheet.minutes))).collect();
    let first = sheet.slots.first().map(|at| at.micros().to_string()).unwrap_or_default();
    let (lead, label) = match sheet.reader {
        Side::Vendor => (t::accept_lead_vendor(l), t::accept_vendor(l)),
        Side::Partner => (t::accept_lead_partner(l), t::accept_partner(l)),
    };
    view! {
        <Sheet title=t::accept_title(l) id="accept">
            <PostForm form class="form">
                <p>{lead}</p>
                <FormProblems failure=form.failure()/>
                <HiddenField name="visit" value=id/>
                <Radios name="slot" one_column=true label=t::slots(l) value=form.value("slot", first) options problem=form.problem("slot")/>
                <div class="form-actions"><Submit class="btn go" pending=form.pending() label=label/></div>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// The times one's own side has named.
fn named(l: Lang, sheet: &VisitSheet) -> AnyView {
    let lines = sheet.slots.iter().map(|at| view! { <li>{span(l, *at, sheet.minutes)}</li> }).collect_view();
    view! { <Sheet title=t::slots(l)><ul class="rows">{lines}</ul><p class="quiet">{t::waiting(l)}</p></Sheet> }.into_any()
}

fn say(l: Lang, state: VisitState, forms: VisitForms, id: String) -> AnyView {
    let lead = if state == VisitState::Confirmed { t::say_lead_second(l) } else { t::say_lead_first(l) };
    let other = id.clone();
    view! {
        <Sheet title=t::say_title(l) id="say">
            <p>{lead}</p>
            <FormProblems failure=forms.held.failure()/>
            <div class="actions">
                <PostForm form=forms.held>
                    <HiddenField name="visit" value=id/>
                    <HiddenField name="held" value="yes"/>
                    <Submit class="btn go" pending=forms.held.pending() label=t::answer_yes(l)/>
                </PostForm>
                <PostForm form=forms.denied>
                    <HiddenField name="visit" value=other/>
                    <HiddenField name="held" value="no"/>
                    <Submit class="btn quiet" pending=forms.denied.pending() label=t::answer_no(l)/>
                </PostForm>
            </div>
        </Sheet>
    }
    .into_any()
}

fn debrief(l: Lang, sheet: &VisitSheet, form: FormState<DebriefVisit>, id: String) -> AnyView {
    let own = sheet.debriefs.iter().find(|debrief| debrief.side == sheet.reader).cloned();
    let written = own.is_some();
    let [wish, obstacle, next_step] = own.map_or_else(Default::default, |own| [own.wish, own.obstacle, own.next_step]);
    let line = move |name: &'static str, label: &'static str, begin: String| {
        view! { <TextField name autocomplete="off" label value=form.value(name, begin) problem=form.problem(name)/> }
    };
    let fields = view! {
        <PostForm form class="form">
            <p class="quiet">{t::debrief_lead(l)}</p>
            <FormProblems failure=form.failure()/>
            <HiddenField name="visit" value=id/>
            {line("wish", t::wish(l), wish)}
            {line("obstacle", t::obstacle(l), obstacle)}
            {line("next_step", t::next_step(l), next_step)}
            <div class="form-actions"><Submit class="btn go" pending=form.pending() label=t::debrief_send(l)/></div>
        </PostForm>
    };
    let open = form.typed("wish").is_some();
    if written {
        return view! { <section class="sheet"><More summary=t::debrief_again(l) open>{fields}</More></section> }.into_any();
    }
    view! { <Sheet title=t::debrief_title(l) id="debrief">{fields}</Sheet> }.into_any()
}

fn propose(l: Lang, sheet: &VisitSheet, form: FormState<ProposeVisitTimes>, id: String) -> AnyView {
    let summary = if sheet.state == VisitState::Agreed { t::reschedule(l) } else { t::propose(l) };
    let open = form.typed("day1").is_some();
    let own = sheet.side == sheet.reader && sheet.state == VisitState::Proposed;
    let times = time_fields(l, form, sheet.today.plus(1), if own { &sheet.slots } else { &[] });
    view! {
        <More summary open>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="visit" value=id/>
                {times}
                <TextArea name="note" rows=2 optional=true label=t::say_why(l) value=form.value("note", "") problem=form.problem("note")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::propose_send(l)/></div>
            </PostForm>
        </More>
    }
    .into_any()
}

fn substitute(l: Lang, form: FormState<SubstituteVisit>, id: String) -> AnyView {
    view! {
        <PostForm form class="form">
            <FormProblems failure=form.failure()/>
            <HiddenField name="visit" value=id/>
            <p class="quiet">{t::substitute_lead(l)}</p>
            <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::substitute(l)/></div>
        </PostForm>
    }
    .into_any()
}

fn cancel(l: Lang, sheet: &VisitSheet, form: FormState<CancelVisit>, id: String) -> AnyView {
    let declines = sheet.state == VisitState::Proposed && sheet.side != sheet.reader;
    let label = if declines { t::decline(l) } else { t::cancel(l) };
    let open = form.typed("note").is_some();
    view! {
        <More summary=label open>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="visit" value=id/>
                <TextArea name="note" id="cancel-note" rows=2 optional=true label=t::say_why(l) value=form.value("note", "") problem=form.problem("note")/>
                <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=label/></div>
            </PostForm>
        </More>
    }
    .into_any()
}
