//! Server functions: enter, ask the portal, tell the answer. Rules come as sentences in the language of the page that asks.

use jiso::programme::{Checked, DraftForm, DraftSheet, ProgrammeSheet, ReleaseForm, ReleaseSheet, VersionDiff};
use leptos::prelude::*;

use crate::{
    entry::{asked_in, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "programme_sheet", input = GetUrl, output = Packed)]
pub async fn programme_sheet() -> Reply<ProgrammeSheet> {
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
