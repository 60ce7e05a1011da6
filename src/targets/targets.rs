use async_trait::async_trait;

use super::{
    OverlapForm, PassForm, TargetDesk, TargetForm, TargetKit, TargetListForm, TargetListSheet, TargetPick, TargetsSheet,
    UploadForm, Uploaded,
};
use crate::{
    caller::Caller,
    failure::Answer,
    id::{TargetId, TargetListId},
};

/// What the portal can do about target accounts.
#[async_trait]
pub trait Targets: Send + Sync {
    /// The partner's own, in the order in which they fit.
    async fn mine(&self, caller: &Caller) -> Answer<TargetsSheet>;
    /// A kit for one of them, with the customer's name in it. Notes that its parts were opened.
    async fn kit(&self, caller: &Caller, id: &str) -> Answer<TargetKit>;
    /// Said twice, the later word holds.
    async fn pass(&self, caller: &Caller, form: PassForm) -> Answer<()>;
    async fn bring_back(&self, caller: &Caller, form: TargetPick) -> Answer<()>;
    /// Keeps keyed hashes of the partner's own customers in place of those before, and nothing else of them.
    async fn keep_overlap(&self, caller: &Caller, form: OverlapForm) -> Answer<u32>;
    async fn forget_overlap(&self, caller: &Caller) -> Answer<()>;
    /// All lists, for the vendor.
    async fn desk(&self, caller: &Caller) -> Answer<TargetDesk>;
    async fn list(&self, caller: &Caller, id: &str) -> Answer<TargetListSheet>;
    async fn make_list(&self, caller: &Caller, form: TargetListForm) -> Answer<TargetListId>;
    /// A customer that is a target already is changed, and moves to this list.
    async fn save(&self, caller: &Caller, form: TargetForm) -> Answer<(TargetListId, TargetId)>;
    /// Every line or none, unless the good ones are asked for.
    async fn upload(&self, caller: &Caller, form: UploadForm) -> Answer<Uploaded>;
    async fn take_off(&self, caller: &Caller, form: TargetPick) -> Answer<TargetListId>;
}
