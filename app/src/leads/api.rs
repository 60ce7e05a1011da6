use jiso::leads::{LeadAnswerForm, LeadDesk, LeadForm, LeadPick, LeadsSheet};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "leads", input = GetUrl, output = Packed)]
pub async fn leads() -> Reply<LeadsSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.leads.mine(&caller).await?)
}

#[server(prefix = "/api", endpoint = "accept_lead", output = Packed)]
pub async fn accept_lead(form: LeadPick) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.leads.accept(&caller, form).await?;
    tell(Instruction::Redirect(format!("/leads?done=accepted&after={id}#lead-{id}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "decline_lead", output = Packed)]
pub async fn decline_lead(form: LeadAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.leads.decline(&caller, form).await?;
    tell(Instruction::Redirect(format!("/leads?done=declined&after={id}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "lead_courses", input = GetUrl, output = Packed)]
pub async fn lead_courses() -> Reply<LeadDesk> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.leads.desk(&caller).await?)
}

#[server(prefix = "/api", endpoint = "offer_lead", output = Packed)]
pub async fn offer_lead(form: LeadForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.leads.offer(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/leads?done=offered&after={id}#lead-{id}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_lead", output = Packed)]
pub async fn withdraw_lead(form: LeadPick) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.leads.withdraw(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/leads?done=withdrawn&after={id}#lead-{id}")));
    Ok(())
}
