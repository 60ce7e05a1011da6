//! Everything one may ask of the portal, as the screens see it. The server hands in the implementations.

use std::sync::Arc;

use crate::{
    accounts::Accounts, boards::Boards, deal_files::DealFiles, deals::Deals, demo::Demo, goals::Goals, home::Homes,
    key_persons::KeyPersons, kits::Kits, leaderboards::Leaderboards, leads::Leads, learning::Learning, news::News,
    notifications::Notifications, partners::Partners, plays::Plays, programme::Programmes, progress::Progress,
    proposals::Proposals, publishing::Publishing, questions::Questions, recognition::Recognition, scripts::Scripts,
    search::Search, targets::Targets, trace::Trace, visits::Visits,
};

#[derive(Clone)]
pub struct Portal {
    pub accounts: Arc<dyn Accounts>,
    pub boards: Arc<dyn Boards>,
    pub deal_files: Arc<dyn DealFiles>,
    pub deals: Arc<dyn Deals>,
    /// Only where the portal runs as a demo.
    pub demo: Option<Arc<dyn Demo>>,
    pub goals: Arc<dyn Goals>,
    pub homes: Arc<dyn Homes>,
    pub key_persons: Arc<dyn KeyPersons>,
    pub kits: Arc<dyn Kits>,
    pub leaderboards: Arc<dyn Leaderboards>,
    pub leads: Arc<dyn Leads>,
    pub learning: Arc<dyn Learning>,
    pub news: Arc<dyn News>,
    pub notifications: Arc<dyn Notifications>,
    pub partners: Arc<dyn Partners>,
    pub plays: Arc<dyn Plays>,
    pub programmes: Arc<dyn Programmes>,
    pub progress: Arc<dyn Progress>,
    pub proposals: Arc<dyn Proposals>,
    pub publishing: Arc<dyn Publishing>,
    pub questions: Arc<dyn Questions>,
    pub recognition: Arc<dyn Recognition>,
    pub scripts: Arc<dyn Scripts>,
    pub search: Arc<dyn Search>,
    pub targets: Arc<dyn Targets>,
    pub trace: Arc<dyn Trace>,
    pub visits: Arc<dyn Visits>,
}
