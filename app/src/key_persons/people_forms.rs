//! Forms about people: what somebody is, and that somebody has left.

use jiso::{
    id::UserId,
    key_persons::{KeyRole, PeopleSheet},
    lang::Lang,
};
use leptos::prelude::*;

use super::api::{AgreePact, EndPact, GiveRole, KeepPactPromise, PersonLeft, ProposePact};
use crate::{
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, use_form},
    text::key_persons as t,
    ui::{Choice, More, Sheet},
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub struct PeopleForms {
    pub role: FormState<GiveRole>,
    pub suggested: FormState<GiveRole>,
    pub propose: FormState<ProposePact>,
    pub agree: FormState<AgreePact>,
    pub end: FormState<EndPact>,
    pub keep: FormState<KeepPactPromise>,
    pub leave: FormState<PersonLeft>,
}

pub fn people_forms() -> PeopleForms {
    PeopleForms {
        role: use_form(),
        suggested: use_form(),
        propose: use_form(),
        agree: use_form(),
        end: use_form(),
        keep: use_form(),
        leave: use_form(),
    }
}

/// The people of a company to choose from.
pub fn people_choices(sheet: &PeopleSheet) -> Vec<Choice> {
    sheet.people.iter().map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect()
}

pub fn role_sheet(l: Lang, sheet: &PeopleSheet, forms: PeopleForms) -> impl IntoView + use<> {
    let form = forms.role;
    let roles = [KeyRole::Champion, KeyRole::Sponsor].map(|role| Choice::new(role.as_str(), t::role(l, role.as_str())));
    let roles: Vec<Choice> = roles.into_iter().chain([Choice::new("", t::no_role(l))]).collect();
    let (people, company) = (people_choices(sheet), sheet.company.to_string());
    let first = people.first().map(|one| one.value.clone()).unwrap_or_default();
    view! {
        <Sheet title=t::give_role(l) id="roles">
            <PostForm form class="form">
                <p class="quiet">{t::give_role_lead(l)}</p>
                <FormProblems failure=form.failure()/>
                <HiddenField name="company" value=company/>
                <SelectField name="user" id="role-user" label=t::person(l) value=form.value("user", first) options=people problem=form.problem("user")/>
                <SelectField name="role" label=t::role_label(l) value=form.value("role", "champion") options=roles problem=form.problem("role")/>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::give_role_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}

/// One click makes the suggested person the champion.
pub fn suggested_role(l: Lang, sheet: &PeopleSheet, user: UserId, name: &str, forms: PeopleForms) -> impl IntoView + use<> {
    let form = forms.suggested;
    let (company, label) = (sheet.company.to_string(), t::suggestion_take(l, name));
    view! {
        <PostForm form>
            <HiddenField name="company" value=company/>
            <HiddenField name="user" value=user.to_string()/>
            <HiddenField name="role" value=KeyRole::Champion.as_str().to_owned()/>
            <Submit class="btn" pending=form.pending() label/>
        </PostForm>
    }
}

pub fn leave_sheet(l: Lang, sheet: &PeopleSheet, forms: PeopleForms) -> impl IntoView + use<> {
    let form = forms.leave;
    let (people, company) = (people_choices(sheet), sheet.company.to_string());
    let colleagues = people.clone();
    let open = form.typed("to").is_some();
    view! {
        <section class="sheet" id="leave">
            <More summary=t::leave(l) open>
                <PostForm form class="form">
                    <p class="quiet">{t::leave_lead(l)}</p>
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="company" value=company/>
                    <SelectField name="user" id="leave-user" none=t::choose(l) label=t::leave_who(l) value=form.value("user", "") options=people problem=form.problem("user")/>
                    <SelectField name="to" none=t::choose(l) label=t::leave_to(l) value=form.value("to", "") options=colleagues problem=form.problem("to")/>
                    <div class="form-actions"><Submit class="btn danger" pending=form.pending() label=t::leave_send(l)/></div>
                </PostForm>
            </More>
        </section>
    }
}
