//! Server functions: enter, ask the portal, tell the answer.

use jiso::search::{CloseMissForm, ForgetSearchForm, MissesSheet, SaveSearchForm, Suggested, SynonymsForm, SynonymsSheet};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "suggest", input = GetUrl, output = Packed)]
pub async fn suggest(typed: String) -> Reply<Vec<Suggested>> {
    let desk = enter()?;
    Ok(desk.portal.search.suggest(&desk.caller, &typed).await?)
}

#[server(prefix = "/api", endpoint = "save_search", output = Packed)]
pub async fn save_search(form: SaveSearchForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let address = portal.search.save_search(&caller, form).await?;
    tell(Instruction::Redirect(format!("/kits?{address}&done=search_saved")));
    Ok(())
}

/// Back to the list of kits, where they stand.
#[server(prefix = "/api", endpoint = "forget_search", output = Packed)]
pub async fn forget_search(form: ForgetSearchForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.address.clone();
    portal.search.forget_search(&caller, form).await?;
    tell(Instruction::Redirect(jiso::address::address("/kits", [("done", "search_forgotten"), ("after", after.as_str())])));
    Ok(())
}

#[server(prefix = "/api", endpoint = "search_misses", input = GetUrl, output = Packed)]
pub async fn search_misses() -> Reply<MissesSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.search.misses(&caller).await?)
}

#[server(prefix = "/api", endpoint = "close_miss", output = Packed)]
pub async fn close_miss(form: CloseMissForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    // The same done once more is another address, so that the page is read anew.
    let after = form.miss.clone();
    portal.search.close_miss(&caller, form).await?;
    tell(Instruction::Redirect(jiso::address::address("/console/searches", [("done", "closed"), ("after", after.as_str())])));
    Ok(())
}

#[server(prefix = "/api", endpoint = "synonym_groups", input = GetUrl, output = Packed)]
pub async fn synonym_groups(wanted: String) -> Reply<SynonymsSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.search.synonyms(&caller, &wanted).await?)
}

#[server(prefix = "/api", endpoint = "save_synonyms", output = Packed)]
pub async fn save_synonyms(form: SynonymsForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let version = portal.search.save_synonyms(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/synonyms?done=saved&after={version}")));
    Ok(())
}
