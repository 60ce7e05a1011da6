use jiso::leaderboards::{BoardForm, BoardView};
use leptos::prelude::*;

use crate::{
    entry::enter,
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "board", input = GetUrl, output = Packed)]
pub async fn board(form: BoardForm) -> Reply<BoardView> {
    let desk = enter()?;
    Ok(desk.portal.leaderboards.board(&desk.caller, form.read()).await?)
}
