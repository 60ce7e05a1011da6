//! What other pages tell about a company's deals.

use std::collections::HashMap;

use jiso::{failure::Answer, id::CompanyId, partners::PartnerDealLine, progress::SimulatedDeal};
use jiso_store::Tx;

use crate::office::Office;

impl Office {
    /// Registrations of each company that the vendor has not answered in time.
    pub(crate) async fn overdue_by_company(&self, tx: &mut Tx) -> Answer<HashMap<CompanyId, u32>> {
        Ok(tx.overdue_deals_by_company(self.now()).await?.into_iter().collect())
    }

    pub(crate) async fn overdue_of(&self, tx: &mut Tx, company: CompanyId) -> Answer<u32> {
        let now = self.now();
        let late = tx.open_deals_of_company(company).await?.into_iter().filter(|found| found.deal.broken_promise(now).is_some());
        Ok(u32::try_from(late.count()).unwrap_or(u32::MAX))
    }

    pub(crate) async fn open_deals_of(&self, tx: &mut Tx, company: CompanyId) -> Answer<u32> {
        Ok(tx.count_open_deals(company).await?)
    }

    /// Open deals, those that wait on the vendor first.
    pub(crate) async fn partner_deals(&self, tx: &mut Tx, company: CompanyId) -> Answer<Vec<PartnerDealLine>> {
        let deals = tx.open_deals_of_company(company).await?;
        let mut lines: Vec<PartnerDealLine> = deals
            .into_iter()
            .map(|found| PartnerDealLine {
                deal: found.deal.id,
                status: found.deal.status.key(),
                stage: found.deal.stage,
                yen: Some(found.deal.amount().minor),
                owner: found.owner_name,
                last_step_at: found.deal.changed_at,
                due: found.deal.promise().map(|(_, due)| due),
                customer: found.deal.facts.customer.name,
            })
            .collect();
        lines.sort_by_key(|line| (line.due.is_none(), line.due, line.last_step_at));
        Ok(lines)
    }

    /// The open deals of a company, to suppose them won.
    pub(crate) async fn deals_to_suppose(&self, tx: &mut Tx, company: CompanyId) -> Answer<Vec<SimulatedDeal>> {
        let deals = tx.open_deals_of_company(company).await?;
        let supposed = deals.into_iter().map(|found| SimulatedDeal {
            deal: found.deal.id,
            yen: found.deal.amount().minor,
            customer: found.deal.facts.customer.name,
        });
        Ok(supposed.collect())
    }
}
