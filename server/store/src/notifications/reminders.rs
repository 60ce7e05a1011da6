//! Protections that end soon, and the links by which a mail's reader acts.

use jiso::{
    id::{DealId, UserId},
    notifications::MailAction,
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A link in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActLink {
    pub user: UserId,
    pub action: MailAction,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

sql! {
    PROTECTIONS_TO_REMIND = "SELECT d.id FROM deal_registrations d
        WHERE d.status = 'approved' AND d.claims_until >= $1 AND d.claims_until <= $2
        AND NOT EXISTS (SELECT 1 FROM protection_reminders r
            WHERE r.deal_id = d.id AND r.last_day = d.claims_until AND r.days_before <= $3)
        ORDER BY d.claims_until, d.number LIMIT $4";
    INSERT_REMINDER = "INSERT INTO protection_reminders (deal_id, last_day, days_before) VALUES ($1, $2, $3)
        ON CONFLICT (deal_id, last_day, days_before) DO NOTHING";
    INSERT_ACT_LINK = "INSERT INTO mail_actions (hash, user_id, action, subject, expires_at) VALUES ($1, $2, $3, $4, $5)";
    ACT_LINK = "SELECT user_id, action, subject, expires_at, used_at FROM mail_actions WHERE hash = $1";
    // Only one of two simultaneous uses changes a row.
    SPEND_ACT_LINK = "UPDATE mail_actions SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
    DELETE_ACT_LINKS_TO = "DELETE FROM mail_actions WHERE action = $1 AND subject = $2 AND used_at IS NULL";
    DELETE_ACT_LINKS = "DELETE FROM mail_actions WHERE expires_at < $1";
}

impl Tx {
    /// Approved registrations whose protection ends from `today` until `last`, at most `days_before` days from today, and whose
    /// owner was not told so near to its end; the first to end first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn protections_to_remind(
        &mut self,
        today: Day,
        last: Day,
        days_before: u16,
        limit: i64,
    ) -> Result<Vec<DealId>, StoreError> {
        let (today, last, days_before) = (i64::from(today.0), i64::from(last.0), i64::from(days_before));
        let rows = fetch_all!(self, (Uuid,), q::PROTECTIONS_TO_REMIND, today, last, days_before, limit)?;
        Ok(rows.into_iter().map(|(id,)| DealId::from_uuid(id)).collect())
    }

    /// `false` when it was given before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_reminder(&mut self, deal: DealId, last_day: Day, days_before: u16) -> Result<bool, StoreError> {
        let (last_day, days_before) = (i64::from(last_day.0), i64::from(days_before));
        Ok(execute!(self, q::INSERT_REMINDER, deal.uuid(), last_day, days_before)? == 1)
    }

    /// `hash` is that of the secret in the link.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_act_link(
        &mut self,
        hash: &str,
        user: UserId,
        action: MailAction,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let (word, subject) = (action.as_str(), action.subject());
        execute!(self, q::INSERT_ACT_LINK, hash, user.uuid(), word, subject, expires_at.micros()).map(drop)
    }

    /// Used, expired or open.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn act_link(&mut self, hash: &str) -> Result<Option<ActLink>, StoreError> {
        let row = fetch_optional!(self, (Uuid, String, Uuid, i64, Option<i64>), q::ACT_LINK, hash)?;
        Ok(row.and_then(|(user, action, subject, expires_at, used_at)| {
            Some(ActLink {
                user: UserId::from_uuid(user),
                action: MailAction::parse(&action, subject)?,
                expires_at: Timestamp::from_micros(expires_at),
                used_at: used_at.map(Timestamp::from_micros),
            })
        }))
    }

    /// `false` when it was used, has expired or never was.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn spend_act_link(&mut self, hash: &str, now: Timestamp) -> Result<bool, StoreError> {
        Ok(execute!(self, q::SPEND_ACT_LINK, hash, now.micros())? == 1)
    }

    /// Those that nobody has used of an action's: what they were sent for is over, and it is asked for anew.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn delete_act_links_to(&mut self, action: MailAction) -> Result<(), StoreError> {
        execute!(self, q::DELETE_ACT_LINKS_TO, action.as_str(), action.subject()).map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn delete_act_links(&mut self, expired_before: Timestamp) -> Result<(), StoreError> {
        execute!(self, q::DELETE_ACT_LINKS, expired_before.micros()).map(drop)
    }
}
