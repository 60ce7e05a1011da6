use async_trait::async_trait;

use super::{TraceForm, TraceSheet};
use crate::{caller::Caller, failure::Answer};

/// What the portal can say about which content wins.
#[async_trait]
pub trait Trace: Send + Sync {
    /// For the vendor: content with the deals it counts for. Who may not see partners' deals gets what is known of them without
    /// any name. A row that is not there is not found.
    async fn trace(&self, caller: &Caller, form: TraceForm) -> Answer<TraceSheet>;
}
