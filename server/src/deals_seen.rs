//! What other pages tell about a company's deals.

use std::collections::HashMap;

use jiso::{failure::Answer, id::CompanyId, partners::PartnerDealLine, progress::SimulatedDeal};
use jiso_store::Tx;

use crate::office::Office;

impl Office {
    /// Registrations of each company that the vendor has not answered in time.
    pub(crate) async fn overdue_by_company(&self, _tx: &mut Tx) -> Answer<HashMap<CompanyId, u32>> {
        Ok(HashMap::new())
    }

    pub(crate) async fn overdue_of(&self, _tx: &mut Tx, _company: CompanyId) -> Answer<u32> {
        Ok(0)
    }

    pub(crate) async fn open_deals_of(&self, _tx: &mut Tx, _company: CompanyId) -> Answer<u32> {
        Ok(0)
    }

    /// Open deals, those that wait on the vendor first.
    pub(crate) async fn partner_deals(&self, _tx: &mut Tx, _company: CompanyId) -> Answer<Vec<PartnerDealLine>> {
        Ok(Vec::new())
    }

    /// The open deals of a company, to suppose them won.
    pub(crate) async fn deals_to_suppose(&self, _tx: &mut Tx, _company: CompanyId) -> Answer<Vec<SimulatedDeal>> {
        Ok(Vec::new())
    }
}
