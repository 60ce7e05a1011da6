use jiso::{
    proposals::{
        Autosaved, CustomerLetter, LinkForm, LogoForm, MakeForm, NewProposalSheet, ProposalForm, ProposalSheet, ProposalText,
        SaveForm, SendForm,
    },
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, a_stranger_reads, came_from, enter, lobby},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "proposal_templates", input = GetUrl, output = Packed)]
pub async fn proposal_templates(deal: String) -> Reply<NewProposalSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.proposals.choose(&caller, &deal).await?)
}

#[server(prefix = "/api", endpoint = "proposal", input = GetUrl, output = Packed)]
pub async fn proposal(id: String) -> Reply<ProposalSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.proposals.sheet(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "proposal_text", input = GetUrl, output = Packed)]
pub async fn read_proposal(id: String, version: String) -> Reply<ProposalText> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.proposals.text(&caller, &id, &version).await?)
}

#[server(prefix = "/api", endpoint = "make_proposal", output = Packed)]
pub async fn make_proposal(form: MakeForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.proposals.make(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=made")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "save_proposal", output = Packed)]
pub async fn save_proposal(form: SaveForm) -> Reply<Timestamp> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (id, at) = portal.proposals.save(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=saved&after={}", at.micros())));
    Ok(at)
}

/// While somebody types.
#[server(prefix = "/api", endpoint = "autosave_proposal", output = Packed)]
pub async fn autosave_proposal(form: SaveForm) -> Reply<Autosaved> {
    let Desk { portal, caller } = enter()?;
    let (id, at) = portal.proposals.save(&caller, form).await?;
    Ok(Autosaved { at, unprintable: portal.proposals.unprintable(&caller, id).await? })
}

#[server(prefix = "/api", endpoint = "keep_proposal", output = Packed)]
pub async fn keep_proposal(form: ProposalForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let id = portal.proposals.keep(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=kept#versions")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "send_proposal", output = Packed)]
pub async fn send_proposal(form: SendForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after: String = form.idempotency_key.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    let id = portal.proposals.send(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=sent&after={after}#versions")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "customer_letter", input = GetUrl, output = Packed)]
pub async fn letter(secret: String) -> Reply<CustomerLetter> {
    let (portal, from, counts) = (lobby()?, came_from(), a_stranger_reads());
    Ok(portal.proposals.letter(jiso::proposals::LetterAsked { secret, from, counts }).await?)
}

/// Made again, it is another link: the moment in the address has the page read anew.
#[server(prefix = "/api", endpoint = "share_proposal", output = Packed)]
pub async fn share_proposal(form: LinkForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (id, at) = portal.proposals.share(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=linked&after={}#versions", at.micros())));
    Ok(())
}

#[server(prefix = "/api", endpoint = "withdraw_letter", output = Packed)]
pub async fn withdraw_letter(form: LinkForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after: String = form.version.chars().filter(char::is_ascii_digit).take(10).collect();
    let id = portal.proposals.withdraw_link(&caller, form).await?;
    tell(Instruction::Redirect(format!("/proposals/{id}?done=unlinked&after={after}#versions")));
    Ok(())
}

/// Its form goes on where it stands.
#[server(prefix = "/api", endpoint = "put_logo", output = Packed)]
pub async fn put_logo(form: LogoForm) -> Reply<()> {
    let Desk { portal, caller } = enter()?;
    portal.proposals.put_logo(&caller, form).await?;
    Ok(())
}
