//! Use cases: the vendor's texts, from draft to reader.

mod preview;

use async_trait::async_trait;
use jiso::{
    accounts::access::Action,
    caller::Caller,
    failure::{Answer, Failure, FieldErrors, Problem},
    id::{DocumentId, RevisionId},
    page::Page,
    publishing::{
        BODY_MAX, ContentFilter, ContentLine, DiffKind, DiffLine, Document, DocumentKind, DocumentPath, EditForm, EditSheet,
        FrontMatter, Meta, NewDocumentForm, Preview, PreviewForm, PublishForm, Publishing, RestoreForm, Revision, RevisionDiff,
        RevisionLine,
    },
};
use jiso_app::publishing::revision_text;
use jiso_store::{StoreError, Tx};
use similar::{ChangeTag, TextDiff};

use crate::{
    content::{Lost, lost, pictures_elsewhere},
    office::Office,
};

#[async_trait]
impl Publishing for Office {
    async fn list(&self, caller: &Caller, filter: ContentFilter) -> Answer<Page<ContentLine>> {
        caller.may(Action::EditContent)?;
        let query = filter.read();
        let rows = self.store.read().await?.content(&query, self.now().day()).await?;
        Ok(Page::from_rows(rows, query.page))
    }

    async fn sheet(&self, caller: &Caller, id: DocumentId, typed: Option<String>) -> Answer<EditSheet> {
        caller.may(Action::EditContent)?;
        let mut tx = self.store.read().await?;
        let document = tx.document(id).await?.ok_or(Failure::NotFound)?;
        let newest = newest(&mut tx, &document).await?;
        let read = match document.standing.published() {
            Some(published) => tx.revision(published).await?.ok_or(Failure::NotFound)?,
            None => newest.clone(),
        };
        let valid_until = read.front.valid_until.as_deref().and_then(|day| day.parse().ok());
        let play = tx.play_of_document(id).await?;
        let open = play.as_ref().is_none_or(|play| play.state.has_both());
        let mut form = EditForm::of(id, newest.id, &newest.front, &newest.body);
        if !open {
            (form.summary, form.body) = (String::new(), String::new());
        }
        let kind = document.path.kind;
        let html = match typed {
            _ if !open => String::new(),
            Some(body) => self.previewed(caller.lang, Some(kind), &body),
            // In parts, which the page of the kit does not show.
            None if kind == DocumentKind::Template => self.previewed(caller.lang, Some(kind), &newest.body),
            None => self.html_of(newest.id, &newest.body),
        };
        Ok(EditSheet {
            status: document.status(),
            form,
            html,
            valid_until,
            stale: document.standing.published().is_some() && valid_until.is_some_and(|day| day < self.now().day()),
            play: play.map(|play| play.id),
            translation: tx.document_at(&document.path.translated()).await?.map(|other| other.id),
            question: tx.question_of_faq(id).await?.map(|question| (question.id, question.title)),
            history: tx.history(id).await?,
            path: document.path,
        })
    }

    async fn may_write(&self, caller: &Caller) -> Answer<()> {
        caller.may(Action::EditContent)
    }

    async fn new_document(&self, caller: &Caller, form: NewDocumentForm) -> Answer<DocumentId> {
        caller.may(Action::EditContent)?;
        let new = form.read()?;
        let (id, first) = (self.new_id(), self.new_id());
        let revision = self.revision(caller, id, first, 1, new.front, String::new());
        let mut tx = self.store.write().await?;
        match tx.insert_document(&Document::new(id, new.path, first), &revision).await {
            Err(error) if error.is_taken() => return Err(Failure::invalid("slug", Problem::AlreadyTaken)),
            other => other?,
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn save_draft(&self, caller: &Caller, form: EditForm) -> Answer<RevisionId> {
        caller.may(Action::EditContent)?;
        let (id, base) = form.target()?;
        let mut tx = self.store.write().await?;
        let document = editable(&mut tx, id).await?;
        let draft = form.read(&document.path)?;
        none_lost(pictures_elsewhere(&draft.body))?;
        let saved = self.save(&mut tx, caller, document, base, draft.front, draft.body).await?;
        tx.commit().await?;
        Ok(saved)
    }

    async fn preview(&self, caller: &Caller, form: PreviewForm) -> Answer<Preview> {
        caller.may(Action::EditContent)?;
        if form.body.chars().count() > BODY_MAX as usize {
            return Err(Failure::invalid("body", Problem::TooLong { max: BODY_MAX }));
        }
        Ok(Preview { html: self.previewed(caller.lang, DocumentKind::parse(&form.kind), &form.body) })
    }

    async fn publish(&self, caller: &Caller, form: PublishForm) -> Answer<()> {
        caller.may(Action::EditContent)?;
        let (id, seen) = form.read()?;
        let mut tx = self.store.write().await?;
        let document = editable(&mut tx, id).await?;
        let newest = newest(&mut tx, &document).await?;
        let published = document.publish(seen).map_err(|refusal| refusal.failure(&newest))?;
        let meta = newest.publishable(&published.path)?;
        links_lead_somewhere(&mut tx, &published.path, &newest.body, &meta).await?;
        if !tx.save_published(&published, &newest, &meta, self.now(), &caller.name).await? {
            return Err(meanwhile(&mut tx, id).await?);
        }
        Ok(tx.commit().await?)
    }

    async fn unpublish(&self, caller: &Caller, form: PublishForm) -> Answer<()> {
        caller.may(Action::EditContent)?;
        let (id, seen) = form.read()?;
        let mut tx = self.store.write().await?;
        let document = editable(&mut tx, id).await?;
        let newest = newest(&mut tx, &document).await?;
        let hidden = document.unpublish(seen).map_err(|refusal| refusal.failure(&newest))?;
        if !tx.save_unpublished(&hidden, self.now(), &caller.name).await? {
            return Err(meanwhile(&mut tx, id).await?);
        }
        Ok(tx.commit().await?)
    }

    async fn diff(
        &self,
        caller: &Caller,
        id: DocumentId,
        from: Option<RevisionId>,
        to: Option<RevisionId>,
    ) -> Answer<RevisionDiff> {
        caller.may(Action::EditContent)?;
        let mut tx = self.store.read().await?;
        let document = tx.document(id).await?.ok_or(Failure::NotFound)?;
        if tx.play_of_document(id).await?.is_some_and(|play| !play.state.has_both()) {
            return Err(Failure::NotFound);
        }
        let history = tx.history(id).await?;
        let (from, to) = compared(&history, from, to).ok_or(Failure::NotFound)?;
        let before = tx.revision(from.id).await?.ok_or(Failure::NotFound)?;
        let after = tx.revision(to.id).await?.ok_or(Failure::NotFound)?;
        let title = newest(&mut tx, &document).await?.front.title;
        let [before, after] = [before, after].map(|revision| revision_text(caller.lang, &revision));
        let lines = lines(&before, &after);
        Ok(RevisionDiff { document: id, title, from, to, lines, history })
    }

    async fn restore(&self, caller: &Caller, form: RestoreForm) -> Answer<RevisionId> {
        caller.may(Action::EditContent)?;
        let wanted = form.read()?;
        let mut tx = self.store.write().await?;
        let document = editable(&mut tx, wanted.document).await?;
        let old = tx.revision(wanted.revision).await?.filter(|old| old.document == document.id).ok_or(Failure::NotFound)?;
        let saved = self.save(&mut tx, caller, document, wanted.base, old.front, old.body).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

impl Office {
    /// A new draft on top of `base`; the newest revision itself when it says the same.
    pub(crate) async fn save(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        document: Document,
        base: RevisionId,
        front: FrontMatter,
        body: String,
    ) -> Answer<RevisionId> {
        let newest = newest(tx, &document).await?;
        if newest.says(&front, &body) {
            return Ok(newest.id);
        }
        let number = tx.next_number(document.id).await?;
        let draft = self.revision(caller, document.id, self.new_id(), number, front, body);
        let document = document.save(base, draft.id).map_err(|refusal| refusal.failure(&newest))?;
        if tx.save_draft(&document, &draft).await? { Ok(draft.id) } else { Err(meanwhile(tx, document.id).await?) }
    }

    pub(crate) fn revision(
        &self,
        caller: &Caller,
        document: DocumentId,
        id: RevisionId,
        number: u32,
        front: FrontMatter,
        body: String,
    ) -> Revision {
        Revision { id, document, number, at: self.now(), by: caller.name.clone(), front, body }
    }
}

/// A text that editors may change by themselves. What two sides consent to is changed, shown and taken back by them.
async fn editable(tx: &mut Tx, id: DocumentId) -> Answer<Document> {
    let document = tx.document(id).await?.ok_or(Failure::NotFound)?;
    if document.path.kind == DocumentKind::Play { Err(Failure::Forbidden) } else { Ok(document) }
}

/// What a reader would click in vain is not published: the same rule as for files, with what is published now.
async fn links_lead_somewhere(tx: &mut Tx, own: &DocumentPath, body: &str, meta: &Meta) -> Answer<()> {
    let published = tx.published_paths().await?;
    let addresses = published.iter().chain([own]).filter_map(DocumentPath::address).collect();
    none_lost(lost(body, &addresses))?;
    let is_kit = |slug: &str| published.iter().any(|path| path.kind.is_kit() && path.slug == slug);
    let mut errors = FieldErrors::default();
    let kits = meta.case().map_or(&[][..], |case| &case.kits);
    for (line, name) in (1..).zip(kits).filter(|(_, kit)| !is_kit(kit)) {
        errors.add("kits", Problem::DeadLink { line, name: name.clone() });
    }
    errors.or(Some(()))
}

fn none_lost(lost: Vec<Lost>) -> Answer<()> {
    let mut errors = FieldErrors::default();
    for one in lost {
        one.add_to(&mut errors);
    }
    errors.or(Some(()))
}

/// Somebody was faster between our reading and our writing: what they wrote is read anew.
async fn meanwhile(tx: &mut Tx, id: DocumentId) -> Answer<Failure> {
    let document = tx.document(id).await?.ok_or(Failure::NotFound)?;
    Ok(newest(tx, &document).await?.meanwhile())
}

/// The two revisions asked for, of a history that is newest first; `None` when one is not in it.
fn compared(history: &[RevisionLine], from: Option<RevisionId>, to: Option<RevisionId>) -> Option<(RevisionLine, RevisionLine)> {
    let at = |id: RevisionId| history.iter().position(|line| line.id == id);
    let to = to.map_or(Some(0), at)?;
    let before = (to + 1).min(history.len().checked_sub(1)?);
    let from = from.map_or(Some(before), at)?;
    Some((history.get(from)?.clone(), history.get(to)?.clone()))
}

pub(crate) async fn newest(tx: &mut Tx, document: &Document) -> Answer<Revision> {
    let missing = || StoreError::Broken { table: "documents", column: "draft_revision", value: document.id.to_string() };
    let revision = tx.revision(document.standing.newest()).await?;
    Ok(revision.ok_or_else(missing)?)
}

fn lines(before: &str, after: &str) -> Vec<DiffLine> {
    let diff = TextDiff::from_lines(before, after);
    let line = |change: similar::Change<&str>| {
        let kind = match change.tag() {
            ChangeTag::Equal => DiffKind::Same,
            ChangeTag::Delete => DiffKind::Removed,
            ChangeTag::Insert => DiffKind::Added,
        };
        DiffLine { kind, text: change.value().trim_end_matches('\n').to_owned() }
    };
    diff.iter_all_changes().map(line).collect()
}
