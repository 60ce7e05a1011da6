use leptos::prelude::*;

use super::words::HomeWords;
use crate::{
    entry::{asked_in, enter},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "home", input = GetUrl, output = Packed)]
pub async fn home() -> Reply<HomeWords> {
    let (desk, lang) = (enter()?, asked_in());
    HomeWords::of(lang, desk.portal.homes.home(&desk.caller).await?)
}
