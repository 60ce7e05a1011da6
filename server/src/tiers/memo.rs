//! What this node has worked out of companies' tiers. People look at their tier more often than anything happens that it depends on.

use std::{collections::HashMap, sync::Arc};

use jiso::{id::CompanyId, time::Day};
use jiso_store::tiers::TierBasis;
use parking_lot::Mutex;

use super::TierView;

/// Those of more companies would take more memory than they save time.
const COMPANIES: usize = 500;

#[derive(Default)]
pub struct TierMemo(Mutex<HashMap<CompanyId, Known>>);

struct Known {
    basis: TierBasis,
    day: Day,
    view: Arc<TierView>,
}

impl TierMemo {
    pub(super) fn recall(&self, company: CompanyId, basis: &TierBasis, day: Day) -> Option<Arc<TierView>> {
        let known = self.0.lock();
        let known = known.get(&company).filter(|known| known.day == day && known.basis == *basis);
        known.map(|known| known.view.clone())
    }

    pub(super) fn keep(&self, company: CompanyId, basis: TierBasis, day: Day, view: &Arc<TierView>) {
        let mut known = self.0.lock();
        if known.len() >= COMPANIES && !known.contains_key(&company) {
            known.clear();
        }
        known.insert(company, Known { basis, day, view: view.clone() });
    }
}
