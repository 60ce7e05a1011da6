use jiso::scripts::{PlaySheet, ScriptDesk, SettleForm, TapForm, TapsForm};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "script", input = GetUrl, output = Packed)]
pub async fn played_script(slug: String, deal: String) -> Reply<PlaySheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.scripts.play(&caller, &slug, &deal).await?)
}

/// One tap, where no script of the browser's keeps it.
#[server(prefix = "/api", endpoint = "tap_branch", output = Packed)]
pub async fn tap_branch(form: TapForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let deal = portal.scripts.tap(&caller, form.clone()).await?;
    // A page about a deal that is not one's own is not found.
    let onward = TapForm { deal: deal.map(|deal| deal.to_string()).unwrap_or_default(), ..form };
    tell(Instruction::Redirect(onward.onward()));
    Ok(())
}

/// Taps that the browser has kept; sent by `static/offline.js`.
#[server(prefix = "/api", endpoint = "keep_taps", output = Packed)]
pub async fn keep_taps(form: TapsForm) -> Reply<u32> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.scripts.keep(&caller, form).await?)
}

#[server(prefix = "/api", endpoint = "script_desk", input = GetUrl, output = Packed)]
pub async fn branch_report(script: String, version: String) -> Reply<ScriptDesk> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.scripts.desk(&caller, &script, &version).await?)
}

#[server(prefix = "/api", endpoint = "settle_unanswered", output = Packed)]
pub async fn settle_unanswered(form: SettleForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let script: String = form.script.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let after: String = form.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    portal.scripts.settle(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/scripts?script={script}&done=settled&after={after}#unanswered")));
    Ok(())
}
