//! Everything one may ask of the portal, as the screens see it. The server hands in the implementations.

use std::sync::Arc;

use crate::{accounts::Accounts, kits::Kits, learning::Learning};

#[derive(Clone)]
pub struct Portal {
    pub accounts: Arc<dyn Accounts>,
    pub kits: Arc<dyn Kits>,
    pub learning: Arc<dyn Learning>,
}
