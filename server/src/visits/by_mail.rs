//! A visit's time, chosen from a mail without signing in.

use jiso::{
    caller::Caller,
    failure::{Answer, Failure, Problem},
    goals::Side,
    id::VisitId,
    notifications::{ActSheet, MailAction},
    time::Timestamp,
    visits::{JointVisit, VisitAction, VisitNews},
};
use jiso_store::{Tx, accounts::User};

use super::visible;
use crate::office::Office;

impl Office {
    /// The address where `to` chooses one of the times that were named; none once all of them are over.
    pub(super) async fn link_to_accept(&self, tx: &mut Tx, to: &User, visit: &JointVisit) -> Answer<Option<String>> {
        match visit.slots.iter().max() {
            Some(last) if *last > self.now() => self.act_link(tx, to, MailAction::AcceptVisit(visit.id), *last).await.map(Some),
            _ => Ok(None),
        }
    }

    pub(crate) async fn times_to_accept(&self, tx: &mut Tx, user: &User, id: VisitId) -> Answer<ActSheet> {
        let caller = user.caller();
        let visit = match visible(tx, &caller, id).await {
            Err(Failure::NotFound | Failure::Forbidden) => return Ok(ActSheet::Gone),
            found => found?,
        };
        let Some(deal) = tx.deal(visit.deal).await? else { return Ok(ActSheet::Gone) };
        let now = self.now();
        let open = visit.check(VisitAction::Accept, Side::of(caller.role), now).is_ok();
        let slots = if open { ahead(&visit, now) } else { Vec::new() };
        let (name, customer, minutes) = (user.name.clone(), deal.deal.facts.customer.name, visit.plan.minutes);
        Ok(ActSheet::AcceptVisit { name, visit: id, customer, minutes, slots })
    }

    /// By a link that was mailed to `caller`, of the times as they are.
    pub(crate) async fn accept_by_link(&self, tx: &mut Tx, caller: &Caller, id: VisitId, slot: &str) -> Answer<()> {
        let visit = visible(tx, caller, id).await?;
        let chosen = ahead(&visit, self.now()).into_iter().find(|at| at.micros().to_string() == slot);
        // What is over says so itself.
        if chosen.is_none() && visit.check(VisitAction::Accept, Side::of(caller.role), self.now()).is_ok() {
            return Err(Failure::invalid("slot", Problem::NotOffered));
        }
        let slot = chosen.unwrap_or(visit.asked.at);
        self.move_visit(tx, caller, id, VisitNews::Fixed, |visit, said| visit.accept(Side::of(caller.role), said, slot)).await
    }
}

fn ahead(visit: &JointVisit, now: Timestamp) -> Vec<Timestamp> {
    visit.slots.iter().copied().filter(|at| *at > now).collect()
}
