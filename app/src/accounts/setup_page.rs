use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{api::CreateFirstAdministrator, password_fields::PasswordFields};
use crate::{
    forms::{FormProblems, HiddenField, PostForm, Submit, TextField, use_form},
    frame::{lang, title},
    text::accounts as t,
};

pub struct SetupPage {
    token: String,
}

#[lazy_route]
impl LazyRoute for SetupPage {
    fn data() -> Self {
        Self { token: use_params_map().with_untracked(|params| params.get("token").unwrap_or_default()) }
    }

    fn view(this: Self) -> AnyView {
        let l = lang();
        let form = use_form::<CreateFirstAdministrator>();
        view! {
            {title(t::setup(l))}
            <div class="page narrow door">
                <h1>{t::setup(l)}</h1>
                <p class="hello">{t::setup_lead(l)}</p>
                <PostForm form plain=true class="sheet form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="token" value=this.token/>
                    <TextField name="name" autocomplete="name" label=t::name(l) value=form.value("name", "") problem=form.problem("name")/>
                    <TextField name="email" kind="email" autocomplete="username" label=t::email(l) value=form.value("email", "") problem=form.problem("email")/>
                    <PasswordFields form/>
                    <div class="form-actions"><Submit pending=form.pending() label=t::setup_send(l)/></div>
                </PostForm>
            </div>
        }
        .into_any()
    }
}
