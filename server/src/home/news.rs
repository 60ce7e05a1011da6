//! News, those first that concern the caller's own open deals; and which of the kits they keep at hand are past their day.

use jiso::{
    caller::Caller,
    failure::Answer,
    home::HomeNews,
    kits::KitCard,
    publishing::{Details, DocumentKind, Industry},
};
use jiso_store::{Tx, deals::NamedDeal, published::Published};

use crate::office::Office;

const SHOWN: usize = 3;
/// Older news is history.
const FRESH_DAYS: i32 = 120;

impl Office {
    pub(super) async fn home_news(&self, tx: &mut Tx, caller: &Caller, deals: &[NamedDeal]) -> Answer<Vec<HomeNews>> {
        let today = self.now().day();
        let own: Vec<(Industry, &str)> = deals
            .iter()
            .filter(|named| named.deal.owner == caller.user)
            .filter_map(|named| {
                let facts = &named.deal.facts;
                Some((Industry::parse(facts.industry.as_str())?, facts.customer.name.as_str()))
            })
            .collect();
        let all = self.published(tx, &[DocumentKind::News], caller.lang).await?;
        let mut news: Vec<HomeNews> = all.iter().filter_map(|text| line(text, &own)).collect();
        news.retain(|line| (today.plus(-FRESH_DAYS)..=today).contains(&line.date));
        // The newest first, and those about one's own customers before all others.
        news.sort_by(|a, b| a.customers.is_empty().cmp(&b.customers.is_empty()).then(b.date.cmp(&a.date)));
        news.truncate(SHOWN);
        Ok(news)
    }

    pub(super) async fn stale_favourites(&self, tx: &mut Tx, caller: &Caller) -> Answer<Vec<KitCard>> {
        if tx.favourite_kits(caller.user).await?.is_empty() {
            return Ok(vec![]);
        }
        let mut cards = self.kit_cards(tx, caller).await?;
        cards.retain(|card| card.favourite && card.stale);
        Ok(cards)
    }
}

fn line(text: &Published, own: &[(Industry, &str)]) -> Option<HomeNews> {
    let Details::News { date, industries } = &text.meta.details else { return None };
    let concerned = own.iter().filter(|(industry, _)| industries.contains(industry));
    Some(HomeNews {
        slug: text.path.slug.clone(),
        title: text.meta.title.clone(),
        summary: text.meta.summary.clone(),
        date: *date,
        customers: concerned.map(|(_, customer)| (*customer).to_owned()).collect(),
    })
}
