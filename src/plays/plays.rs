use async_trait::async_trait;

use super::{PlayConsentForm, PlayDraftSheet, PlayForm, PlayMoveForm, PlaySheet};
use crate::{caller::Caller, failure::Answer, id::PlayId};

/// What the portal can do about plays: a partner on those of its own visits, the vendor on all. Whoever publishes without having
/// been there sees those to which both sides consent, and not where they come from.
#[async_trait]
pub trait Plays: Send + Sync {
    async fn sheet(&self, caller: &Caller, id: &str) -> Answer<PlaySheet>;
    /// What the form that proposes one begins with.
    async fn before_proposing(&self, caller: &Caller, visit: &str) -> Answer<PlayDraftSheet>;
    /// Of a visit that took place and that both sides have summed up; one of each.
    async fn propose(&self, caller: &Caller, form: PlayForm) -> Answer<PlayId>;
    async fn change(&self, caller: &Caller, form: PlayForm) -> Answer<PlayId>;
    async fn consent(&self, caller: &Caller, form: PlayConsentForm) -> Answer<PlayId>;
    async fn ask_change(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId>;
    async fn decline(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId>;
    /// It is found by everybody from now on.
    async fn publish(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId>;
    /// And by nobody.
    async fn withdraw(&self, caller: &Caller, form: PlayMoveForm) -> Answer<PlayId>;
}
