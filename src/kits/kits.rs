use async_trait::async_trait;

use super::{FillForm, KitFilter, KitList, KitSheet};
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about kits.
#[async_trait]
pub trait Kits: Send + Sync {
    async fn list(&self, caller: &Caller, filter: KitFilter) -> Answer<KitList>;
    /// The text, filled with what the form, the deal it names and the caller tell. Notes that the kit was opened, and that it
    /// was filled in when the form says something. A deal of another company is not found.
    async fn sheet(&self, caller: &Caller, slug: &str, form: FillForm) -> Answer<KitSheet>;
}
