//! Documents and their revisions, as editors and the import write them. Readers: [`crate::published`].

use jiso::{
    id::{DocumentId, RevisionId},
    lang::Lang,
    page::{PAGE_SIZE, offset},
    publishing::{
        ContentLine, ContentQuery, Details, Document, DocumentKind, DocumentPath, DocumentStatus, FrontMatter, Meta, Revision,
        RevisionLine, Standing,
    },
    time::{Day, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx};

#[derive(sqlx::FromRow)]
struct DocumentRow {
    id: Uuid,
    kind: String,
    module: Option<String>,
    position: Option<i64>,
    slug: String,
    lang: String,
    published_revision: Option<Uuid>,
    draft_revision: Option<Uuid>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    id: Uuid,
    document_id: Uuid,
    number: i64,
    at: i64,
    by_name: String,
    front: String,
    body: String,
}

#[derive(sqlx::FromRow)]
struct HistoryRow {
    id: Uuid,
    number: i64,
    at: i64,
    by_name: String,
    published: bool,
}

#[derive(sqlx::FromRow)]
struct ContentRow {
    #[sqlx(flatten)]
    document: DocumentRow,
    title: String,
    updated_at: i64,
    updated_by: String,
    valid_until: Option<i64>,
}

/// A path from its columns.
pub(crate) fn path(
    kind: String,
    module: Option<String>,
    position: Option<i64>,
    slug: String,
    lang: String,
) -> Result<DocumentPath, StoreError> {
    Ok(DocumentPath {
        kind: DocumentKind::try_from(kind).map_err(|v| StoreError::broken("documents", "kind", v))?,
        module,
        position: position.and_then(|n| u32::try_from(n).ok()),
        slug,
        lang: Lang::try_from(lang).map_err(|v| StoreError::broken("documents", "lang", v))?,
    })
}

impl TryFrom<DocumentRow> for Document {
    type Error = StoreError;
    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        let columns = (row.published_revision.map(RevisionId::from_uuid), row.draft_revision.map(RevisionId::from_uuid));
        Ok(Self {
            id: DocumentId::from_uuid(row.id),
            path: path(row.kind, row.module, row.position, row.slug, row.lang)?,
            standing: Standing::from_columns(columns.0, columns.1)
                .ok_or_else(|| StoreError::broken("documents", "draft_revision", "null"))?,
            version: row.version,
        })
    }
}

impl TryFrom<RevisionRow> for Revision {
    type Error = StoreError;
    fn try_from(row: RevisionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: RevisionId::from_uuid(row.id),
            document: DocumentId::from_uuid(row.document_id),
            number: u32::try_from(row.number).unwrap_or(u32::MAX),
            at: Timestamp::from_micros(row.at),
            by: row.by_name,
            front: serde_json::from_str(&row.front).map_err(|e| StoreError::broken("revisions", "front", e.to_string()))?,
            body: row.body,
        })
    }
}

impl From<HistoryRow> for RevisionLine {
    fn from(row: HistoryRow) -> Self {
        Self {
            id: RevisionId::from_uuid(row.id),
            number: u32::try_from(row.number).unwrap_or(u32::MAX),
            at: Timestamp::from_micros(row.at),
            by: row.by_name,
            published: row.published,
        }
    }
}

sql! {
    INSERT_DOCUMENT = "INSERT INTO documents (id, path, kind, module, position, slug, lang, draft_revision, version, title, updated_at, updated_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT_REVISION = "INSERT INTO revisions (id, document_id, number, at, by_name, front, body) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DOCUMENT = "SELECT id, kind, module, position, slug, lang, published_revision, draft_revision, version FROM documents WHERE id = $1";
    // By what names it, which a lesson's place in its module does not.
    DOCUMENT_AT = "SELECT id, kind, module, position, slug, lang, published_revision, draft_revision, version FROM documents
        WHERE kind = $1 AND COALESCE(module, '') = $2 AND slug = $3 AND lang = $4";
    DOCUMENTS = "SELECT id, kind, module, position, slug, lang, published_revision, draft_revision, version FROM documents ORDER BY path";
    MOVE_DOCUMENT = "UPDATE documents SET path = $2, position = CAST($3 AS BIGINT), version = version + 1,
        sort = CASE WHEN sort IS NULL THEN NULL ELSE CAST($3 AS BIGINT) END WHERE id = $1";
    SAVE_DRAFT = "UPDATE documents SET draft_revision = $3, version = $4, title = $5, updated_at = $6, updated_by = $7
        WHERE id = $1 AND version = $2";
    SAVE_PUBLISHED = "UPDATE documents SET published_revision = $3, draft_revision = NULL, version = $4, title = $5, updated_at = $6,
        updated_by = $7, meta = $8, sort = $9, valid_until = $10, published_at = $6 WHERE id = $1 AND version = $2";
    SAVE_UNPUBLISHED = "UPDATE documents SET published_revision = NULL, draft_revision = $3, version = $4, updated_at = $5, updated_by = $6,
        meta = NULL, sort = NULL, valid_until = NULL, published_at = NULL WHERE id = $1 AND version = $2";
    PUBLISHED_REVISIONS = "SELECT r.id, r.document_id, r.number, r.at, r.by_name, r.front, r.body
        FROM revisions r JOIN documents d ON d.published_revision = r.id ORDER BY d.path";
    REVISION = "SELECT id, document_id, number, at, by_name, front, body FROM revisions WHERE id = $1";
    HISTORY = "SELECT r.id, r.number, r.at, r.by_name, COALESCE(r.id = d.published_revision, FALSE) AS published
        FROM revisions r JOIN documents d ON d.id = r.document_id WHERE r.document_id = $1 ORDER BY r.number DESC";
    LAST_NUMBER_OF = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM revisions WHERE document_id = $1";
    CONTENT = "SELECT id, kind, module, position, slug, lang, published_revision, draft_revision, version, title, updated_at, updated_by, valid_until
        FROM documents
        WHERE (CAST($1 AS TEXT) IS NULL OR kind = $1) AND (CAST($2 AS TEXT) IS NULL OR lang = $2)
        AND (CAST($3 AS TEXT) IS NULL OR $3 = CASE WHEN published_revision IS NULL THEN 'draft' WHEN draft_revision IS NULL THEN 'published' ELSE 'changed' END)
        AND (CAST($4 AS TEXT) IS NULL OR lower(title) LIKE $4 ESCAPE '!' OR path LIKE $4 ESCAPE '!')
        AND (CAST($5 AS BIGINT) IS NULL OR valid_until < $5)
        ORDER BY updated_at DESC, path LIMIT $6 OFFSET $7";
}

/// The order within a kind.
fn sort(path: &DocumentPath, meta: &Meta) -> Option<i64> {
    match &meta.details {
        Details::Module { position, .. } => Some(i64::from(*position)),
        Details::News { date, .. } => Some(-i64::from(date.0)),
        _ => path.position.map(i64::from),
    }
}

fn json<T: serde::Serialize>(column: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::broken("documents", column, e.to_string()))
}

/// What a text must contain, for `LIKE … ESCAPE '!'`.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern + "%"
}

impl Tx {
    /// A new document with its first revision.
    ///
    /// # Errors
    /// [`StoreError::is_taken`] when its path is, or its slug among kits or the lessons of its module.
    pub async fn insert_document(&mut self, document: &Document, first: &Revision) -> Result<(), StoreError> {
        let path = &document.path;
        execute!(
            self,
            q::INSERT_DOCUMENT,
            document.id.uuid(),
            path.to_string(),
            path.kind.as_str(),
            path.module.as_deref(),
            path.position.map(i64::from),
            &path.slug,
            path.lang.as_str(),
            first.id.uuid(),
            document.version,
            &first.front.title,
            first.at.micros(),
            &first.by,
        )?;
        self.insert_revision(first).await
    }

    async fn insert_revision(&mut self, revision: &Revision) -> Result<(), StoreError> {
        let front: &FrontMatter = &revision.front;
        execute!(
            self,
            q::INSERT_REVISION,
            revision.id.uuid(),
            revision.document.uuid(),
            i64::from(revision.number),
            revision.at.micros(),
            &revision.by,
            json("front", front)?,
            &revision.body,
        )
        .map(drop)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn document(&mut self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        fetch_optional!(self, DocumentRow, q::DOCUMENT, id.uuid())?.map(Document::try_from).transpose()
    }

    /// The document of this name, at whatever place of its module.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn document_at(&mut self, path: &DocumentPath) -> Result<Option<Document>, StoreError> {
        let module = path.module.as_deref().unwrap_or_default();
        let row = fetch_optional!(self, DocumentRow, q::DOCUMENT_AT, path.kind.as_str(), module, &path.slug, path.lang.as_str())?;
        row.map(Document::try_from).transpose()
    }

    /// All of them, by path.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn documents(&mut self) -> Result<Vec<Document>, StoreError> {
        fetch_all!(self, DocumentRow, q::DOCUMENTS)?.into_iter().map(Document::try_from).collect()
    }

    /// Puts a lesson at another place of its module.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn move_document(&mut self, id: DocumentId, path: &DocumentPath) -> Result<(), StoreError> {
        execute!(self, q::MOVE_DOCUMENT, id.uuid(), path.to_string(), path.position.map(i64::from))?;
        self.note_change("document", id.uuid());
        Ok(())
    }

    /// Saves a document that [`Document::save`] moved, with its new draft. `false`: somebody else was faster, nothing is saved.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_draft(&mut self, document: &Document, draft: &Revision) -> Result<bool, StoreError> {
        let saved = execute!(
            self,
            q::SAVE_DRAFT,
            document.id.uuid(),
            document.version - 1,
            draft.id.uuid(),
            document.version,
            &draft.front.title,
            draft.at.micros(),
            &draft.by,
        )?;
        if saved == 1 {
            self.insert_revision(draft).await?;
        }
        Ok(saved == 1)
    }

    /// Saves a document that [`Document::publish`] moved: readers see `revision` from now on. `false`: somebody else was faster.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_published(
        &mut self,
        document: &Document,
        revision: &Revision,
        meta: &Meta,
        at: Timestamp,
        by: &str,
    ) -> Result<bool, StoreError> {
        let saved = execute!(
            self,
            q::SAVE_PUBLISHED,
            document.id.uuid(),
            document.version - 1,
            revision.id.uuid(),
            document.version,
            &meta.title,
            at.micros(),
            by,
            json("meta", meta)?,
            sort(&document.path, meta),
            meta.valid_until().map(|day| i64::from(day.0)),
        )?;
        self.note_change("document", document.id.uuid());
        Ok(saved == 1)
    }

    /// Saves a document that [`Document::unpublish`] moved. `false`: somebody else was faster.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn save_unpublished(&mut self, document: &Document, at: Timestamp, by: &str) -> Result<bool, StoreError> {
        let saved = execute!(
            self,
            q::SAVE_UNPUBLISHED,
            document.id.uuid(),
            document.version - 1,
            document.standing.newest().uuid(),
            document.version,
            at.micros(),
            by,
        )?;
        self.note_change("document", document.id.uuid());
        Ok(saved == 1)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn revision(&mut self, id: RevisionId) -> Result<Option<Revision>, StoreError> {
        fetch_optional!(self, RevisionRow, q::REVISION, id.uuid())?.map(Revision::try_from).transpose()
    }

    /// What readers see, as it was written.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_revisions(&mut self) -> Result<Vec<Revision>, StoreError> {
        fetch_all!(self, RevisionRow, q::PUBLISHED_REVISIONS)?.into_iter().map(Revision::try_from).collect()
    }

    /// The revisions of a document, newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn history(&mut self, document: DocumentId) -> Result<Vec<RevisionLine>, StoreError> {
        Ok(fetch_all!(self, HistoryRow, q::HISTORY, document.uuid())?.into_iter().map(RevisionLine::from).collect())
    }

    /// The number a new revision gets.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn next_number(&mut self, document: DocumentId) -> Result<u32, StoreError> {
        let (last,) = fetch_one!(self, (i64,), q::LAST_NUMBER_OF, document.uuid())?;
        Ok(u32::try_from(last + 1).unwrap_or(u32::MAX))
    }

    /// A page of the editors' list, what was edited last first, and one row more when there is another page.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn content(&mut self, query: &ContentQuery, today: Day) -> Result<Vec<ContentLine>, StoreError> {
        let rows = fetch_all!(
            self,
            ContentRow,
            q::CONTENT,
            query.kind.map(DocumentKind::as_str),
            query.lang.map(Lang::as_str),
            query.status.map(DocumentStatus::as_str),
            query.text.as_deref().map(containing),
            query.stale.then_some(i64::from(today.0)),
            i64::from(PAGE_SIZE) + 1,
            offset(query.page),
        )?;
        rows.into_iter().map(|row| line(row, today)).collect()
    }
}

fn line(row: ContentRow, today: Day) -> Result<ContentLine, StoreError> {
    let document = Document::try_from(row.document)?;
    let valid_until = row.valid_until.and_then(|day| i32::try_from(day).ok()).map(Day);
    Ok(ContentLine {
        document: document.id,
        status: document.status(),
        kind: document.path.kind,
        module: document.path.module,
        position: document.path.position,
        slug: document.path.slug,
        lang: document.path.lang,
        title: row.title,
        updated_at: Timestamp::from_micros(row.updated_at),
        by: row.updated_by,
        valid_until,
        stale: valid_until.is_some_and(|day| day < today),
    })
}
