use jiso::{
    failure::Failure,
    recognition::{
        AwardForm, AwardsDesk, GiftForm, KudosForm, MvpForm, NominationForm, RecognitionDesk, RecognitionSheet, StepForm,
        month_text, read_month,
    },
};
use leptos::prelude::*;

use crate::{
    entry::enter,
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "recognition", input = GetUrl, output = Packed)]
pub async fn recognition(company: String) -> Reply<RecognitionSheet> {
    let desk = enter()?;
    let company = match company.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::NotFound)?),
    };
    Ok(desk.portal.recognition.sheet(&desk.caller, company).await?)
}

#[server(prefix = "/api", endpoint = "give_kudos", output = Packed)]
pub async fn give_kudos(form: KudosForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let after = form.idempotency_key.clone();
    desk.portal.recognition.thank(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/recognition?after={after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "recognition_desk", input = GetUrl, output = Packed)]
pub async fn desk_of_month(month: String) -> Reply<RecognitionDesk> {
    let desk = enter()?;
    let month = match month.as_str() {
        "" => None,
        text => Some(read_month(text).ok_or(Failure::NotFound)?),
    };
    Ok(desk.portal.recognition.desk(&desk.caller, month).await?)
}

#[server(prefix = "/api", endpoint = "confirm_mvp", output = Packed)]
pub async fn confirm_mvp(form: MvpForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let month = month_text(desk.portal.recognition.confirm_mvp(&desk.caller, form).await?);
    tell(Instruction::Redirect(format!("/console/recognition?month={month}&after=mvp")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "decide_step", output = Packed)]
pub async fn decide_step(form: StepForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let after = if form.decision == StepForm::DISMISS { "dismissed" } else { "praised" };
    let step = form.step.clone();
    desk.portal.recognition.decide_step(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/recognition?after={after}&step={step}#steps")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "awards_desk", input = GetUrl, output = Packed)]
pub async fn awards_of_year(year: String, company: String) -> Reply<AwardsDesk> {
    let desk = enter()?;
    let year = match year.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Failure::NotFound)?),
    };
    let company = match company.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::NotFound)?),
    };
    Ok(desk.portal.recognition.awards(&desk.caller, year, company).await?)
}

#[server(prefix = "/api", endpoint = "name_for_award", output = Packed)]
pub async fn name_for_award(form: NominationForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let page = if desk.caller.role.is_partner() { "/recognition" } else { "/console/recognition/awards" };
    let after = form.idempotency_key.clone();
    desk.portal.recognition.nominate(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("{page}?after=named-{after}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "grant_award", output = Packed)]
pub async fn grant_award(form: AwardForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let category = form.category.clone();
    let year = desk.portal.recognition.grant(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/recognition/awards?year={year}&after=granted-{category}")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "change_gift", output = Packed)]
pub async fn change_gift(form: GiftForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let after = if form.decision == GiftForm::SEND { "sent" } else { "kept" };
    let gift = form.gift.clone();
    desk.portal.recognition.change_gift(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/recognition/awards?after={after}-{gift}#gifts")));
    Ok(())
}
