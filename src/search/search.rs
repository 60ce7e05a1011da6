use async_trait::async_trait;

use super::{
    CloseMissForm, ForgetSearchForm, KeptSearches, MissesSheet, SaveSearchForm, SearchPage, SearchQuery, Suggested, SynonymsForm,
    SynonymsSheet,
};
use crate::{caller::Caller, failure::Answer};

/// What the portal can find.
#[async_trait]
pub trait Search: Send + Sync {
    /// The texts of the caller's audience that answer the query, best first, and deals and people they may see. It is kept as
    /// one of the caller's recent searches, and what a partner's person does not find is noted.
    async fn search(&self, caller: &Caller, query: SearchQuery) -> Answer<SearchPage>;

    /// A few titles, deals and people that go on from what was typed; before anything is, the caller's own searches.
    async fn suggest(&self, caller: &Caller, typed: &str) -> Answer<Vec<Suggested>>;

    /// The caller's recent and saved searches.
    async fn kept(&self, caller: &Caller) -> Answer<KeptSearches>;

    /// Saves a search; answers with the query of its address.
    async fn save_search(&self, caller: &Caller, form: SaveSearchForm) -> Answer<String>;

    /// Takes away a saved search, or all recent ones.
    async fn forget_search(&self, caller: &Caller, form: ForgetSearchForm) -> Answer<()>;

    /// What partners searched for and did not find.
    async fn misses(&self, caller: &Caller) -> Answer<MissesSheet>;

    /// What became of one of them. Said twice, it is said once.
    async fn close_miss(&self, caller: &Caller, form: CloseMissForm) -> Answer<()>;

    /// The words that mean the same, and among them one that was not found; none is empty.
    async fn synonyms(&self, caller: &Caller, wanted: &str) -> Answer<SynonymsSheet>;

    /// Takes all of them anew, and searches by them at once; answers with their version.
    async fn save_synonyms(&self, caller: &Caller, form: SynonymsForm) -> Answer<i64>;
}
