//! What waits on the vendor, with its clocks.

use jiso::{
    caller::Role,
    deals::Promise,
    failure::Answer,
    home::{Clock, WaitingFor, WaitingLine},
    id::DealId,
    time::Timestamp,
    visits::{JointVisit, VisitState},
};
use jiso_store::{Tx, deals::NamedDeal};

use crate::office::Office;

impl Office {
    /// The first due first. Companies are named for the vendor only.
    pub(crate) async fn waiting_lines(&self, tx: &mut Tx, deals: &[NamedDeal], for_vendor: bool) -> Answer<Vec<WaitingLine>> {
        let (programme, now) = (self.programme(), self.now());
        let mut lines = Vec::new();
        for NamedDeal { deal, company_name, .. } in deals {
            let Some((step, due)) = deal.promise() else { continue };
            let holder_name = match deal.status.speaker() {
                Some(reviewer) => tx.user(reviewer).await?.map(|user| user.name),
                None => None,
            };
            lines.push(WaitingLine {
                about: WaitingFor::Deal(deal.id),
                name: deal.facts.customer.name.clone(),
                company_name: for_vendor.then(|| company_name.clone()),
                step,
                holder: Role::PartnerManager,
                holder_name,
                clock: Clock::read(&programme.calendar, deal.promised_since(), due, now),
            });
        }
        lines.sort_by_key(|line| line.clock.due);
        Ok(lines)
    }
}

impl Office {
    /// Joint visits that wait for the vendor's word, as such lines.
    pub(super) async fn visits_waiting_lines(
        &self,
        tx: &mut Tx,
        visits: Vec<JointVisit>,
        for_vendor: bool,
    ) -> Answer<Vec<WaitingLine>> {
        let (programme, now) = (self.programme(), self.now());
        let mut lines = Vec::with_capacity(visits.len());
        for visit in visits {
            let (Some(since), Some(due)) = (visit.vendor_since(now), self.visit_due(&visit)) else { continue };
            let Some(NamedDeal { deal, company_name, .. }) = tx.deal(visit.deal).await? else { continue };
            lines.push(WaitingLine {
                about: WaitingFor::Deal(deal.id),
                name: deal.facts.customer.name,
                company_name: for_vendor.then_some(company_name),
                step: if visit.state == VisitState::Proposed { Promise::VisitTimes } else { Promise::VisitAnswer },
                holder: Role::PartnerManager,
                holder_name: None,
                clock: Clock::read(&programme.calendar, since, due, now),
            });
        }
        Ok(lines)
    }
}

impl Office {
    /// Steps of boards that wait for the vendor and are overdue, as such lines.
    pub(super) async fn steps_waiting_lines(
        &self,
        tx: &mut Tx,
        late: Vec<(DealId, Timestamp, Timestamp)>,
        for_vendor: bool,
    ) -> Answer<Vec<WaitingLine>> {
        let (programme, now) = (self.programme(), self.now());
        let mut lines = Vec::with_capacity(late.len());
        for (id, since, due) in late {
            let Some(NamedDeal { deal, company_name, .. }) = tx.deal(id).await? else { continue };
            lines.push(WaitingLine {
                about: WaitingFor::Deal(deal.id),
                name: deal.facts.customer.name,
                company_name: for_vendor.then_some(company_name),
                step: Promise::BoardStep,
                holder: Role::PartnerManager,
                holder_name: None,
                clock: Clock::read(&programme.calendar, since, due, now),
            });
        }
        Ok(lines)
    }
}
