//! What the pages show of leads.

use std::collections::HashMap;

use jiso::{
    failure::{Answer, Failure},
    id::CompanyId,
    leads::{
        Lead, LeadCourse, LeadDesk, LeadOfferView, LeadsSheet, Offer, OfferLine, OfferState, QueueLine, Seat, TierWeight, places,
    },
};
use jiso_store::Tx;

use super::course::{count, weight};
use crate::{office::Office, targets::company_names};

const SHOWN: i64 = 100;

impl Office {
    pub(super) async fn leads_sheet(&self, tx: &mut Tx, company: CompanyId) -> Answer<LeadsSheet> {
        let programme = self.programme();
        let (queuers, sold) = (self.queuers(tx).await?, tx.sold().await?);
        let seats: Vec<Seat> =
            queuers.iter().map(|queuer| queuer.seat).filter(|seat| sold.peopled.contains(&seat.company)).collect();
        let own = seats.iter().position(|seat| seat.company == company);
        let own_weight = own.and_then(|own| seats.get(own)).map(|seat| seat.weight);
        let weights = programme.tiers.iter().enumerate().map(|(place, tier)| TierWeight {
            tier: tier.name.clone(),
            weight: weight(place),
            own: own_weight == Some(weight(place)),
        });
        let mut sheet = LeadsSheet {
            waiting: Vec::new(),
            accepted: Vec::new(),
            past: Vec::new(),
            weights: weights.collect(),
            place: own.and_then(|own| places(&seats).get(own).copied().flatten()),
            of: count(seats.len()),
            days: programme.promises.lead_answer_business_days,
        };
        for offer in tx.offers_of_company(company, SHOWN).await? {
            let lead = tx.lead(offer.lead).await?.ok_or(Failure::NotFound)?;
            let (state, open) = (offer.state, self.now() < offer.due);
            let view = view(lead, &offer);
            match state {
                OfferState::Waiting if open => sheet.waiting.push(view),
                OfferState::Accepted => sheet.accepted.push(view),
                _ => sheet.past.push(view),
            }
        }
        Ok(sheet)
    }

    pub(super) async fn lead_desk(&self, tx: &mut Tx) -> Answer<LeadDesk> {
        let names: HashMap<CompanyId, String> = company_names(tx).await?.into_iter().collect();
        let (queuers, sold) = (self.queuers(tx).await?, tx.sold().await?);
        let queuers: Vec<_> = queuers.into_iter().filter(|queuer| sold.peopled.contains(&queuer.company.id)).collect();
        let seats: Vec<Seat> = queuers.iter().map(|queuer| queuer.seat).collect();
        let mut queue: Vec<QueueLine> = queuers
            .into_iter()
            .zip(places(&seats))
            .map(|(queuer, place)| QueueLine {
                company: queuer.company.name,
                tier: queuer.tier,
                weight: queuer.seat.weight,
                credit: queuer.seat.credit,
                place,
            })
            .collect();
        queue.sort_by_key(|line| line.place.unwrap_or(u32::MAX));
        let mut leads = Vec::new();
        for lead in tx.leads(SHOWN).await? {
            let mut offers = Vec::new();
            for offer in tx.offers_of_lead(lead.id).await? {
                let answered_by = match offer.answered_by {
                    Some(by) => Some(self.person(tx, by).await?),
                    None => None,
                };
                offers.push(line(offer, &names, answered_by));
            }
            leads.push(course(lead, offers));
        }
        let days = self.programme().promises.lead_answer_business_days;
        Ok(LeadDesk { leads, queue, key: self.new_id::<()>().to_string(), days })
    }
}

fn view(lead: Lead, offer: &Offer) -> LeadOfferView {
    let facts = lead.facts;
    LeadOfferView {
        id: lead.id,
        customer: facts.customer.name,
        industry: facts.industry,
        size: facts.size,
        territory: facts.territory,
        note: facts.note,
        contact: (offer.state == OfferState::Accepted).then_some(facts.contact),
        state: offer.state,
        at: offer.at,
        due: offer.due,
        weight: offer.weight,
        credit: offer.credit,
        among: offer.among,
        widened: offer.widened,
    }
}

fn line(offer: Offer, names: &HashMap<CompanyId, String>, answered_by: Option<String>) -> OfferLine {
    OfferLine {
        company: names.get(&offer.company).cloned().unwrap_or_default(),
        state: offer.state,
        at: offer.at,
        due: offer.due,
        weight: offer.weight,
        credit: offer.credit,
        among: offer.among,
        widened: offer.widened,
        answered_by,
        answered_at: offer.answered_at,
        reason: offer.reason,
        note: offer.note,
    }
}

fn course(lead: Lead, offers: Vec<OfferLine>) -> LeadCourse {
    let facts = lead.facts;
    LeadCourse {
        id: lead.id,
        customer: facts.customer.name,
        industry: facts.industry,
        size: facts.size,
        territory: facts.territory,
        note: facts.note,
        contact: facts.contact,
        state: lead.state,
        made_at: lead.made_at,
        offers,
    }
}
