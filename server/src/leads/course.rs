//! Whose turn comes next.

use std::collections::HashMap;

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    failure::Answer,
    id::CompanyId,
    lang::Bilingual,
    leads::{Lead, LeadNews, LeadState, Offer, OfferState, Reach, Seat, eligible, turn},
    tiers::TierStanding,
};
use jiso_store::{
    Tx,
    leads::{OfferEnd, Sold},
    partners::Company,
};

use crate::office::Office;

/// A company as the queue sees it.
pub(super) struct Queuer {
    pub company: Company,
    pub tier: Bilingual,
    pub seat: Seat,
}

impl Office {
    /// Every company with what it weighs and has gained.
    pub(super) async fn queuers(&self, tx: &mut Tx) -> Answer<Vec<Queuer>> {
        let programme = self.programme();
        let held: HashMap<CompanyId, TierStanding> = tx.tier_standings().await?.into_iter().collect();
        let queue = tx.lead_queue().await?;
        let queuer = |company: Company| {
            let place = held.get(&company.id).and_then(|held| programme.tiers.iter().position(|tier| tier.key == held.tier));
            let place = place.unwrap_or(0);
            let known = queue.get(&company.id).copied().unwrap_or_default();
            Queuer {
                tier: programme.tiers.get(place).map(|tier| tier.name.clone()).unwrap_or_default(),
                seat: Seat { company: company.id, weight: weight(place), credit: known.credit, last_offer: known.last_offer },
                company,
            }
        };
        Ok(tx.companies().await?.into_iter().map(|(company, _)| queuer(company)).collect())
    }

    /// Offers a lead to whose turn it is, or closes it when nobody is left.
    pub(super) async fn offer_to_next(&self, tx: &mut Tx, lead: &Lead) -> Answer<()> {
        let (now, before) = (self.now(), tx.offers_of_lead(lead.id).await?);
        let (queuers, sold) = (self.queuers(tx).await?, tx.sold().await?);
        let reaches: Vec<Reach> = queuers
            .iter()
            .map(|queuer| reach(&queuer.company, &sold, before.iter().any(|offer| offer.company == queuer.company.id)))
            .collect();
        let (among, widened) = eligible(&lead.facts, &reaches);
        let seats: Vec<Seat> = among.iter().filter_map(|place| queuers.get(*place)).map(|queuer| queuer.seat).collect();
        let found = turn(&seats).and_then(|turn| Some((*seats.get(turn.seat)?, turn)));
        let Some((seat, turn)) = found else {
            tx.set_lead_state(lead.id, LeadState::Exhausted).await?;
            return self.tell_vendor_of_lead(tx, lead, LeadNews::Exhausted).await;
        };
        for (seat, credit) in seats.iter().zip(&turn.credits) {
            tx.keep_lead_credit(seat.company, *credit).await?;
        }
        let programme = self.programme();
        let offer = Offer {
            lead: lead.id,
            place: count(before.len() + 1),
            company: seat.company,
            at: now,
            due: programme.calendar.add_business_days(now, programme.promises.lead_answer_business_days),
            state: OfferState::Waiting,
            weight: seat.weight,
            credit: turn.credit,
            among: count(seats.len()),
            widened,
            answered_by: None,
            answered_at: None,
            reason: None,
            note: None,
        };
        tx.insert_offer(&offer).await?;
        self.record_offer(tx, seat.company, ActivityKind::LeadOffered).await?;
        self.tell_partner_of_lead(tx, lead, &offer).await
    }

    /// Lets offers lapse whose time is over, each once; says how many.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn let_offers_lapse(&self) -> Answer<usize> {
        let now = self.now();
        if self.store.read().await?.offers_due(now).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.store.write().await?;
        tx.wait_for_claims().await?;
        let mut lapsed = 0;
        let end = OfferEnd { state: OfferState::TimedOut, by: None, at: now, reason: None, note: None };
        for offer in tx.offers_due(now).await? {
            let Some(lead) = tx.lead(offer.lead).await? else { continue };
            if tx.end_offer(offer.lead, offer.company, &end).await? {
                self.record_offer(&mut tx, offer.company, ActivityKind::LeadMissed).await?;
                self.offer_to_next(&mut tx, &lead).await?;
                lapsed += 1;
            }
        }
        tx.commit().await?;
        Ok(lapsed)
    }

    async fn record_offer(&self, tx: &mut Tx, company: CompanyId, kind: ActivityKind) -> Answer<()> {
        let at = self.now();
        let (id, origin, subject) = (self.chance.id(at), Origin::Vendor, Subject::None);
        self.record(tx, Activity { id, at, company, user: None, kind, origin, subject, amount: None }).await.map(drop)
    }
}

/// The lowest tier weighs 1, each above it one more.
pub(super) fn weight(place: usize) -> u32 {
    count(place + 1)
}

fn reach(company: &Company, sold: &Sold, offered: bool) -> Reach {
    let id = company.id;
    Reach {
        trade: company.industry.clone(),
        industries: sold.industries.iter().filter(|(of, _)| *of == id).map(|(_, industry)| *industry).collect(),
        areas: sold.areas.iter().filter(|(of, _)| *of == id).map(|(_, area)| *area).collect(),
        has_people: sold.peopled.contains(&id),
        offered,
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
