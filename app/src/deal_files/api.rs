//! Server functions of files on deals.

use jiso::deal_files::{Arrived, AttachForm, RemoveForm};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{Packed, Reply},
};

/// The file itself has been stored by the server before, which says so in the context.
#[server(prefix = "/api", endpoint = "attach_deal_file", output = Packed)]
pub async fn attach_deal_file(form: AttachForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (arrived, after) = (use_context::<Arrived>(), form.key.clone());
    let deal = portal.deal_files.attach(&caller, form, arrived).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=filed&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "remove_deal_file", output = Packed)]
pub async fn remove_deal_file(form: RemoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.file.clone();
    let deal = portal.deal_files.remove(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=unfiled&after={after}")));
    Ok(())
}
