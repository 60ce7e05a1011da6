//! Server functions: enter, ask the portal, tell the answer. Rules come as sentences in the language of the page that asks.

use jiso::{
    id::WhatIfId,
    programme::{
        Checked, DraftForm, DraftSheet, ProgrammeSheet, ReleaseForm, ReleaseSheet, RunForm, RunLine, VersionDiff, WhatIfSheet,
    },
};
use leptos::prelude::*;

use crate::{
    entry::{asked_in, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "programme", input = GetUrl, output = Packed)]
pub async fn programme() -> Reply<ProgrammeSheet> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(desk.portal.programmes.sheet(&desk.caller, lang).await?)
}

/// Numbers as they stand in an address; what is none asks for nothing in particular.
#[server(prefix = "/api", endpoint = "compare_versions", input = GetUrl, output = Packed)]
pub async fn compare_versions(from: String, to: String) -> Reply<VersionDiff> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(desk.portal.programmes.compare(&desk.caller, lang, from.parse().ok(), to.parse().ok()).await?)
}

#[server(prefix = "/api", endpoint = "programme_draft", input = GetUrl, output = Packed)]
pub async fn programme_draft() -> Reply<DraftSheet> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(desk.portal.programmes.draft(&desk.caller, lang).await?)
}

/// Stays where it is: whoever writes keeps their place in the text.
#[server(prefix = "/api", endpoint = "save_programme_draft", output = Packed)]
pub async fn save_programme_draft(form: DraftForm) -> Reply<Checked> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(desk.portal.programmes.save_draft(&desk.caller, lang, form).await?)
}

#[server(prefix = "/api", endpoint = "set_programme_numbers", output = Packed)]
pub async fn set_programme_numbers(form: DraftForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.programmes.set_numbers(&desk.caller, form).await?;
    tell(Instruction::Redirect("/console/programme/edit?done=numbers".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "drop_programme_draft", output = Packed)]
pub async fn drop_programme_draft() -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.programmes.drop_draft(&desk.caller).await?;
    tell(Instruction::Redirect("/console/programme/edit?done=dropped".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "programme_release", input = GetUrl, output = Packed)]
pub async fn programme_release() -> Reply<ReleaseSheet> {
    let (desk, lang) = (enter()?, asked_in());
    Ok(desk.portal.programmes.release(&desk.caller, lang).await?)
}

#[server(prefix = "/api", endpoint = "publish_programme", output = Packed)]
pub async fn publish_programme(form: ReleaseForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let number = desk.portal.programmes.publish(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/programme?published={number}")));
    Ok(())
}

/// Without an id, the newest.
#[server(prefix = "/api", endpoint = "what_if", input = GetUrl, output = Packed)]
pub async fn what_if(run: String) -> Reply<WhatIfSheet> {
    let (desk, lang) = (enter()?, asked_in());
    let run = if run.is_empty() { None } else { Some(RunForm { run }.read()?) };
    Ok(desk.portal.programmes.what_if(&desk.caller, lang, run).await?)
}

#[server(prefix = "/api", endpoint = "begin_what_if", output = Packed)]
pub async fn begin_what_if() -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let run = desk.portal.programmes.begin_what_if(&desk.caller).await?;
    tell(shown(run, ""));
    Ok(())
}

#[server(prefix = "/api", endpoint = "what_if_line", input = GetUrl, output = Packed)]
pub async fn what_if_line(run: String) -> Reply<RunLine> {
    let desk = enter()?;
    Ok(desk.portal.programmes.what_if_line(&desk.caller, RunForm { run }.read()?).await?)
}

#[server(prefix = "/api", endpoint = "cancel_what_if", output = Packed)]
pub async fn cancel_what_if(form: RunForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let run = desk.portal.programmes.cancel_what_if(&desk.caller, form).await?;
    tell(shown(run, "&seen=cancelled"));
    Ok(())
}

fn shown(run: WhatIfId, seen: &str) -> Instruction {
    Instruction::Redirect(format!("/console/programme/what-if?run={run}{seen}"))
}
