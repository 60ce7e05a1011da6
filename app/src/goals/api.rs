use jiso::{
    caller::Caller,
    goals::{GoalAnswerForm, GoalForm, GoalsSheet, Side},
    id::CompanyId,
};
use leptos::prelude::*;

use crate::{
    entry::enter,
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "goals", input = GetUrl, output = Packed)]
pub async fn goals() -> Reply<GoalsSheet> {
    let desk = enter()?;
    Ok(desk.portal.goals.mine(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "propose_goal", output = Packed)]
pub async fn propose_goal(form: GoalForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let goal = form.idempotency_key.clone();
    let company = desk.portal.goals.propose(&desk.caller, form).await?;
    tell(Instruction::Redirect(place(&desk.caller, company, "proposed", &goal)));
    Ok(())
}

/// Other numbers in place of a proposal. A form of its own, as a page may show both.
#[server(prefix = "/api", endpoint = "counter_goal", output = Packed)]
pub async fn counter_goal(form: GoalForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let goal = form.idempotency_key.clone();
    let company = desk.portal.goals.propose(&desk.caller, form).await?;
    tell(Instruction::Redirect(place(&desk.caller, company, "countered", &goal)));
    Ok(())
}

#[server(prefix = "/api", endpoint = "agree_goal", output = Packed)]
pub async fn agree_goal(form: GoalAnswerForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let goal = form.goal.clone();
    let company = desk.portal.goals.agree(&desk.caller, form).await?;
    tell(Instruction::Redirect(place(&desk.caller, company, "agreed", &goal)));
    Ok(())
}

#[server(prefix = "/api", endpoint = "end_goal", output = Packed)]
pub async fn end_goal(form: GoalAnswerForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let goal = form.goal.clone();
    let company = desk.portal.goals.end(&desk.caller, form).await?;
    tell(Instruction::Redirect(place(&desk.caller, company, "ended", &goal)));
    Ok(())
}

/// Where the caller sees a company's goals. The same done to another goal is another address, so that the page is read anew.
fn place(caller: &Caller, company: CompanyId, done: &str, goal: &str) -> String {
    match Side::of(caller.role) {
        Side::Partner => format!("/goals?done={done}&after={goal}"),
        Side::Vendor => format!("/console/partners/{company}?goal={done}&after={goal}#goals"),
    }
}
