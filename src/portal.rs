//! Everything one may ask of the portal, as the screens see it. The server hands in the implementations.

use std::sync::Arc;

use crate::{accounts::Accounts, leaderboards::Leaderboards, partners::Partners, progress::Progress, search::Search};

#[derive(Clone)]
pub struct Portal {
    pub accounts: Arc<dyn Accounts>,
    pub leaderboards: Arc<dyn Leaderboards>,
    pub partners: Arc<dyn Partners>,
    pub progress: Arc<dyn Progress>,
    pub search: Arc<dyn Search>,
}
