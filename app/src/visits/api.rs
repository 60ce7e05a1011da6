use jiso::visits::{VisitAnswerForm, VisitForm};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{Packed, Reply},
};

#[server(prefix = "/api", endpoint = "report_visit", output = Packed)]
pub async fn report_visit(form: VisitForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let deal = portal.visits.report(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=visit_reported&after=visit#visits")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "answer_visit", output = Packed)]
pub async fn answer_visit(form: VisitAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.visit.clone();
    let deal = portal.visits.answer(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/deals/{deal}?done=visit_answered&after={after}")));
    Ok(())
}
