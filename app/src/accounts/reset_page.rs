use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};

use super::{api::ResetPassword, password_fields::PasswordFields};
use crate::{
    forms::{FormProblems, HiddenField, PostForm, Submit, use_form},
    frame::{lang, title},
    text::accounts as t,
};

pub struct ResetPage {
    token: String,
}

#[lazy_route]
impl LazyRoute for ResetPage {
    fn data() -> Self {
        Self { token: use_params_map().with_untracked(|params| params.get("token").unwrap_or_default()) }
    }

    fn view(this: Self) -> AnyView {
        let l = lang();
        let form = use_form::<ResetPassword>();
        view! {
            {title(t::reset(l))}
            <div class="page narrow door">
                <h1>{t::reset(l)}</h1>
                <PostForm form plain=true class="sheet form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="token" value=this.token/>
                    <PasswordFields form/>
                    <div class="form-actions"><Submit pending=form.pending() label=t::reset_send(l)/></div>
                </PostForm>
            </div>
        }
        .into_any()
    }
}
