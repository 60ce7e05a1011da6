use async_trait::async_trait;

use super::{PlaySheet, ScriptDesk, SettleForm, TapForm, TapsForm};
use crate::{caller::Caller, failure::Answer, id::DealId};

/// What the portal can do about talk scripts with branches.
#[async_trait]
pub trait Scripts: Send + Sync {
    /// A script to be played step by step. A script without branches, or a deal of another company, is not found.
    async fn play(&self, caller: &Caller, slug: &str, deal: &str) -> Answer<PlaySheet>;
    /// A tap of a partner's person; the vendor's own are not counted. Answers with its deal, unless that is another company's: the
    /// tap is then kept without it.
    async fn tap(&self, caller: &Caller, form: TapForm) -> Answer<Option<DealId>>;
    /// What a browser has kept; answers how many taps are new. What nobody could have tapped is left out.
    async fn keep(&self, caller: &Caller, form: TapsForm) -> Answer<u32>;
    /// For editors: all scripts that branch, and one of them branch by branch.
    async fn desk(&self, caller: &Caller, script: &str, version: &str) -> Answer<ScriptDesk>;
    /// An editor has dealt with something that no script answered.
    async fn settle(&self, caller: &Caller, form: SettleForm) -> Answer<()>;
}
