//! What a partner manager notes about the customer of a won deal.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    deals::{Aftercare, AftercareForm, AftercareLine},
    failure::{Answer, Failure, Problem},
    id::DealId,
};

use super::change::not_in_this_status;
use crate::office::Office;

impl Office {
    /// Noted or taken back twice, it is once.
    pub(super) async fn note(&self, caller: &Caller, form: AftercareForm) -> Answer<DealId> {
        caller.may(Action::ReviewDeals)?;
        let ((id, what, undo), now) = (form.read()?, self.now());
        let mut tx = self.store.write().await?;
        // Of two notes at once the second waits here and then sees the first.
        tx.wait_for_claims().await?;
        let deal = tx.deal(id).await?.ok_or(Failure::NotFound)?.deal;
        let activities = tx.activities_about(deal.company, id.uuid()).await?;
        let lines = AftercareLine::all(&deal, &activities, self.programme().promises.healthy_months);
        let Some(line) = lines.into_iter().find(|line| line.what == what) else { return Err(not_in_this_status(&deal)) };
        if line.noted_at.is_some() != undo {
            return Ok(id);
        }
        if !undo && line.from > now.day() {
            return Err(Failure::invalid("what", Problem::NotOffered));
        }
        let kind = if undo { Aftercare::undone_by(what) } else { Aftercare::noted_by(what) };
        let activity = self.activity(caller, &deal, kind, now);
        self.record_about(&mut tx, activity, Some(&deal.facts.product)).await?;
        tx.commit().await?;
        Ok(id)
    }
}
