use jiso::boards::{BoardForm, BoardList, BoardSheet, CustomerPlan, StepForm};
use leptos::prelude::*;

use crate::{
    entry::{Desk, asked_in, enter, lobby},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "first_order_boards", input = GetUrl, output = Packed)]
pub async fn first_order_boards() -> Reply<BoardList> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.boards.list(&caller).await?)
}

#[server(prefix = "/api", endpoint = "first_order_board", input = GetUrl, output = Packed)]
pub async fn first_order_board(id: String) -> Reply<BoardSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.boards.sheet(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "customer_view", input = GetUrl, output = Packed)]
pub async fn customer_view(id: String) -> Reply<CustomerPlan> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.boards.customer_view(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "customer_plan", input = GetUrl, output = Packed)]
pub async fn plan(secret: String) -> Reply<CustomerPlan> {
    let (portal, lang) = (lobby()?, asked_in());
    Ok(portal.boards.plan(&secret, lang).await?)
}

#[server(prefix = "/api", endpoint = "finish_step", output = Packed)]
pub async fn finish_step(form: StepForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.step);
    let deal = portal.boards.finish(&caller, form).await?;
    tell(Instruction::Redirect(format!("/boards/{deal}?done=finished&after={after}#steps")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "reopen_step", output = Packed)]
pub async fn reopen_step(form: StepForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.step);
    let deal = portal.boards.reopen(&caller, form).await?;
    tell(Instruction::Redirect(format!("/boards/{deal}?done=reopened&after={after}#steps")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "take_step", output = Packed)]
pub async fn take_step(form: StepForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = plain(&form.step);
    let deal = portal.boards.take(&caller, form).await?;
    tell(Instruction::Redirect(format!("/boards/{deal}?done=taken&after={after}#steps")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "share_board", output = Packed)]
pub async fn share_board(form: BoardForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let deal = portal.boards.share(&caller, form).await?;
    tell(Instruction::Redirect(format!("/boards/{deal}?done=shared#share")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_share", output = Packed)]
pub async fn withdraw_share(form: BoardForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let deal = portal.boards.withdraw_share(&caller, form).await?;
    tell(Instruction::Redirect(format!("/boards/{deal}?done=withdrawn#share")));
    Ok(())
}

/// The same done to another step is another address, so that the page is read anew.
fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(80).collect()
}
