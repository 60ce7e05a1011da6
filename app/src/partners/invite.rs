use jiso::{caller::Role, lang::Lang};
use leptos::prelude::*;

use crate::{
    accounts::api::Invite,
    forms::{FormProblems, FormState, HiddenField, PostForm, SelectField, Submit, TextField},
    frame::lang,
    text::{accounts, partners as t},
    ui::{Choice, Sheet},
};

const PARTNERS: &[Role] = &[Role::PartnerRep, Role::PartnerLead];
/// The vendor's own.
pub const STAFF: &[Role] = &[Role::PartnerManager, Role::ContentEditor, Role::Administrator];

/// The invitation of a person into a company; `company` is empty for the inviter's own.
#[component]
pub fn InviteSheet(
    form: FormState<Invite>,
    #[prop(into)] company: String,
    /// To choose from; the first is chosen.
    #[prop(default = PARTNERS)]
    roles: &'static [Role],
) -> impl IntoView {
    let l = lang();
    let first = roles.first().map_or("", |role| role.as_str());
    let roles = roles.iter().map(|role| Choice::new(role.as_str(), accounts::role(l, role.as_str()))).collect();
    let languages = Lang::ALL.iter().map(|one| Choice::new(one.as_str(), accounts::lang(l, one.as_str()))).collect();
    view! {
        <Sheet title=t::invite(l) id="invite">
            <p class="quiet">{t::invite_text(l)}</p>
            <PostForm form class="form">
                <FormProblems failure=form.failure()/>
                <HiddenField name="company" value=company/>
                <TextField name="email" kind="email" autocomplete="off" label=t::email(l) value=form.value("email", "") problem=form.problem("email")/>
                <div class="pair">
                    <SelectField name="role" label=accounts::role_label(l) value=form.value("role", first) options=roles problem=form.problem("role")/>
                    <SelectField name="lang" label=t::lang(l) value=form.value("lang", l.as_str()) options=languages problem=form.problem("lang")/>
                </div>
                <div class="form-actions"><Submit class="btn" pending=form.pending() label=t::invite_send(l)/></div>
            </PostForm>
        </Sheet>
    }
}
