use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{
    api::{AcceptInvitation, invitation},
    password_fields::PasswordFields,
};
use crate::{
    format,
    forms::{FormProblems, HiddenField, PostForm, Submit, TextField, use_form},
    frame::{lang, load, show, title},
    text::accounts as t,
};

pub struct AcceptPage;

#[lazy_route]
impl LazyRoute for AcceptPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let l = lang();
        let params = use_params_map();
        let token = move || params.with(|p| p.get("token").unwrap_or_default());
        let sheet = load(token, invitation);
        let form = use_form::<AcceptInvitation>();
        show(sheet, move |sheet| {
            let token = params.with_untracked(|p| p.get("token").unwrap_or_default());
            view! {
                {title(t::accept(l))}
                <div class="page narrow door">
                    <h1>{t::accept(l)}</h1>
                    <p class="hello">{t::accept_lead(l, sheet.invited_by)}</p>
                    {sheet.company_name.map(|company| view! { <p>{t::accept_company(l, company)}</p> })}
                    <PostForm form plain=true class="sheet form">
                        <FormProblems failure=form.failure()/>
                        <HiddenField name="token" value=token/>
                        <p><span class="quiet">{t::email(l)}</span><br/><b>{sheet.email}</b></p>
                        <TextField name="name" autocomplete="name" label=t::name(l) hint=t::name_hint(l) value=form.value("name", "") problem=form.problem("name")/>
                        <PasswordFields form/>
                        <div class="form-actions"><Submit pending=form.pending() label=t::accept_send(l)/></div>
                        <p class="quiet">{t::accept_expires(l, format::moment(l, sheet.expires_at))}</p>
                    </PostForm>
                </div>
            }
            .into_any()
        })
    }
}
