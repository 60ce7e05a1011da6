//! Server functions: enter, ask the portal, tell the answer.

use jiso::{
    id::PlayId,
    plays::{PlayConsentForm, PlayDraftSheet, PlayForm, PlayMoveForm, PlaySheet},
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "play", input = GetUrl, output = Packed)]
pub async fn play(id: String) -> Reply<PlaySheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.plays.sheet(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "play_to_propose", input = GetUrl, output = Packed)]
pub async fn play_to_propose(visit: String) -> Reply<PlayDraftSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.plays.before_proposing(&caller, &visit).await?)
}

/// The same done with another text is another address, so that the page is read anew.
fn back(play: PlayId, done: &str, seen: &str) -> Instruction {
    let after: String = seen.chars().filter(char::is_ascii_digit).take(12).collect();
    Instruction::Redirect(format!("/plays/{play}?done={done}&after={after}"))
}

#[server(prefix = "/api", endpoint = "propose_play", output = Packed)]
pub async fn propose_play(form: PlayForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let play = portal.plays.propose(&caller, form).await?;
    tell(back(play, "proposed", ""));
    Ok(())
}

#[server(prefix = "/api", endpoint = "change_play", output = Packed)]
pub async fn change_play(form: PlayForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.change(&caller, form).await?;
    tell(back(play, "changed", &seen));
    Ok(())
}

#[server(prefix = "/api", endpoint = "consent_to_play", output = Packed)]
pub async fn consent_to_play(form: PlayConsentForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.consent(&caller, form).await?;
    tell(back(play, "consented", &seen));
    Ok(())
}

#[server(prefix = "/api", endpoint = "ask_play_change", output = Packed)]
pub async fn ask_play_change(form: PlayMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.ask_change(&caller, form).await?;
    tell(back(play, "change_asked", &seen));
    Ok(())
}

#[server(prefix = "/api", endpoint = "decline_play", output = Packed)]
pub async fn decline_play(form: PlayMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.decline(&caller, form).await?;
    tell(back(play, "declined", &seen));
    Ok(())
}

#[server(prefix = "/api", endpoint = "publish_play", output = Packed)]
pub async fn publish_play(form: PlayMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.publish(&caller, form).await?;
    tell(back(play, "published", &seen));
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_play", output = Packed)]
pub async fn withdraw_play(form: PlayMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let seen = form.version.clone();
    let play = portal.plays.withdraw(&caller, form).await?;
    tell(back(play, "withdrawn", &seen));
    Ok(())
}
