//! Links in mails by which their reader acts without signing in.

use jiso::{
    activity::Origin,
    caller::Caller,
    failure::{Answer, Conflict, Failure},
    id::DealId,
    notifications::{ActForm, ActSheet, MailAction},
    time::Timestamp,
};
use jiso_store::{Tx, accounts::User, notifications::reminders::ActLink};

use crate::{accounts::hash_of, office::Office};

const SPENT: Failure = Failure::Conflict { conflict: Conflict::LinkSpent };

impl Office {
    /// An address that does something for somebody, once, until `expires_at`. To be mailed to them and to nobody else.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]
    pub async fn act_link(&self, tx: &mut Tx, to: &User, action: MailAction, expires_at: Timestamp) -> Answer<String> {
        let secret = self.chance.secret();
        tx.insert_act_link(&hash_of(&secret), to.id, action, expires_at).await?;
        Ok(format!("{}/act/{secret}?lang={}", self.origin, to.lang.as_str()))
    }

    pub(super) async fn sheet_of_link(&self, token: &str) -> Answer<ActSheet> {
        let mut tx = self.store.read().await?;
        match tx.act_link(&hash_of(token)).await? {
            Some(ActLink { action, used_at: Some(at), .. }) => Ok(ActSheet::Done { action, at }),
            Some(ActLink { user, action, expires_at, .. }) if expires_at > self.now() => {
                let Some(user) = tx.user(user).await? else { return Ok(ActSheet::Gone) };
                // Nor does a link show customers to somebody who has left.
                if tx.has_left(user.id).await? {
                    return Ok(ActSheet::Gone);
                }
                match action {
                    MailAction::ExtendProtection(deal) => self.extension_sheet(&mut tx, &user, deal).await,
                    MailAction::AcceptVisit(visit) => self.times_to_accept(&mut tx, &user, visit).await,
                    MailAction::GrantExtension(deal) => self.wish_for_time(&mut tx, &user, deal).await,
                }
            }
            _ => Ok(ActSheet::Gone),
        }
    }

    /// Spent together with what it does: a link whose action is refused can be used when nothing is in its way any more.
    pub(super) async fn act_by_link(&self, form: &ActForm) -> Answer<()> {
        let hash = hash_of(&form.token);
        let mut tx = self.store.write().await?;
        if !tx.spend_act_link(&hash, self.now()).await? {
            // Writers share a commit: the page that says who used it is read when that is there to be read.
            tx.commit().await?;
            return Err(SPENT);
        }
        let link = tx.act_link(&hash).await?.ok_or(SPENT)?;
        let user = tx.user(link.user).await?.ok_or(SPENT)?;
        if tx.has_left(user.id).await? {
            return Err(SPENT);
        }
        let caller = Caller { came: Origin::Nudged, ..user.caller() };
        match link.action {
            MailAction::ExtendProtection(deal) => self.extend_by_link(&mut tx, &caller, deal).await?,
            MailAction::AcceptVisit(visit) => self.accept_by_link(&mut tx, &caller, visit, &form.slot).await?,
            MailAction::GrantExtension(deal) => self.grant_by_link(&mut tx, &caller, deal).await?,
        }
        Ok(tx.commit().await?)
    }

    async fn extension_sheet(&self, tx: &mut Tx, user: &User, id: DealId) -> Answer<ActSheet> {
        let found = tx.deal(id).await?.filter(|found| user.company == Some(found.deal.company));
        let Some(approval) = found.as_ref().and_then(|found| found.deal.status.approval()) else { return Ok(ActSheet::Gone) };
        let last_day = approval.protection.last_day;
        let Some(found) = &found else { return Ok(ActSheet::Gone) };
        let days = self.extension_days(tx, &found.deal).await?;
        Ok(ActSheet::ExtendProtection {
            name: user.name.clone(),
            deal: id,
            customer: found.deal.facts.customer.name.clone(),
            number: found.deal.number,
            last_day,
            until: days.map(|days| last_day.plus(i32::from(days))),
        })
    }
}
