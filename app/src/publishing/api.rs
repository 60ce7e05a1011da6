//! Server functions: enter, ask the portal, tell the answer.

use jiso::{
    failure::Failure,
    id::{DocumentId, Id, RevisionId},
    page::Page,
    publishing::{
        ContentFilter, ContentLine, EditForm, EditSheet, NewDocumentForm, Preview, PreviewForm, PublishForm, RestoreForm,
        RevisionDiff,
    },
};
use leptos::prelude::*;

use crate::{
    entry::enter,
    reply::{Instruction, port},
    wire::{Fault, GetUrl, Packed, Reply},
};

fn id<T>(text: &str) -> Reply<Id<T>> {
    text.parse().map_err(|_| Fault(Failure::NotFound))
}

fn given<T>(text: &str) -> Reply<Option<Id<T>>> {
    if text.is_empty() { Ok(None) } else { id(text).map(Some) }
}

/// Where an editor goes on after a change; `done` names what is told there.
fn back(document: DocumentId, done: &str) -> Instruction {
    Instruction::Redirect(format!("/console/content/{document}?done={done}"))
}

#[server(prefix = "/api", endpoint = "content", input = GetUrl, output = Packed)]
pub async fn content(filter: ContentFilter) -> Reply<Page<ContentLine>> {
    let desk = enter()?;
    Ok(desk.portal.publishing.list(&desk.caller, filter).await?)
}

/// `typed` may be longer than an address can be.
#[server(prefix = "/api", endpoint = "document_sheet", output = Packed)]
pub async fn document_sheet(document: String, typed: Option<String>) -> Reply<EditSheet> {
    let desk = enter()?;
    Ok(desk.portal.publishing.sheet(&desk.caller, id(&document)?, typed).await?)
}

#[server(prefix = "/api", endpoint = "may_write", input = GetUrl, output = Packed)]
pub async fn may_write() -> Reply<()> {
    let desk = enter()?;
    Ok(desk.portal.publishing.may_write(&desk.caller).await?)
}

#[server(prefix = "/api", endpoint = "new_document", output = Packed)]
pub async fn new_document(form: NewDocumentForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let document = desk.portal.publishing.new_document(&desk.caller, form).await?;
    tell(back(document, "created"));
    Ok(())
}

/// Stays where it is: whoever writes keeps their place in the text.
#[server(prefix = "/api", endpoint = "save_draft", output = Packed)]
pub async fn save_draft(form: EditForm) -> Reply<RevisionId> {
    let desk = enter()?;
    Ok(desk.portal.publishing.save_draft(&desk.caller, form).await?)
}

#[server(prefix = "/api", endpoint = "preview_document", output = Packed)]
pub async fn preview_document(form: PreviewForm) -> Reply<Preview> {
    let (desk, tell) = (enter()?, port());
    let preview = desk.portal.publishing.preview(&desk.caller, form).await?;
    tell(Instruction::Stay);
    Ok(preview)
}

/// What is on the screen is saved first, so that it is what gets published.
#[server(prefix = "/api", endpoint = "publish_document", output = Packed)]
pub async fn publish_document(form: EditForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let document = form.document.clone();
    let base = desk.portal.publishing.save_draft(&desk.caller, form).await?.to_string();
    desk.portal.publishing.publish(&desk.caller, PublishForm { document: document.clone(), base }).await?;
    tell(back(id(&document)?, "published"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "unpublish_document", output = Packed)]
pub async fn unpublish_document(form: PublishForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let document = id(&form.document)?;
    desk.portal.publishing.unpublish(&desk.caller, form).await?;
    tell(back(document, "unpublished"));
    Ok(())
}

#[server(prefix = "/api", endpoint = "compare_revisions", input = GetUrl, output = Packed)]
pub async fn compare_revisions(document: String, from: String, to: String) -> Reply<RevisionDiff> {
    let desk = enter()?;
    Ok(desk.portal.publishing.diff(&desk.caller, id(&document)?, given(&from)?, given(&to)?).await?)
}

#[server(prefix = "/api", endpoint = "restore_revision", output = Packed)]
pub async fn restore_revision(form: RestoreForm) -> Reply<()> {
    let (desk, tell) = (enter()?, port());
    let document = id(&form.document)?;
    desk.portal.publishing.restore(&desk.caller, form).await?;
    tell(back(document, "restored"));
    Ok(())
}
