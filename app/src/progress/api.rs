use jiso::progress::ProgressSheet;
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "progress", input = GetUrl, output = Packed)]
pub async fn progress(page: u32) -> Reply<ProgressSheet> {
    let desk = enter()?;
    Ok(desk.portal.progress.sheet(&desk.caller, page).await?)
}
