//! Server functions: enter, ask the portal, tell the answer.

use jiso::questions::FaqSheet;
use leptos::prelude::*;

use crate::{entry::enter, wire::Reply};

#[server(prefix = "/api", endpoint = "faq", input = leptos::server_fn::codec::GetUrl)]
pub async fn faq() -> Reply<FaqSheet> {
    let desk = enter()?;
    Ok(desk.portal.questions.faq(&desk.caller).await?)
}
