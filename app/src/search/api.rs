//! Server functions: enter, ask the portal.

use jiso::search::Suggestion;
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "suggest", input = GetUrl, output = Packed)]
pub async fn suggest(typed: String) -> Reply<Vec<Suggestion>> {
    let desk = enter()?;
    Ok(desk.portal.search.suggest(&desk.caller, &typed).await?)
}
