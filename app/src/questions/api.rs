//! Server functions: enter, ask the portal, tell the answer.

use jiso::questions::FaqSheet;
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "faq", input = GetUrl, output = Packed)]
pub async fn faq() -> Reply<FaqSheet> {
    let desk = enter()?;
    Ok(desk.portal.questions.faq(&desk.caller).await?)
}
