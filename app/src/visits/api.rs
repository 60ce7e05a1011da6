use jiso::visits::{
    DebriefForm, VisitAcceptForm, VisitAnswerForm, VisitForm, VisitList, VisitMoveForm, VisitRequestForm, VisitRequestSheet,
    VisitSheet, VisitTimesForm,
};
use leptos::prelude::*;

use crate::{
    entry::{Desk, enter},
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "visits", input = GetUrl, output = Packed)]
pub async fn visits() -> Reply<VisitList> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.visits.list(&caller).await?)
}

#[server(prefix = "/api", endpoint = "visit", input = GetUrl, output = Packed)]
pub async fn visit(id: String) -> Reply<VisitSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.visits.sheet(&caller, &id).await?)
}

#[server(prefix = "/api", endpoint = "visit_to_request", input = GetUrl, output = Packed)]
pub async fn visit_to_request(deal: String) -> Reply<VisitRequestSheet> {
    let Desk { portal, caller } = enter()?;
    Ok(portal.visits.before_request(&caller, &deal).await?)
}

#[server(prefix = "/api", endpoint = "request_visit", output = Packed)]
pub async fn request_visit(form: VisitRequestForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let visit = portal.visits.request(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=requested")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "propose_visit_times", output = Packed)]
pub async fn propose_visit_times(form: VisitTimesForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    // The same done with other times is another address, so that the page is read anew.
    let after = digits(&format!("{}{}", form.day1, form.time1));
    let visit = portal.visits.propose_times(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=proposed&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "accept_visit", output = Packed)]
pub async fn accept_visit(form: VisitAcceptForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = digits(&form.slot);
    let visit = portal.visits.accept(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=accepted&after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "substitute_visit", output = Packed)]
pub async fn substitute_visit(form: VisitMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let visit = portal.visits.substitute(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=substituted")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "cancel_visit", output = Packed)]
pub async fn cancel_visit(form: VisitMoveForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let visit = portal.visits.cancel(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=cancelled")));
    Ok(())
}

/// Whether it took place, said on the visit's own page.
#[server(prefix = "/api", endpoint = "confirm_visit", output = Packed)]
pub async fn confirm_visit(form: VisitAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let (visit, held) = (form.visit.clone(), form.held.clone());
    portal.visits.answer(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=said_{held}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "debrief_visit", output = Packed)]
pub async fn debrief_visit(form: DebriefForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let visit = portal.visits.debrief(&caller, form).await?;
    tell(Instruction::Redirect(format!("/visits/{visit}?done=debriefed")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "report_visit", output = Packed)]
pub async fn report_visit(form: VisitForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let deal = portal.visits.report(&caller, form).await?;
    tell(Instruction::Redirect(format!("/deals/{deal}?done=visit_reported&after=visit#visits")));
    Ok(())
}

/// Whether it took place, said by the vendor on the deal's page.
#[server(prefix = "/api", endpoint = "answer_visit", output = Packed)]
pub async fn answer_visit(form: VisitAnswerForm) -> Reply<()> {
    let (Desk { portal, caller }, tell) = (enter()?, port());
    let after = form.visit.clone();
    let deal = portal.visits.answer(&caller, form).await?;
    tell(Instruction::Redirect(format!("/console/deals/{deal}?done=visit_answered&after={after}")));
    Ok(())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(20).collect()
}
