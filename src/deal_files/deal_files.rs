use async_trait::async_trait;

use super::{Arrived, AttachForm, RemoveForm};
use crate::{caller::Caller, failure::Answer, id::DealId};

/// What the portal can do about files of deals, for those who work on them. A deal or file of another company is
/// [`crate::failure::Failure::NotFound`].
#[async_trait]
pub trait DealFiles: Send + Sync {
    /// Once for each key. `arrived` is what the request brought.
    async fn attach(&self, caller: &Caller, form: AttachForm, arrived: Option<Arrived>) -> Answer<DealId>;
    /// Removed twice, it is gone once.
    async fn remove(&self, caller: &Caller, form: RemoveForm) -> Answer<DealId>;
}
