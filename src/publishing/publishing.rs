use async_trait::async_trait;

use super::{
    ContentFilter, ContentLine, EditForm, EditSheet, NewDocumentForm, Preview, PreviewForm, PublishForm, RestoreForm,
    RevisionDiff,
};
use crate::{
    caller::Caller,
    failure::Answer,
    id::{DocumentId, RevisionId},
    page::Page,
};

/// What the portal can do about the vendor's texts. All of it is for [`crate::accounts::access::Action::EditContent`].
#[async_trait]
pub trait Publishing: Send + Sync {
    async fn list(&self, caller: &Caller, filter: ContentFilter) -> Answer<Page<ContentLine>>;
    /// `typed`: the body in front of the editor, where it is not the saved one.
    async fn sheet(&self, caller: &Caller, document: DocumentId, typed: Option<String>) -> Answer<EditSheet>;
    /// A draft with a title; "already taken" when the path is.
    /// Whether the caller may begin one at all.
    async fn may_write(&self, caller: &Caller) -> Answer<()>;
    async fn new_document(&self, caller: &Caller, form: NewDocumentForm) -> Answer<DocumentId>;
    /// Fails with [`crate::failure::Conflict::EditedMeanwhile`] when somebody else saved first; neither text is lost.
    async fn save_draft(&self, caller: &Caller, form: EditForm) -> Answer<RevisionId>;
    async fn preview(&self, caller: &Caller, form: PreviewForm) -> Answer<Preview>;
    async fn publish(&self, caller: &Caller, form: PublishForm) -> Answer<()>;
    async fn unpublish(&self, caller: &Caller, form: PublishForm) -> Answer<()>;
    /// Of the newest with the one before it, where nothing else is asked.
    async fn diff(
        &self,
        caller: &Caller,
        document: DocumentId,
        from: Option<RevisionId>,
        to: Option<RevisionId>,
    ) -> Answer<RevisionDiff>;
    async fn restore(&self, caller: &Caller, form: RestoreForm) -> Answer<RevisionId>;
}
