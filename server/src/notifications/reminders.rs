//! Reminders that a protection ends: so many days before as the programme says, each once.

use jiso::{
    deals::{DealRegistration, StatusKey},
    failure::Answer,
    id::DealId,
    notifications::{MailAction, NoticeText, is_worth_telling},
    time::Timestamp,
};
use jiso_app::{
    format::day,
    text::{deals, mail as t},
};
use jiso_store::{Tx, accounts::User};

use super::{Letter, Notice};
use crate::office::Office;

/// How many are looked at in one go; the rest waits for the next.
const AT_A_TIME: i64 = 200;

impl Office {
    /// Says how many owners were reminded; called again at once, none.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Unavailable`]
    pub async fn remind_of_protections(&self) -> Answer<usize> {
        let now = self.now();
        let mut days = self.programme().promises.reminder_days.clone();
        // Whoever was told of a near end is not told of a farther one.
        days.sort_unstable();
        let mut told = 0;
        for days_before in days {
            let last = now.day().plus(i32::from(days_before));
            let due = self.store.glance().await?.protections_to_remind(now.day(), last, days_before, AT_A_TIME).await?;
            for deal in due {
                told += usize::from(self.remind_of_protection(deal, days_before, now).await?);
            }
        }
        Ok(told)
    }

    async fn remind_of_protection(&self, id: DealId, days_before: u16, now: Timestamp) -> Answer<bool> {
        let mut tx = self.store.write().await?;
        let Some(deal) = tx.deal(id).await?.map(|found| found.deal) else { return Ok(false) };
        let approval = deal.status.approval().filter(|_| deal.status.key() == StatusKey::Approved).cloned();
        let Some(approval) = approval else { return Ok(false) };
        let last_day = approval.protection.last_day;
        // Meanwhile extended, or told by another node.
        if last_day > now.day().plus(i32::from(days_before)) || !tx.insert_reminder(id, last_day, days_before).await? {
            return Ok(false);
        }
        let worth = is_worth_telling(approval.at.day(), last_day, days_before);
        let told = match tx.user(deal.owner).await? {
            Some(owner) if worth => self.tell_of_the_end(&mut tx, &owner, &deal, days_before).await?,
            _ => false,
        };
        tx.commit().await?;
        Ok(told)
    }

    async fn tell_of_the_end(&self, tx: &mut Tx, owner: &User, deal: &DealRegistration, days_before: u16) -> Answer<bool> {
        let Some(protection) = deal.status.approval().map(|approval| approval.protection) else { return Ok(false) };
        let (l, last_day, link) = (owner.lang, protection.last_day, format!("/deals/{}", deal.id));
        let days = self.extension_days(tx, deal).await?;
        let (customer, number) = (&deal.facts.customer.name, deal.number);
        let left = i64::from(last_day.0 - self.now().day().0);
        let more = match days {
            Some(days) => {
                let action = MailAction::ExtendProtection(deal.id);
                let address = self.act_link(tx, owner, action, protection.expires_at()).await?;
                t::protection_extend(l, days, address, day(l, last_day))
            }
            None if protection.extended => t::protection_extended(l).to_owned(),
            None => t::protection_inactive(l, self.programme().promises.extension_activity_days),
        };
        let until = day(l, last_day);
        let address = format!("{}{link}", self.origin);
        let stage = deals::stage(l, deal.stage.as_str());
        let letter = Letter {
            subject: t::protection_ending_subject(l, customer, number, &until),
            text: t::protection_ending_text(
                l,
                &owner.name,
                customer,
                number,
                &until,
                t::days_left(l, left),
                stage,
                more,
                address,
            ),
        };
        let text = NoticeText::ProtectionEnding { customer: customer.clone(), number, last_day, may_extend: days.is_some() };
        let once_key = format!("ending:{}:{last_day}:{days_before}", deal.id);
        self.tell(tx, Notice { to: owner, text, link, once_key, letter }).await
    }
}
