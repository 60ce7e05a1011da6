//! Server functions: enter, ask the portal, tell the answer.

use jiso::news::{NewsLine, NewsSheet};
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "news", input = GetUrl, output = Packed)]
pub async fn news() -> Reply<Vec<NewsLine>> {
    let desk = enter()?;
    Ok(desk.portal.news.list(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "news_item", input = GetUrl, output = Packed)]
pub async fn news_item(slug: String) -> Reply<NewsSheet> {
    let desk = enter()?;
    Ok(desk.portal.news.sheet(&desk.caller, &slug).await?)
}
