//! What the worker keeps for a reader before it is opened.

use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::Answer,
    kits::{AT_HAND_MAX, OpenDeal, at_hand},
    publishing::{CompanySize, Industry},
};

use crate::office::Office;

impl Office {
    /// The pages of the caller's favourites, and of the scripts for their own open deals, the newest first.
    ///
    /// # Errors
    /// [`jiso::failure::Failure::Forbidden`], [`jiso::failure::Failure::Unavailable`]
    pub(crate) async fn pages_at_hand(&self, caller: &Caller) -> Answer<Vec<String>> {
        caller.may(Action::ReadContent)?;
        let mut tx = self.store.read().await?;
        let cards = self.kit_cards(&mut tx, caller).await?;
        let Some(company) = caller.company else { return Ok(at_hand(&cards, &[])) };
        let ids = self.kit_ids(&mut tx).await?;
        let open = tx.open_deals_of_company(company).await?.into_iter().rev().map(|found| found.deal);
        let own: Vec<_> = open.filter(|deal| deal.owner == caller.user).take(AT_HAND_MAX).collect();
        let mut deals = Vec::new();
        for deal in own {
            let used = tx.kits_used_for(deal.id).await?;
            let used = ids.iter().filter(|(_, id)| used.contains(id)).map(|(slug, _)| slug.clone()).collect();
            let (industry, size) = (deal.facts.industry.as_str(), deal.facts.size.as_str());
            deals.push(OpenDeal { industry: Industry::parse(industry), size: CompanySize::parse(size), used });
        }
        Ok(at_hand(&cards, &deals))
    }
}
