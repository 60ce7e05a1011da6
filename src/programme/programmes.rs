use async_trait::async_trait;

use super::{
    Checked, DraftForm, DraftSheet, ProgrammeSheet, ReleaseForm, ReleaseSheet, RunForm, RunLine, VersionDiff, WhatIfSheet,
};
use crate::{caller::Caller, failure::Answer, id::WhatIfId, lang::Lang};

/// What the portal can do about its own rules. Reading and trying is for
/// [`crate::accounts::access::Action::StudyProgramme`], publishing for
/// [`crate::accounts::access::Action::PublishProgramme`]. Sentences come in the language asked for.
#[async_trait]
pub trait Programmes: Send + Sync {
    async fn sheet(&self, caller: &Caller, lang: Lang) -> Answer<ProgrammeSheet>;
    /// Of two versions by their numbers; of the newest with the one before it, where nothing else is asked.
    async fn compare(&self, caller: &Caller, lang: Lang, from: Option<i64>, to: Option<i64>) -> Answer<VersionDiff>;
    /// The caller's own draft, or the newest version to begin one with.
    async fn draft(&self, caller: &Caller, lang: Lang) -> Answer<DraftSheet>;
    /// Saves the caller's draft, whatever is wrong with it, and says what is.
    async fn save_draft(&self, caller: &Caller, lang: Lang, form: DraftForm) -> Answer<Checked>;
    /// Saves the caller's draft with the numbers that were typed beside it; everything else of the text stays as it is.
    async fn set_numbers(&self, caller: &Caller, form: DraftForm) -> Answer<()>;
    /// Throws the caller's draft away.
    async fn drop_draft(&self, caller: &Caller) -> Answer<()>;
    /// Everything somebody looks at before publishing.
    async fn release(&self, caller: &Caller, lang: Lang) -> Answer<ReleaseSheet>;
    /// Makes the draft a version. Fails with [`crate::failure::Problem::PublishedMeanwhile`] when it rests on an older one than
    /// the newest; nothing is lost. Sent twice, it is published once.
    async fn publish(&self, caller: &Caller, form: ReleaseForm) -> Answer<i64>;
    /// One what-if by its id, or the newest.
    async fn what_if(&self, caller: &Caller, lang: Lang, run: Option<WhatIfId>) -> Answer<WhatIfSheet>;
    /// Asks for the caller's saved draft to be tried. As long as one has not ended it stays that one.
    async fn begin_what_if(&self, caller: &Caller) -> Answer<WhatIfId>;
    /// How far it is.
    async fn what_if_line(&self, caller: &Caller, run: WhatIfId) -> Answer<RunLine>;
    /// One's own; who may publish cancels everybody's. What has ended stays as it is.
    async fn cancel_what_if(&self, caller: &Caller, form: RunForm) -> Answer<WhatIfId>;
}
