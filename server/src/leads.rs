//! Use cases: leads, offered in turn.

mod course;
mod sheets;
mod word;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    activity::ActivityKind,
    caller::Caller,
    deals::{Claim, Verdict, verdict},
    failure::{Answer, Conflict, Failure, Problem},
    id::{CompanyId, LeadId},
    leads::{Lead, LeadAnswerForm, LeadDesk, LeadForm, LeadNews, LeadPick, LeadState, Leads, LeadsSheet, Offer, OfferState},
};
use jiso_store::{Tx, leads::OfferEnd};

use crate::office::Office;

#[async_trait]
impl Leads for Office {
    async fn mine(&self, caller: &Caller) -> Answer<LeadsSheet> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        let mut tx = self.store.read().await?;
        self.leads_sheet(&mut tx, company).await
    }

    async fn accept(&self, caller: &Caller, form: LeadPick) -> Answer<LeadId> {
        let id = form.read()?;
        let end = OfferEnd { state: OfferState::Accepted, by: Some(caller.user), at: self.now(), reason: None, note: None };
        let mut tx = self.store.write().await?;
        let (company, lead) = self.answer_offer(&mut tx, caller, id, &end).await?;
        self.record(&mut tx, self.own_act(caller, company, ActivityKind::LeadAccepted)).await?;
        tx.set_lead_state(id, LeadState::Accepted).await?;
        self.tell_vendor_of_lead(&mut tx, &lead, LeadNews::Accepted).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn decline(&self, caller: &Caller, form: LeadAnswerForm) -> Answer<LeadId> {
        caller.may(Action::WorkDeals)?;
        let (id, reason, note) = form.read()?;
        let (state, at) = (OfferState::Declined, self.now());
        let end = OfferEnd { state, by: Some(caller.user), at, reason: Some(reason), note };
        let mut tx = self.store.write().await?;
        let (company, lead) = self.answer_offer(&mut tx, caller, id, &end).await?;
        self.record(&mut tx, self.own_act(caller, company, ActivityKind::LeadDeclined)).await?;
        self.offer_to_next(&mut tx, &lead).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn desk(&self, caller: &Caller) -> Answer<LeadDesk> {
        caller.may(Action::OfferTargets)?;
        let mut tx = self.store.read().await?;
        self.lead_desk(&mut tx).await
    }

    async fn offer(&self, caller: &Caller, form: LeadForm) -> Answer<LeadId> {
        caller.may(Action::OfferTargets)?;
        let ((id, facts), now) = (form.read()?, self.now());
        let mut tx = self.store.write().await?;
        tx.wait_for_claims().await?;
        if tx.lead(id).await?.is_some() {
            return Ok(id);
        }
        // The claim is nobody's: there is no company of this id.
        let customer = facts.customer.identity.clone();
        let claim = Claim { deal: None, company: self.new_id(), customer, products: None };
        let rivals = tx.rivals(&claim, now.day()).await?;
        if matches!(verdict(&claim, &rivals, now.day()), Verdict::TakenUntil { .. }) {
            return Err(Failure::invalid("customer", Problem::AlreadyTaken));
        }
        let lead = Lead { id, facts, state: LeadState::Offered, made_by: caller.user, made_at: now };
        tx.insert_lead(&lead).await?;
        self.offer_to_next(&mut tx, &lead).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn withdraw(&self, caller: &Caller, form: LeadPick) -> Answer<LeadId> {
        caller.may(Action::OfferTargets)?;
        let id = form.read()?;
        let mut tx = self.store.write().await?;
        tx.wait_for_claims().await?;
        let lead = tx.lead(id).await?.ok_or(Failure::NotFound)?;
        match lead.state {
            LeadState::Accepted => {
                return Err(Failure::Conflict { conflict: Conflict::NotInThisStatus { status: "accepted".into() } });
            }
            LeadState::Withdrawn => return Ok(id),
            LeadState::Offered | LeadState::Exhausted => {}
        }
        let end = OfferEnd { state: OfferState::Withdrawn, by: Some(caller.user), at: self.now(), reason: None, note: None };
        for offer in tx.offers_of_lead(id).await?.into_iter().filter(|offer| offer.state == OfferState::Waiting) {
            tx.end_offer(id, offer.company, &end).await?;
        }
        tx.set_lead_state(id, LeadState::Withdrawn).await?;
        tx.commit().await?;
        Ok(id)
    }
}

impl Office {
    /// Ends the offer that waits for the caller's company. Of several answers, and of an answer and the clock, one counts.
    async fn answer_offer(&self, tx: &mut Tx, caller: &Caller, id: LeadId, end: &OfferEnd) -> Answer<(CompanyId, Lead)> {
        caller.may(Action::WorkDeals)?;
        let company = caller.own_company()?;
        tx.wait_for_claims().await?;
        let offer = tx.offers_of_lead(id).await?.into_iter().find(|offer| offer.company == company).ok_or(Failure::NotFound)?;
        let lead = tx.lead(id).await?.ok_or(Failure::NotFound)?;
        // Who answers after its time, but before the clock has looked, is late all the same.
        let late = end.at >= offer.due;
        if late || !tx.end_offer(id, company, end).await? {
            return Err(self.decided_offer(tx, &offer).await?);
        }
        Ok((company, lead))
    }

    async fn decided_offer(&self, tx: &mut Tx, offer: &Offer) -> Answer<Failure> {
        let by = match offer.answered_by {
            Some(by) => self.person(tx, by).await?,
            None => return Ok(Failure::Conflict { conflict: Conflict::NotInThisStatus { status: "timed_out".into() } }),
        };
        let at = offer.answered_at.unwrap_or(offer.due);
        Ok(Failure::Conflict { conflict: Conflict::Decided { by, at } })
    }
}

/// A lead that the company has accepted; any other one is not there.
pub(crate) async fn accepted_lead(tx: &mut Tx, company: CompanyId, id: LeadId) -> Answer<Lead> {
    let offers = tx.offers_of_lead(id).await?;
    if !offers.iter().any(|offer| offer.company == company && offer.state == OfferState::Accepted) {
        return Err(Failure::NotFound);
    }
    tx.lead(id).await?.ok_or(Failure::NotFound)
}
