//! Everything one may ask of the portal, as the screens see it. The server hands in the implementations.

use std::sync::Arc;

use crate::{accounts::Accounts, deals::Deals};

#[derive(Clone)]
pub struct Portal {
    pub accounts: Arc<dyn Accounts>,
    pub deals: Arc<dyn Deals>,
}
