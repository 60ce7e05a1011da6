use jiso::home::HomeSheet;
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "home", input = GetUrl, output = Packed)]
pub async fn home() -> Reply<HomeSheet> {
    let desk = enter()?;
    Ok(desk.portal.homes.home(&desk.caller).await?)
}
