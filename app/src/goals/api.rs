use jiso::goals::{AgreeForm, GoalForm};
use leptos::prelude::*;

use crate::{
    entry::enter,
    reply::{Instruction, port},
    wire::{Packed, Reply},
};

#[server(prefix = "/api", endpoint = "propose_goal", output = Packed)]
pub async fn propose_goal(form: GoalForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.goals.propose(&desk.caller, form).await?;
    tell(Instruction::Redirect("/company?goal=1".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "agree_goal", output = Packed)]
pub async fn agree_goal(form: AgreeForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = desk.portal.goals.agree(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?agreed=1")));
    Ok(())
}
