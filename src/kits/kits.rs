use async_trait::async_trait;

use super::{FavouriteForm, FillForm, KitFilter, KitList, KitSheet, UsedForm};
use crate::{caller::Caller, failure::Answer};

/// What the portal can do about kits.
#[async_trait]
pub trait Kits: Send + Sync {
    async fn list(&self, caller: &Caller, filter: KitFilter) -> Answer<KitList>;
    /// Favourites stand first in one's own lists.
    async fn keep_favourite(&self, caller: &Caller, form: FavouriteForm) -> Answer<()>;
    /// A deal of the caller's own company; said twice, it counts once.
    async fn note_used(&self, caller: &Caller, form: UsedForm) -> Answer<()>;
    /// No longer says what [`Kits::note_used`] says. A proposal or a talk stays what it is.
    async fn take_back_use(&self, caller: &Caller, form: UsedForm) -> Answer<()>;
    /// The text, filled with what the form, the deal it names and the caller tell. Notes that the kit was opened, and that it
    /// was filled in when something was typed for no deal. For a deal it is used by [`Kits::note_used`] alone: its address is
    /// handed on, and whoever opens that has not used it. A deal of another company is not found.
    async fn sheet(&self, caller: &Caller, slug: &str, form: FillForm) -> Answer<KitSheet>;
}
