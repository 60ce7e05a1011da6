use jiso::lang::Lang;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::{
    api::{ChangePassword, ChangeProfile, MeSheet, SignOut, me},
    password_fields::PasswordFields,
};
use crate::{
    format::dot,
    forms::{Checkbox, FormProblems, PostForm, SelectField, Submit, TextField, use_form},
    frame::{Places, lang, load, show, title},
    notifications::{MailPreferences, api::ChangeNotices},
    text::{accounts as t, form},
    ui::Choice,
};

pub struct MePage;

#[lazy_route]
impl LazyRoute for MePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        show(load(|| (), |()| me()), |sheet| view! { <Me sheet/> }.into_any())
    }
}

#[component]
fn Me(sheet: MeSheet) -> impl IntoView {
    let MeSheet { me: sheet, notices } = sheet;
    let l = lang();
    let profile = use_form::<ChangeProfile>();
    let password = use_form::<ChangePassword>();
    let by_mail = use_form::<ChangeNotices>();
    let sign_out = use_form::<SignOut>();
    let query = use_query_map();
    let saved = move || query.with(|q| q.get("saved"));
    let languages = Lang::ALL.iter().map(|one| Choice::new(one.as_str(), t::lang(l, one.as_str()))).collect();
    view! {
        {title(t::me(l))}
        <div class="page narrow stack">
            <header class="page-head">
                <h1>{t::me(l)}</h1>
                <p class="hello">{sheet.email}{dot(l)}{t::role(l, sheet.role.as_str())}{sheet.company_name.map(|c| format!("{}{c}", dot(l)))}</p>
            </header>
            <Places role=sheet.role/>
            <div role="status">
                {move || match saved().as_deref() {
                    Some("profile" | "notices") => Some(view! { <p class="notice good">{t::saved(l)}</p> }),
                    Some("password") => Some(view! { <p class="notice good">{t::password_changed(l)}</p> }),
                    _ => None,
                }}
            </div>
            <PostForm form=profile plain=true class="sheet form">
                <h2>{t::profile(l)}</h2>
                <FormProblems failure=profile.failure()/>
                <TextField name="name" autocomplete="name" label=t::name(l) value=profile.value("name", sheet.name) problem=profile.problem("name")/>
                <SelectField name="lang" label=t::language(l) value=profile.value("lang", sheet.lang.as_str()) options=languages problem=profile.problem("lang")/>
                <Checkbox name="named_on_boards" label=t::named_on_boards(l) note=t::named_on_boards_hint(l) checked=profile.checked("named_on_boards", "true", sheet.named_on_boards)/>
                <div class="form-actions"><Submit pending=profile.pending() label=form::save(l)/></div>
            </PostForm>
            <MailPreferences words=notices form=by_mail/>
            <PostForm form=password plain=true class="sheet form">
                <h2>{t::change_password(l)}</h2>
                <FormProblems failure=password.failure()/>
                <TextField name="current" kind="password" autocomplete="current-password" label=t::current_password(l) value="" problem=password.problem("current")/>
                <PasswordFields form=password/>
                <div class="form-actions"><Submit class="btn" pending=password.pending() label=t::change_password_send(l)/></div>
            </PostForm>
            <PostForm form=sign_out plain=true>
                <Submit class="btn quiet" pending=sign_out.pending() label=t::sign_out(l)/>
            </PostForm>
        </div>
    }
}
