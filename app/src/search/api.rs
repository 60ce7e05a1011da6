//! Server functions: enter, ask the portal.

use jiso::search::Suggestion;
use leptos::prelude::*;

use crate::{entry::enter, wire::Reply};

#[server(prefix = "/api", endpoint = "suggest", input = leptos::server_fn::codec::GetUrl)]
pub async fn suggest(typed: String) -> Reply<Vec<Suggestion>> {
    let desk = enter()?;
    Ok(desk.portal.search.suggest(&desk.caller, &typed).await?)
}
