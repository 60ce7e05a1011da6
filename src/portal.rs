//! Everything one may ask of the portal, as the screens see it. The server hands in the implementations.

use std::sync::Arc;

use crate::{accounts::Accounts, demo::Demo};

#[derive(Clone)]
pub struct Portal {
    pub accounts: Arc<dyn Accounts>,
    /// Only where the portal runs as a demo.
    pub demo: Option<Arc<dyn Demo>>,
}
