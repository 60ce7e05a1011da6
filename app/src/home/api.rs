use jiso::home::HomeSheet;
use leptos::prelude::*;

use crate::{entry::enter, wire::Reply};

#[server(prefix = "/api", endpoint = "home", input = leptos::server_fn::codec::GetUrl)]
pub async fn home() -> Reply<HomeSheet> {
    let desk = enter()?;
    Ok(desk.portal.homes.home(&desk.caller).await?)
}
