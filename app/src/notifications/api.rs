use jiso::notifications::{ActForm, NoticeForm, PreferencesForm, ReadAllForm};
use leptos::prelude::*;

use super::{act_words::ActWords, words::NoticesWords};
use crate::{
    entry::{asked_in, enter, lobby},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "notifications", input = GetUrl, output = Packed)]
pub async fn notifications() -> Reply<NoticesWords> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(NoticesWords::of(lang, desk.portal.notifications.mine(&desk.caller).await?))
}

#[server(prefix = "/api", endpoint = "open_notice", output = Packed)]
pub async fn open_notice(form: NoticeForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let link = desk.portal.notifications.open(&desk.caller, form).await?;
    tell(Instruction::Redirect(link));
    Ok(())
}

#[server(prefix = "/api", endpoint = "read_all_notices", output = Packed)]
pub async fn read_all_notices(form: ReadAllForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let newest = form.newest.clone();
    desk.portal.notifications.read_all(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/notifications?done=read&after={newest}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "change_notices", output = Packed)]
pub async fn change_notices(form: PreferencesForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.notifications.change_preferences(&desk.caller, form).await?;
    tell(Instruction::Redirect("/me?saved=notices#notices".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "act_sheet", input = GetUrl, output = Packed)]
pub async fn act_sheet(token: String) -> Reply<ActWords> {
    let (portal, lang) = (lobby()?, asked_in());
    Ok(ActWords::of(lang, portal.notifications.act_sheet(&token).await?))
}

#[server(prefix = "/api", endpoint = "act_by_link", output = Packed)]
pub async fn act_by_link(form: ActForm) -> Reply<()> {
    let (portal, tell, lang) = (lobby()?, port(), asked_in());
    let token = form.token.clone();
    portal.notifications.act(form).await?;
    tell(Instruction::Redirect(format!("/act/{token}?done=1&lang={}", lang.as_str())));
    Ok(())
}
