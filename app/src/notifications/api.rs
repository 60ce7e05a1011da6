use jiso::notifications::{NoticeForm, ReadAllForm};
use leptos::prelude::*;

use super::words::NoticesWords;
use crate::{
    entry::{asked_in, enter},
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
