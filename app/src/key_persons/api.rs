//! Server functions: enter, ask the portal, tell where to go on.

use jiso::{
    caller::Caller,
    goals::Side,
    id::CompanyId,
    key_persons::{LeaveForm, PactAnswerForm, PactForm, PeopleSheet, RoleForm},
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

/// `company` is for the vendor.
#[server(prefix = "/api", endpoint = "key_people", input = GetUrl, output = Packed)]
pub async fn key_people(company: String) -> Reply<PeopleSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.key_persons.people(&caller, &company).await?)
}

#[server(prefix = "/api", endpoint = "give_role", output = Packed)]
pub async fn give_role(form: RoleForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    // The same done for somebody else is another address, so that the page is read anew.
    let after = format!("{}{}", form.role, form.user);
    let company = portal.key_persons.give_role(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, &format!("role&after={after}"))));
    Ok(())
}

#[server(prefix = "/api", endpoint = "propose_pact", output = Packed)]
pub async fn propose_pact(form: PactForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let company = portal.key_persons.propose_pact(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, "proposed")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "agree_pact", output = Packed)]
pub async fn agree_pact(form: PactAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let company = portal.key_persons.agree_pact(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, "agreed")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "end_pact", output = Packed)]
pub async fn end_pact(form: PactAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let company = portal.key_persons.end_pact(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, "ended")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "keep_pact_promise", output = Packed)]
pub async fn keep_pact_promise(form: PactAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after: String = form.promise.chars().filter(char::is_ascii_digit).take(2).collect();
    let company = portal.key_persons.keep_promise(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, &format!("kept&after={after}"))));
    Ok(())
}

#[server(prefix = "/api", endpoint = "person_left", output = Packed)]
pub async fn person_left(form: LeaveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.user.clone();
    let company = portal.key_persons.leave(&caller, form).await?;
    tell(Instruction::Redirect(back(&caller, company, &format!("left&after={after}"))));
    Ok(())
}

/// The page of each side.
fn back(caller: &Caller, company: CompanyId, done: &str) -> String {
    match Side::of(caller.role) {
        Side::Partner => format!("/people?done={done}"),
        Side::Vendor => format!("/console/partners/{company}/people?done={done}"),
    }
}
