//! Gifts: planned when somebody is honoured, sent with a note by a person, or declined by the company's policy.

use jiso::{
    activity::ActivityKind,
    caller::Caller,
    failure::{Answer, Conflict, Failure},
    id::{ActivityId, CompanyId},
    recognition::{GiftChange, GiftState},
};
use jiso_store::{Tx, recognition::Gift};

use crate::office::Office;

impl Office {
    /// What follows an honour. Nothing has been written yet; the note is for a person to write.
    pub(super) async fn plan_gift(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        activity: ActivityId,
        company: CompanyId,
        yen: u32,
    ) -> Answer<()> {
        let accepts = tx.accepts_gifts(company).await?;
        let gift = Gift {
            activity,
            company,
            note: String::new(),
            note_by: caller.user,
            yen: if accepts { yen.into() } else { 0 },
            state: GiftState::at(accepts, false),
            planned_at: self.now(),
        };
        Ok(tx.insert_gift(&gift).await?)
    }

    pub(super) async fn write_gift(&self, caller: &Caller, change: GiftChange) -> Answer<()> {
        let at = self.now();
        let mut tx = self.store.write().await?;
        let (company, state, by, since) = tx.gift_to_change(change.gift).await?.ok_or(Failure::NotFound)?;
        if state == GiftState::Sent {
            let by = tx.user(by).await?.map(|user| user.name).unwrap_or_default();
            return Err(Failure::Conflict { conflict: Conflict::Decided { by, at: since } });
        }
        let accepts = tx.accepts_gifts(company).await?;
        let after = GiftState::at(accepts, change.send);
        let yen = if accepts { change.yen } else { 0 };
        tx.change_gift(change.gift, (&change.note, caller.user), yen, after, at).await?;
        if change.send {
            let kind = if accepts { ActivityKind::GiftSent } else { ActivityKind::GiftDeclined };
            self.record(&mut tx, self.honour(company, None, kind, at)).await?;
        }
        Ok(tx.commit().await?)
    }
}
