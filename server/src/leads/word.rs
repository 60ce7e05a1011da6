//! What people are told of leads.

use jiso::{
    caller::Role,
    failure::Answer,
    leads::{Lead, LeadNews, Offer},
    notifications::NoticeText,
};
use jiso_store::{Tx, accounts::User};

use crate::{
    notifications::{Letter, Notice},
    office::Office,
};

impl Office {
    /// Tells those who lead the company, or everybody where nobody does.
    pub(super) async fn tell_partner_of_lead(&self, tx: &mut Tx, lead: &Lead, offer: &Offer) -> Answer<()> {
        let people = tx.users_of_company(offer.company).await?;
        let leads: Vec<&User> = people.iter().filter(|user| user.role == Role::PartnerLead).collect();
        let readers = if leads.is_empty() { people.iter().collect() } else { leads };
        for reader in readers {
            self.tell_of_lead(tx, reader, lead, LeadNews::Offered, Some(offer)).await?;
        }
        Ok(())
    }

    /// Tells who has offered it what came of it.
    pub(super) async fn tell_vendor_of_lead(&self, tx: &mut Tx, lead: &Lead, what: LeadNews) -> Answer<()> {
        match tx.user(lead.made_by).await? {
            Some(reader) => self.tell_of_lead(tx, &reader, lead, what, None).await,
            None => Ok(()),
        }
    }

    async fn tell_of_lead(&self, tx: &mut Tx, to: &User, lead: &Lead, what: LeadNews, offer: Option<&Offer>) -> Answer<()> {
        let path = if what == LeadNews::Offered { "/leads" } else { "/console/leads" };
        let due = offer.map(|offer| offer.due);
        let text = NoticeText::Lead { what, customer: lead.facts.customer.name.clone(), due };
        let letter = Letter::short(to, &text, &format!("{}{path}", self.origin), self.now().day());
        let once_key = format!("lead:{}:{}", lead.id, what.as_str());
        self.tell(tx, Notice { to, text, link: path.into(), once_key, letter }).await.map(drop)
    }
}
