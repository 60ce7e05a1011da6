use jiso::progress::ProgressSheet;
use leptos::prelude::*;

use crate::{entry::enter, wire::Reply};

#[server(prefix = "/api", endpoint = "progress", input = leptos::server_fn::codec::GetUrl)]
pub async fn progress(page: u32) -> Reply<ProgressSheet> {
    let desk = enter()?;
    Ok(desk.portal.progress.sheet(&desk.caller, page).await?)
}
