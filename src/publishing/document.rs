//! A document and its revisions. What readers see is the published revision; editors work on a draft beside it.

use serde::{Deserialize, Serialize};

use super::{check::FrontMatterMistake, front_matter::FrontMatter, meta::Meta, path::DocumentPath, placeholder::body_mistakes};
use crate::{
    activity::closed_set,
    failure::{Answer, Conflict, Failure, FieldErrors},
    id::{DocumentId, RevisionId},
    time::Timestamp,
};

/// One language of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub path: DocumentPath,
    pub standing: Standing,
    /// Counts every change; a write that finds another number than it read has lost a race.
    pub version: i64,
}

/// Which revisions stand where. There is always a newest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Draft { draft: RevisionId },
    Published { published: RevisionId },
    Changed { published: RevisionId, draft: RevisionId },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStatus {
    /// Nobody but editors sees it.
    Draft,
    Published,
    /// Published, and a newer draft waits.
    Changed,
}

closed_set!(DocumentStatus { Draft = "draft", Published = "published", Changed = "changed" });

impl Standing {
    /// From two columns; `None` when both are empty, which no document is.
    pub fn from_columns(published: Option<RevisionId>, draft: Option<RevisionId>) -> Option<Self> {
        match (published, draft) {
            (None, None) => None,
            (None, Some(draft)) => Some(Self::Draft { draft }),
            (Some(published), None) => Some(Self::Published { published }),
            (Some(published), Some(draft)) => Some(Self::Changed { published, draft }),
        }
    }

    pub const fn published(self) -> Option<RevisionId> {
        match self {
            Self::Draft { .. } => None,
            Self::Published { published } | Self::Changed { published, .. } => Some(published),
        }
    }

    pub const fn draft(self) -> Option<RevisionId> {
        match self {
            Self::Published { .. } => None,
            Self::Draft { draft } | Self::Changed { draft, .. } => Some(draft),
        }
    }

    pub const fn newest(self) -> RevisionId {
        match self {
            Self::Published { published } => published,
            Self::Draft { draft } | Self::Changed { draft, .. } => draft,
        }
    }

    pub const fn status(self) -> DocumentStatus {
        match self {
            Self::Draft { .. } => DocumentStatus::Draft,
            Self::Published { .. } => DocumentStatus::Published,
            Self::Changed { .. } => DocumentStatus::Changed,
        }
    }
}

/// Why a change of a document does not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("another revision was saved meanwhile")]
    EditedMeanwhile { newest: RevisionId },
    #[error("not possible in status {}", .status.as_str())]
    NotInThisStatus { status: DocumentStatus },
}

impl Refusal {
    /// As the editor is told; `newest` is the revision the document stands at.
    pub fn failure(self, newest: &Revision) -> Failure {
        match self {
            Self::EditedMeanwhile { .. } => newest.meanwhile(),
            Self::NotInThisStatus { status } => {
                Failure::Conflict { conflict: Conflict::NotInThisStatus { status: status.as_str().into() } }
            }
        }
    }
}

impl Document {
    pub const fn new(id: DocumentId, path: DocumentPath, first: RevisionId) -> Self {
        Self { id, path, standing: Standing::Draft { draft: first }, version: 1 }
    }

    pub const fn status(&self) -> DocumentStatus {
        self.standing.status()
    }

    /// A new draft, written on top of `base`. Restoring an old revision is saving its text again.
    ///
    /// # Errors
    /// [`Refusal::EditedMeanwhile`]
    pub fn save(self, base: RevisionId, draft: RevisionId) -> Result<Self, Refusal> {
        self.seen(base)?;
        let standing = match self.standing.published() {
            Some(published) => Standing::Changed { published, draft },
            None => Standing::Draft { draft },
        };
        Ok(self.moved(standing))
    }

    /// Readers see the draft from now on. Publishes what the editor saw, never a colleague's later draft.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn publish(self, seen: RevisionId) -> Result<Self, Refusal> {
        self.seen(seen)?;
        match self.standing {
            Standing::Published { .. } => Err(self.not_now()),
            Standing::Draft { draft } | Standing::Changed { draft, .. } => {
                Ok(self.moved(Standing::Published { published: draft }))
            }
        }
    }

    /// Nobody but editors sees it from now on; the newest text stays as a draft.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn unpublish(self, seen: RevisionId) -> Result<Self, Refusal> {
        self.seen(seen)?;
        match self.standing {
            Standing::Draft { .. } => Err(self.not_now()),
            Standing::Published { .. } | Standing::Changed { .. } => {
                let draft = self.standing.newest();
                Ok(self.moved(Standing::Draft { draft }))
            }
        }
    }

    fn seen(&self, base: RevisionId) -> Result<(), Refusal> {
        let newest = self.standing.newest();
        if base == newest { Ok(()) } else { Err(Refusal::EditedMeanwhile { newest }) }
    }

    const fn not_now(&self) -> Refusal {
        Refusal::NotInThisStatus { status: self.status() }
    }

    fn moved(self, standing: Standing) -> Self {
        Self { standing, version: self.version + 1, ..self }
    }
}

/// In place of a writer's name where a revision comes from a file.
pub const IMPORTED: &str = "jiso content import";

/// A text as it was saved; never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub id: RevisionId,
    pub document: DocumentId,
    /// From 1, within the document.
    pub number: u32,
    pub at: Timestamp,
    /// The editor's name.
    pub by: String,
    pub front: FrontMatter,
    pub body: String,
}

impl Revision {
    /// Front matter and body as lines that can be compared.
    pub fn text(&self) -> String {
        let mut text = self.front.lines().join("\n");
        text.push_str("\n\n");
        text.push_str(&self.body);
        text
    }

    /// Saving the same text again changes nothing: a request sent twice is no conflict with oneself.
    pub fn says(&self, front: &FrontMatter, body: &str) -> bool {
        self.front == *front && self.body == body
    }

    /// The failure of somebody who wrote on top of an older revision than this.
    pub fn meanwhile(&self) -> Failure {
        let newest = Some(self.id.to_string());
        let conflict = Conflict::EditedMeanwhile { by: self.by.clone(), at: self.at, theirs: self.text(), newest };
        Failure::Conflict { conflict }
    }

    /// Checked again before publishing: a document starts as a title only.
    ///
    /// # Errors
    /// [`Failure::Invalid`]
    pub fn publishable(&self, path: &DocumentPath) -> Answer<Meta> {
        checked(path, &self.front, &self.body)
    }
}

/// What front matter and body mean, or everything that is wrong with them, in the order of the form.
pub(super) fn checked(path: &DocumentPath, front: &FrontMatter, body: &str) -> Answer<Meta> {
    let mut errors = FieldErrors::default();
    let meta = front.check(path.kind).map_err(|mistakes| {
        for FrontMatterMistake { key, problem } in mistakes {
            errors.add(&key, problem);
        }
    });
    if body.trim().is_empty() {
        errors.add("body", crate::failure::Problem::Required);
    }
    for mistake in body_mistakes(path.kind, body) {
        mistake.add_to(&mut errors);
    }
    errors.or(meta.ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, publishing::DocumentKind};

    fn id<T>(n: u8) -> crate::id::Id<T> {
        crate::id::Id::new(Timestamp::EPOCH, [n; 10])
    }

    fn document(published: Option<u8>, draft: Option<u8>) -> Document {
        let path = DocumentPath::single(DocumentKind::News, "n", Lang::Ja).unwrap();
        let standing = Standing::from_columns(published.map(id), draft.map(id)).unwrap();
        Document { standing, ..Document::new(id(0), path, id(1)) }
    }

    #[test]
    fn a_change_needs_the_newest_revision() {
        type Change = fn(Document) -> Result<Document, Refusal>;
        let save: Change = |d| d.save(id(2), id(9));
        let publish: Change = |d| d.publish(id(2));
        let unpublish: Change = |d| d.unpublish(id(2));
        let wrong = |status| Err(Refusal::NotInThisStatus { status });
        let cases = [
            ("save a draft", None, Some(2), save, Ok((None, Some(9)))),
            ("save on published", Some(2), None, save, Ok((Some(2), Some(9)))),
            ("save on changed", Some(1), Some(2), save, Ok((Some(1), Some(9)))),
            ("save on the published one beside a draft", Some(2), Some(3), save, Err(Refusal::EditedMeanwhile { newest: id(3) })),
            ("publish a draft", None, Some(2), publish, Ok((Some(2), None))),
            ("publish a change", Some(1), Some(2), publish, Ok((Some(2), None))),
            ("publish twice", Some(2), None, publish, wrong(DocumentStatus::Published)),
            ("publish another's", Some(1), Some(3), publish, Err(Refusal::EditedMeanwhile { newest: id(3) })),
            ("unpublish", Some(2), None, unpublish, Ok((None, Some(2)))),
            ("unpublish a change", Some(1), Some(2), unpublish, Ok((None, Some(2)))),
            ("unpublish a draft", None, Some(2), unpublish, wrong(DocumentStatus::Draft)),
        ];
        for (name, published, draft, change, expected) in cases {
            let after = change(document(published, draft));
            assert_eq!(after.as_ref().map_or(1, |d| d.version), if after.is_ok() { 2 } else { 1 }, "{name}");
            let columns = after.map(|d| (d.standing.published(), d.standing.draft()));
            assert_eq!(columns, expected.map(|(p, d)| (p.map(id), d.map(id))), "{name}");
        }
        assert_eq!(Standing::from_columns(None, None), None);
    }
}
