use jiso::trace::{TraceForm, TraceSheet};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "trace", input = GetUrl, output = Packed)]
pub async fn content_trace(form: TraceForm) -> Reply<TraceSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.trace.trace(&caller, form).await?)
}
