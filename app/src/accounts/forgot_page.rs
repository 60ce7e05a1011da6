use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::api::ForgotPassword;
use crate::{
    forms::{FormProblems, PostForm, Submit, TextField, use_form},
    frame::{lang, title},
    text::accounts as t,
};

pub struct ForgotPage;

#[lazy_route]
impl LazyRoute for ForgotPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let l = lang();
        let form = use_form::<ForgotPassword>();
        let query = use_query_map();
        let sent = move || query.with(|q| q.get("sent").is_some());
        view! {
            {title(t::forgot(l))}
            <div class="page narrow door">
                <h1>{t::forgot(l)}</h1>
                <div role="status" class="live">{move || sent().then(|| view! { <p class="notice good">{t::forgot_sent(l)}</p> })}</div>
                <p class="hello">{t::forgot_lead(l)}</p>
                <PostForm form class="sheet form">
                    <FormProblems failure=form.failure()/>
                    <TextField name="email" kind="email" autocomplete="username" label=t::email(l) value=form.value("email", "") problem=form.problem("email")/>
                    <div class="form-actions">
                        <Submit pending=form.pending() label=t::forgot_send(l)/>
                        <a class="link" href="/sign-in">{t::sign_in(l)}</a>
                    </div>
                </PostForm>
            </div>
        }
        .into_any()
    }
}
