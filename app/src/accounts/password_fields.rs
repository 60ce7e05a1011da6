use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    forms::{FormState, TextField},
    frame::lang,
    text::accounts as t,
};

/// A new password, typed twice. Never filled with what was typed before.
#[component]
pub fn PasswordFields<S>(form: FormState<S>) -> impl IntoView
where
    S: ServerFn + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    S::Error: Send + Sync + 'static,
{
    let l = lang();
    view! {
        <TextField
            name="password"
            kind="password"
            autocomplete="new-password"
            label=t::new_password(l)
            hint=t::password_hint(l)
            value=""
            problem=form.problem("password")
        />
        <TextField
            name="password_again"
            kind="password"
            autocomplete="new-password"
            label=t::password_again(l)
            value=""
            problem=form.problem("password_again")
        />
    }
}
