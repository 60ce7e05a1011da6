use leptos::prelude::*;

use super::words::ProgressWords;
use crate::{
    entry::{asked_in, enter},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "progress", input = GetUrl, output = Packed)]
pub async fn progress(page: u32) -> Reply<ProgressWords> {
    let (desk, lang) = (enter()?, asked_in());
    ProgressWords::of(lang, desk.portal.progress.sheet(&desk.caller, page).await?)
}
