//! The one extension of a protection by the partner's own hand.

use jiso::{
    caller::Caller,
    deals::{DealAction, DealRegistration},
    failure::Answer,
    id::DealId,
};
use jiso_store::Tx;

use super::{change::not_in_this_status, sheets};
use crate::office::Office;

impl Office {
    /// So many days; none where the partner may not extend it now.
    pub(crate) async fn extension_days(&self, tx: &mut Tx, deal: &DealRegistration) -> Answer<Option<u16>> {
        let activities = tx.activities_about(deal.company, deal.id.uuid()).await?;
        let offer = sheets::extension(&self.programme(), deal, &activities, self.now());
        Ok(offer.filter(|offer| offer.active).map(|offer| offer.days))
    }

    pub(super) async fn extend_protection(&self, tx: &mut Tx, caller: &Caller, deal: DealRegistration) -> Answer<()> {
        let days = self.extension_days(tx, &deal).await?.ok_or_else(|| not_in_this_status(&deal))?;
        let version = deal.version;
        self.write_down(tx, caller, version, deal.extend(days, caller.user, self.now())).await
    }

    /// By a link that was mailed to `caller`, of the deal as it is.
    pub(crate) async fn extend_by_link(&self, tx: &mut Tx, caller: &Caller, id: DealId) -> Answer<()> {
        let deal = self.deal_for(tx, caller, id, DealAction::Extend.work()).await?;
        self.extend_protection(tx, caller, deal).await
    }
}
