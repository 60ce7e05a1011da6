use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::api::SignIn;
use crate::{
    forms::{FormProblems, HiddenField, PostForm, Submit, TextField, use_form},
    frame::{lang, title, visit},
    text::accounts as t,
};

pub struct SignInPage {
    next: String,
}

#[lazy_route]
impl LazyRoute for SignInPage {
    fn data() -> Self {
        Self { next: use_query_map().with_untracked(|query| query.get("next").unwrap_or_default()) }
    }

    fn view(this: Self) -> AnyView {
        let l = lang();
        let form = use_form::<SignIn>();
        view! {
            {title(t::sign_in(l))}
            <div class="page narrow door">
                <h1>{t::sign_in(l)}</h1>
                <p class="hello">{t::sign_in_lead(l)}</p>
                <PostForm form plain=true class="sheet form">
                    <FormProblems failure=form.failure()/>
                    <HiddenField name="next" value=form.value("next", this.next)/>
                    <TextField name="email" kind="email" autocomplete="username" label=t::email(l) value=form.value("email", "") problem=form.problem("email")/>
                    <TextField name="password" kind="password" autocomplete="current-password" label=t::password(l) value="" problem=form.problem("password")/>
                    <div class="form-actions">
                        <Submit pending=form.pending() label=t::sign_in(l)/>
                        <a class="link" href="/forgot">{t::forgot_link(l)}</a>
                    </div>
                </PostForm>
                {visit().demo.then(|| view! { <p class="notice"><a href="/demo">{t::to_demo(l)}</a></p> })}
            </div>
        }
        .into_any()
    }
}
