//! Proposals: those that lie on the table today, one that was sent and one that is being written, and those that the partners of long
//! standing have sent over the years, from a template that an editor has reworded and put back.

use jiso::{
    caller::{Caller, Role},
    deals::{DealRegistration, DealStage},
    failure::{Answer, Failure},
    id::CompanyId,
    lang::Lang,
    proposals::{MakeForm, OwnForm, Proposals, SaveForm, SendForm},
    publishing::{DocumentKind, DocumentPath, PublishForm, Publishing},
    time::Day,
};
use serde::Deserialize;

use super::{deed::DealPlan, play::Play, story::Story};
use crate::office::Office;

/// So many days ago the template was reworded, and so many days ago it was put back.
const REWORDED: i32 = 420;
const PUT_BACK: i32 = 210;
/// Who signed before that writes proposals in the portal.
const LONG_STANDING: i64 = 400;

/// What is written into them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposing {
    template: String,
    /// Industries with a template of their own.
    by_industry: Vec<(String, String)>,
    sent_to: String,
    /// A paragraph of the template, and what an editor tried in its place.
    reworded: (String, String),
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
        let form = MakeForm {
            deal: deal.id.to_string(),
            template: words.template.clone(),
            idempotency_key: key.clone(),
            ..MakeForm::default()
        };
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
        Proposals::send(office, &owner, sending(id, to, on, key)).await?;
    }
    Ok(())
}

/// In a hurry: what the template leaves open goes out open.
fn sending(id: String, to: String, on: String, idempotency_key: String) -> SendForm {
    SendForm { id, to, on, idempotency_key, with_gaps: "true".to_owned() }
}

impl Play<'_> {
    /// A deal of a partner of long standing has come to a proposal: it is made in the portal and sent.
    pub(super) async fn hand_over_proposal(&self, owner: &Caller, plan: &DealPlan, deal: &DealRegistration) -> Answer<()> {
        let company = self.cast.companies.get(plan.owner.company);
        if company.is_none_or(|company| company.story != Story::Thriving || company.joined < LONG_STANDING) {
            return Ok(());
        }
        let (office, words, key) = (&self.office, &self.words.proposing, format!("demo-world-proposal-{}", deal.number));
        let own = words.by_industry.iter().find(|(industry, _)| *industry == plan.industry).map(|(_, template)| template);
        let template = own.unwrap_or(&words.template).clone();
        let form = MakeForm { deal: deal.id.to_string(), template, idempotency_key: key.clone(), ..MakeForm::default() };
        let id = Proposals::make(office, owner, form).await?.to_string();
        let (to, on) = (words.sent_to.clone(), self.now().day().to_string());
        Proposals::send(office, owner, sending(id, to, on, key)).await.map(drop)
    }

    /// An editor tries other words in a template, and puts the old ones back.
    pub(super) async fn reword_template(&self, today: Day, end: Day) -> Answer<()> {
        let words = &self.words.proposing;
        let (before, after) = &words.reworded;
        let (from, to) = match end.0 - today.0 {
            REWORDED => (before, after),
            PUT_BACK => (after, before),
            _ => return Ok(()),
        };
        let editor = self.vendor.iter().find(|person| person.role == Role::ContentEditor).ok_or(Failure::NotFound)?;
        let path = DocumentPath::single(DocumentKind::Template, &words.template, Lang::Ja).map_err(|_| Failure::NotFound)?;
        let document = self.office.store.read().await?.document_at(&path).await?.ok_or(Failure::NotFound)?.id;
        let mut form = Publishing::sheet(&self.office, editor, document, None).await?.form;
        form.body = form.body.replace(from, to);
        let base = Publishing::save_draft(&self.office, editor, form).await?.to_string();
        Publishing::publish(&self.office, editor, PublishForm { document: document.to_string(), base }).await
    }
}
