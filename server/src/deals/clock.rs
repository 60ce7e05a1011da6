//! What time does to deals: protections run out, and the vendor pays for its lateness.

use jiso::{
    activity::{Activity, ActivityKind, Origin, Subject},
    deals::DealRegistration,
    failure::Answer,
    time::Timestamp,
};
use jiso_store::Tx;

use crate::office::Office;

/// How many are looked at in one go; the rest waits for the next.
const AT_A_TIME: i64 = 200;

impl Office {
    /// Ends the protections that have run out and compensates for the promises broken since the last time. Says how many
    /// registrations it touched; called again at once it touches none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn let_deals_age(&self) -> Answer<usize> {
        Ok(self.expire_protections().await? + self.compensate_lateness().await?)
    }

    async fn expire_protections(&self) -> Answer<usize> {
        let now = self.now();
        let due = self.store.read().await?.deals_to_expire(now.day(), AT_A_TIME).await?;
        let mut ended = 0;
        for found in due {
            let mut tx = self.store.write().await?;
            let Some(found) = tx.deal(found.deal.id).await? else { continue };
            let version = found.deal.version;
            // Whatever the partner or the vendor did in the meantime counts.
            let Ok(expired) = found.deal.expire(now) else { continue };
            if !tx.update_deal(&expired.deal, version).await? {
                continue;
            }
            self.record_about(&mut tx, by_the_clock(self, &expired.deal, ActivityKind::DealExpired, now), None).await?;
            self.tell_owner(&mut tx, &expired.deal).await?;
            tx.commit().await?;
            ended += 1;
        }
        Ok(ended)
    }

    async fn compensate_lateness(&self) -> Answer<usize> {
        let now = self.now();
        let waiting = self.store.read().await?.deals_waiting(AT_A_TIME, 0).await?;
        let mut paid = 0;
        for found in waiting.into_iter().filter(|found| found.deal.broken_promise(now).is_some()) {
            if is_settled(&mut self.store.read().await?, &found.deal, now).await? {
                continue;
            }
            let mut tx = self.store.write().await?;
            // Nodes that look at once pay once: the second waits here and then sees the first's payment.
            tx.wait_for_claims().await?;
            let Some(found) = tx.deal(found.deal.id).await? else { continue };
            let deal = found.deal;
            if !is_settled(&mut tx, &deal, now).await? {
                self.record_about(&mut tx, by_the_clock(self, &deal, ActivityKind::ReviewLate, now), None).await?;
                tx.commit().await?;
                paid += 1;
            }
        }
        Ok(paid)
    }
}

/// No promise is broken, or it has been paid for.
async fn is_settled(tx: &mut Tx, deal: &DealRegistration, now: Timestamp) -> Answer<bool> {
    let Some(due) = deal.promise().map(|(_, due)| due).filter(|due| *due < now) else { return Ok(true) };
    let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
    Ok(activities.iter().any(|activity| activity.kind == ActivityKind::ReviewLate && activity.at > due))
}

fn by_the_clock(office: &Office, deal: &DealRegistration, kind: ActivityKind, at: Timestamp) -> Activity {
    Activity {
        id: office.chance.id(at),
        at,
        company: deal.company,
        user: (kind == ActivityKind::DealExpired).then_some(deal.owner),
        kind,
        origin: Origin::Vendor,
        subject: Subject::Deal(deal.id),
        amount: None,
    }
}
