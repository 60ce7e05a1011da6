//! What time does to deals: protections run out, and the vendor pays for its lateness.

use jiso::{
    accounts::access::{Action, allowed},
    activity::{Activity, ActivityKind, Origin, Subject},
    caller::Role,
    deals::DealRegistration,
    failure::Answer,
    notifications::NoticeText,
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User};

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
        Ok(self.expire_protections().await? + self.compensate_lateness().await? + self.escalate_reviews().await?)
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
            self.tell_owner(&mut tx, &expired.deal, expired.happened).await?;
            tx.commit().await?;
            ended += 1;
        }
        Ok(ended)
    }

    /// What is overdue for longer than the programme says becomes somebody else's turn, once a promise.
    async fn escalate_reviews(&self) -> Answer<usize> {
        let (now, programme) = (self.now(), self.programme());
        let after = programme.promises.escalate_after_business_days;
        if after == 0 {
            return Ok(0);
        }
        let is_due = |deal: &DealRegistration| {
            deal.promise().is_some_and(|(_, due)| programme.calendar.add_business_days(due, after) < now)
        };
        let waiting = self.store.read().await?.deals_waiting(AT_A_TIME, 0).await?;
        let mut told = 0;
        for found in waiting.into_iter().filter(|found| is_due(&found.deal)) {
            if is_noted(&mut self.store.read().await?, &found.deal, ActivityKind::ReviewEscalated).await? {
                continue;
            }
            let mut tx = self.store.write().await?;
            tx.wait_for_claims().await?;
            let Some(found) = tx.deal(found.deal.id).await? else { continue };
            if !is_due(&found.deal) || is_noted(&mut tx, &found.deal, ActivityKind::ReviewEscalated).await? {
                continue;
            }
            let Some(person) = self.second_reviewer(&mut tx).await? else { return Ok(told) };
            let deal = found.deal;
            self.record_about(&mut tx, by_the_clock(self, &deal, ActivityKind::ReviewEscalated, now), None).await?;
            let (customer, number) = (deal.facts.customer.name.clone(), deal.number);
            let text = NoticeText::ReviewEscalated { customer, number, company: found.company_name };
            let once_key = format!("escalated:{}:{}", deal.id, deal.version);
            self.tell_in_short(&mut tx, &person, text, format!("/console/deals/{}", deal.id), once_key).await?;
            tx.commit().await?;
            told += 1;
        }
        Ok(told)
    }

    /// The person whom the programme names, or the first administrator.
    async fn second_reviewer(&self, tx: &mut Tx) -> Answer<Option<User>> {
        let named = match &self.programme().vendor.escalation_email {
            Some(email) => tx.user_by_email(email).await?,
            None => None,
        };
        match named.filter(|user| allowed(user.role, Action::ReviewDeals)) {
            Some(user) => Ok(Some(user)),
            None => Ok(tx.first_user_of_role(Role::Administrator).await?),
        }
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
    match deal.promise() {
        Some((_, due)) if due < now => is_noted(tx, deal, ActivityKind::ReviewLate).await,
        _ => Ok(true),
    }
}

/// `kind` was noted of the present promise since it was broken.
async fn is_noted(tx: &mut Tx, deal: &DealRegistration, kind: ActivityKind) -> Answer<bool> {
    let Some((_, due)) = deal.promise() else { return Ok(false) };
    let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
    Ok(activities.iter().any(|activity| activity.kind == kind && activity.at > due))
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
