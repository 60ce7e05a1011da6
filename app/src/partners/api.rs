use jiso::{
    failure::Failure,
    partners::{
        AskForm, BenefitForm, BenefitReturnForm, BoardNameForm, MeasureForm, MyCompanySheet, NewCompanyForm, NewPartnerSheet,
        PartnerFilterForm, PartnerList, PartnerSheet,
    },
    recognition::GiftPolicyForm,
};
use leptos::prelude::*;

use crate::{
    entry::enter,
    reply::{Instruction, port},
    wire::{GetUrl, Packed, Reply},
};

#[server(prefix = "/api", endpoint = "partners", input = GetUrl, output = Packed)]
pub async fn partners(form: PartnerFilterForm) -> Reply<PartnerList> {
    let desk = enter()?;
    Ok(desk.portal.partners.list(&desk.caller, form.read()).await?)
}

#[server(prefix = "/api", endpoint = "partner", input = GetUrl, output = Packed)]
pub async fn partner(id: String) -> Reply<PartnerSheet> {
    let desk = enter()?;
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(desk.portal.partners.sheet(&desk.caller, id).await?)
}

#[server(prefix = "/api", endpoint = "new_partner", input = GetUrl, output = Packed)]
pub async fn new_partner() -> Reply<NewPartnerSheet> {
    let desk = enter()?;
    Ok(desk.portal.partners.new_sheet(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "create_partner", output = Packed)]
pub async fn create_partner(form: NewCompanyForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = desk.portal.partners.create(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?created=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "use_benefit", output = Packed)]
pub async fn use_benefit(form: BenefitForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = desk.portal.partners.use_benefit(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?used=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "ask_partner", output = Packed)]
pub async fn ask_partner(form: AskForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = form.company.parse().map_err(|_| Failure::NotFound)?;
    desk.portal.partners.ask(&desk.caller, id).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?asked=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "return_benefit", output = Packed)]
pub async fn return_benefit(form: BenefitReturnForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = desk.portal.partners.return_benefit(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?returned=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "note_measure", output = Packed)]
pub async fn note_measure(form: MeasureForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let id = desk.portal.partners.note_measure(&desk.caller, form).await?;
    tell(Instruction::Redirect(format!("/console/partners/{id}?noted=1")));
    Ok(())
}

#[server(prefix = "/api", endpoint = "my_company", input = GetUrl, output = Packed)]
pub async fn my_company() -> Reply<MyCompanySheet> {
    let desk = enter()?;
    Ok(desk.portal.partners.my_company(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "accept_gifts", output = Packed)]
pub async fn accept_gifts(form: GiftPolicyForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.partners.accept_gifts(&desk.caller, form).await?;
    tell(Instruction::Redirect("/company?saved=1".into()));
    Ok(())
}

#[server(prefix = "/api", endpoint = "name_on_boards", output = Packed)]
pub async fn name_on_boards(form: BoardNameForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    desk.portal.partners.name_on_boards(&desk.caller, form).await?;
    tell(Instruction::Redirect("/company?saved=1".into()));
    Ok(())
}
