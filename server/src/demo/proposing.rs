//! Proposals that lie on the table today: one that was sent, and one that is being written.

use jiso::{
    deals::DealStage,
    failure::Answer,
    id::CompanyId,
    proposals::{MakeForm, OwnForm, Proposals, SaveForm, SendForm},
};
use serde::Deserialize;

use crate::office::Office;

/// What is written into them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposing {
    template: String,
    contact: String,
    employees: String,
    /// Name, line and price of what the partner adds of its own.
    own: Vec<(String, String, String)>,
    /// For the first editable parts of the template.
    regions: Vec<String>,
}

/// Of one company, about the first deals that have come so far.
pub(super) async fn propose(office: &Office, words: &Proposing, company: CompanyId) -> Answer<()> {
    let (open, people) = {
        let mut tx = office.store.read().await?;
        (tx.open_deals_of_company(company).await?, tx.users_of_company(company).await?)
    };
    let far = |stage| (DealStage::Proposal..=DealStage::Quote).contains(&stage);
    for (place, deal) in open.into_iter().map(|found| found.deal).filter(|deal| far(deal.stage)).take(2).enumerate() {
        let Some(owner) = people.iter().find(|user| user.id == deal.owner).map(jiso_store::accounts::User::caller) else {
            continue;
        };
        let key = office.new_id::<()>().to_string();
        let form = MakeForm { deal: deal.id.to_string(), template: words.template.clone(), idempotency_key: key.clone() };
        let id = Proposals::make(office, &owner, form).await?.to_string();
        if place > 0 {
            continue;
        }
        let sheet = Proposals::sheet(office, &owner, &id).await?;
        let own = |(name, line, price): &(String, String, String)| OwnForm {
            name: name.clone(),
            line: line.clone(),
            price: price.clone(),
        };
        let mut form = SaveForm {
            contact: words.contact.clone(),
            employees: words.employees.clone(),
            own: words.own.iter().map(own).collect(),
            ..sheet.form
        };
        for (region, text) in form.regions.iter_mut().zip(&words.regions) {
            region.clone_from(text);
        }
        Proposals::save(office, &owner, form).await?;
        let (to, on) = (words.contact.clone(), office.now().day().to_string());
        Proposals::send(office, &owner, SendForm { id, to, on, idempotency_key: key }).await?;
    }
    Ok(())
}
