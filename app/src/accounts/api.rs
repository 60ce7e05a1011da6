//! Server functions: enter, ask the portal, tell the answer.

// A server function is async, whether it waits or not.
#![allow(clippy::unused_async)]

use jiso::{
    accounts::{
        AcceptForm, FirstAdministratorForm, ForgotForm, InvitationSheet, InviteForm, MySheet, PasswordForm, ProfileForm,
        ResetForm, SignInForm, SignedIn, TeamSheet,
    },
    goals::Side,
    lang::Lang,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    entry::{asked_in, came_from, enter, lobby},
    notifications::PreferencesWords,
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

fn admit(tell: &impl Fn(Instruction), signed_in: SignedIn) {
    tell(Instruction::SignIn(signed_in.user));
    tell(Instruction::Redirect(signed_in.next));
}

#[server(prefix = "/api", endpoint = "sign_in", output = Packed)]
pub async fn sign_in(form: SignInForm) -> Reply<()> {
    let (portal, tell, from) = (lobby()?, port(), came_from());
    admit(&tell, portal.accounts.sign_in(form, &from).await?);
    Ok(())
}

#[server(prefix = "/api", endpoint = "sign_out", output = Packed)]
pub async fn sign_out() -> Reply<()> {
    let tell = port();
    tell(Instruction::SignOut);
    tell(Instruction::Redirect("/sign-in".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "invitation", input = GetUrl, output = Packed)]
pub async fn invitation(token: String) -> Reply<InvitationSheet> {
    let portal = lobby()?;
    Ok(portal.accounts.invitation(&token).await?)
}

#[server(prefix = "/api", endpoint = "accept_invitation", output = Packed)]
pub async fn accept_invitation(form: AcceptForm) -> Reply<()> {
    let (portal, tell, from) = (lobby()?, port(), came_from());
    admit(&tell, portal.accounts.accept(form, &from).await?);
    Ok(())
}

#[server(prefix = "/api", endpoint = "forgot_password", output = Packed)]
pub async fn forgot_password(form: ForgotForm) -> Reply<()> {
    let (portal, tell, from) = (lobby()?, port(), came_from());
    portal.accounts.forgot(form, &from).await?;
    tell(Instruction::Redirect("/forgot?sent=1".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "reset_password", output = Packed)]
pub async fn reset_password(form: ResetForm) -> Reply<()> {
    let (portal, tell, from) = (lobby()?, port(), came_from());
    admit(&tell, portal.accounts.reset(form, &from).await?);
    Ok(())
}

#[server(prefix = "/api", endpoint = "create_first_administrator", output = Packed)]
pub async fn create_first_administrator(form: FirstAdministratorForm) -> Reply<()> {
    let (portal, tell, lang, from) = (lobby()?, port(), asked_in(), came_from());
    admit(&tell, portal.accounts.create_first_administrator(form, lang, &from).await?);
    Ok(())
}

/// `/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeSheet {
    pub me: MySheet,
    pub notices: PreferencesWords,
}

#[server(prefix = "/api", endpoint = "me", input = GetUrl, output = Packed)]
pub async fn me() -> Reply<MeSheet> {
    let (desk, lang) = (enter()?, asked_in());
    let notices = desk.portal.notifications.preferences(&desk.caller).await?;
    let notices = PreferencesWords::of(lang, Side::of(desk.caller.role), &notices);
    Ok(MeSheet { me: desk.portal.accounts.me(&desk.caller).await?, notices })
}

#[server(prefix = "/api", endpoint = "change_profile", output = Packed)]
pub async fn change_profile(form: ProfileForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.accounts.change_profile(&desk.caller, form).await?;
    tell(Instruction::Redirect("/me?saved=profile".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "change_password", output = Packed)]
pub async fn change_password(form: PasswordForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.accounts.change_password(&desk.caller, form).await?;
    tell(Instruction::SignIn(desk.caller.user));
    tell(Instruction::Redirect("/me?saved=password".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "team", input = GetUrl, output = Packed)]
pub async fn team() -> Reply<TeamSheet> {
    let desk = enter()?;
    Ok(desk.portal.accounts.team(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "invite", output = Packed)]
pub async fn invite(form: InviteForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let back = if form.is_for_staff() {
        "/console/team?invited=1".into()
    } else if form.company.is_empty() {
        "/company?invited=1".into()
    } else {
        format!("/console/partners/{}?invited=1", form.company)
    };
    desk.portal.accounts.invite(&desk.caller, form).await?;
    tell(Instruction::Redirect(back));
    Ok(())
}

/// Which language to show from now on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageForm {
    pub lang: String,
    /// The page to come back to.
    pub back: String,
}

#[server(prefix = "/api", endpoint = "switch_language", output = Packed)]
pub async fn switch_language(form: LanguageForm) -> Reply<()> {
    let tell = port();
    tell(Instruction::Language(Lang::parse(&form.lang).unwrap_or_default()));
    tell(Instruction::Redirect(jiso::accounts::own_path(&form.back)));
    Ok(())
}
