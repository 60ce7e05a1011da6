//! Server functions: what a demo shows to everybody.

use jiso::{
    demo::{Demo, Persona, SentMail},
    failure::Failure,
};
use leptos::prelude::*;

use crate::{
    entry::lobby,
    wire::{Fault, GetUrl, Packed, Reply},
};

fn demo() -> Reply<std::sync::Arc<dyn Demo>> {
    lobby()?.demo.ok_or(Fault(Failure::NotFound))
}

#[server(prefix = "/api", endpoint = "demo_personas", input = GetUrl, output = Packed)]
pub async fn demo_personas() -> Reply<Vec<Persona>> {
    let demo = demo()?;
    Ok(demo.personas().await?)
}

#[server(prefix = "/api", endpoint = "demo_mails", input = GetUrl, output = Packed)]
pub async fn demo_mails() -> Reply<Vec<SentMail>> {
    let demo = demo()?;
    Ok(demo.mails().await?)
}
