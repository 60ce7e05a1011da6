//! The page a question is about.

use jiso::{caller::Caller, failure::Answer, id::DealId, questions::PagePath};
use jiso_app::text::questions as t;
use jiso_store::Tx;

use crate::{office::Office, search::FOUND};

impl Office {
    /// What a page is called for whoever asks from it; nothing for one that is not there, or is another company's.
    pub(super) async fn page_of(&self, tx: &mut Tx, caller: &Caller, path: &str) -> Answer<Option<PagePath>> {
        let called = |label: String| Some(PagePath { path: path.to_owned(), label });
        if let Some(deal) = PagePath::deal(path).and_then(|id| id.parse::<DealId>().ok()) {
            let found = tx.deal(deal).await?.filter(|found| Some(found.deal.company) == caller.company);
            return Ok(found.and_then(|found| called(found.deal.facts.customer.name)));
        }
        for kinds in FOUND {
            let texts = self.published(tx, kinds, caller.lang).await?;
            if let Some(text) = texts.iter().find(|text| text.path.address().as_deref() == Some(path)) {
                return Ok(called(text.meta.title.clone()));
            }
        }
        let place = match PagePath::place(path) {
            "" => "home",
            place => place,
        };
        let label = t::place(caller.lang, place);
        Ok(if label.is_empty() { None } else { called(label.to_owned()) })
    }
}
