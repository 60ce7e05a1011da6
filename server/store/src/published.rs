//! Published texts, as readers see them. A text that is missing in the reader's language comes in the other.

use jiso::{
    id::{DocumentId, RevisionId},
    lang::Lang,
    publishing::{DocumentKind, DocumentPath, Meta, each_in_language, is_slug},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx, publishing::path};

/// What lists say of a published text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub id: DocumentId,
    pub path: DocumentPath,
    pub meta: Meta,
    pub revision: RevisionId,
    /// The revision's number, from 1.
    pub number: u32,
    /// When this revision became the published one.
    pub updated_at: Timestamp,
}

/// A published text with its body, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedText {
    pub document: Published,
    pub body: String,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Uuid,
    kind: String,
    module: Option<String>,
    position: Option<i64>,
    slug: String,
    lang: String,
    meta: String,
    revision: Uuid,
    number: i64,
    published_at: i64,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    #[sqlx(flatten)]
    line: LineRow,
    body: String,
}

impl TryFrom<LineRow> for Published {
    type Error = StoreError;
    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DocumentId::from_uuid(row.id),
            path: path(row.kind, row.module, row.position, row.slug, row.lang)?,
            meta: serde_json::from_str(&row.meta).map_err(|e| StoreError::broken("documents", "meta", e.to_string()))?,
            revision: RevisionId::from_uuid(row.revision),
            number: u32::try_from(row.number).unwrap_or(u32::MAX),
            updated_at: Timestamp::from_micros(row.published_at),
        })
    }
}

impl TryFrom<TextRow> for PublishedText {
    type Error = StoreError;
    fn try_from(row: TextRow) -> Result<Self, StoreError> {
        Ok(Self { document: row.line.try_into()?, body: row.body })
    }
}

sql! {
    PUBLISHED = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at
        FROM documents d JOIN revisions r ON r.id = d.published_revision
        WHERE d.kind IN ($1, $2, $3, $4, $5) ORDER BY d.kind, d.module, d.sort, d.slug, d.lang";
    PUBLISHED_TEXTS = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at, r.body
        FROM documents d JOIN revisions r ON r.id = d.published_revision
        WHERE d.kind IN ($1, $2, $3, $4, $5) ORDER BY d.kind, d.module, d.sort, d.slug, d.lang";
    PUBLISHED_BY_SLUG = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at, r.body
        FROM documents d JOIN revisions r ON r.id = d.published_revision
        WHERE d.kind IN ($1, $2, $3, $4, $5) AND d.slug = $6 ORDER BY CASE WHEN d.lang = $7 THEN 0 ELSE 1 END LIMIT 1";
    PUBLISHED_LESSON = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at, r.body
        FROM documents d JOIN revisions r ON r.id = d.published_revision
        WHERE d.kind = 'lesson' AND d.module = $1 AND d.slug = $2 ORDER BY CASE WHEN d.lang = $3 THEN 0 ELSE 1 END LIMIT 1";
    LESSONS_OF = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at
        FROM documents d JOIN revisions r ON r.id = d.published_revision
        WHERE d.kind = 'lesson' AND d.module = $1 ORDER BY d.position, d.slug, d.lang";
    PUBLISHED_DOCUMENT = "SELECT d.id, d.kind, d.module, d.position, d.slug, d.lang, d.meta, r.id AS revision, r.number, d.published_at, r.body
        FROM documents d JOIN revisions r ON r.id = d.published_revision WHERE d.id = $1";
    PUBLISHED_PATHS = "SELECT kind, module, position, slug, lang FROM documents WHERE published_revision IS NOT NULL";
    // The same text in every language, published or not: activities are about one of them.
    VERSIONS_OF = "SELECT other.id FROM documents d JOIN documents other
        ON other.kind = d.kind AND COALESCE(other.module, '') = COALESCE(d.module, '') AND other.slug = d.slug
        WHERE d.id = $1 ORDER BY other.id";
}

/// The statements take five kinds, as many as kits have; a shorter list repeats its first.
fn five(kinds: &[DocumentKind]) -> [&'static str; 5] {
    let first = kinds.first().map_or("", |kind| kind.as_str());
    std::array::from_fn(|i| kinds.get(i).map_or(first, |kind| kind.as_str()))
}

fn in_language(wanted: Lang, rows: Vec<LineRow>) -> Result<Vec<Published>, StoreError> {
    let all = rows.into_iter().map(Published::try_from).collect::<Result<Vec<_>, _>>()?;
    let same = |text: &Published| (text.path.kind, text.path.module.clone(), text.path.slug.clone());
    Ok(each_in_language(wanted, all, |text| text.path.lang, same))
}

impl Tx {
    /// Where there is something to read.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_paths(&mut self) -> Result<Vec<DocumentPath>, StoreError> {
        type Row = (String, Option<String>, Option<i64>, String, String);
        let rows = fetch_all!(self, Row, q::PUBLISHED_PATHS)?;
        rows.into_iter().map(|(kind, module, position, slug, lang)| path(kind, module, position, slug, lang)).collect()
    }

    /// Every published text of the kinds (at most five) once, in `wanted` or else in the other language. Modules and lessons are
    /// in their order, lessons module by module.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published(&mut self, kinds: &[DocumentKind], wanted: Lang) -> Result<Vec<Published>, StoreError> {
        let [one, two, three, four, last] = five(kinds);
        in_language(wanted, fetch_all!(self, LineRow, q::PUBLISHED, one, two, three, four, last)?)
    }

    /// The same in every language there is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_versions(&mut self, kinds: &[DocumentKind]) -> Result<Vec<Published>, StoreError> {
        let [one, two, three, four, last] = five(kinds);
        fetch_all!(self, LineRow, q::PUBLISHED, one, two, three, four, last)?.into_iter().map(Published::try_from).collect()
    }

    /// The same with bodies, in every language there is.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_texts(&mut self, kinds: &[DocumentKind]) -> Result<Vec<PublishedText>, StoreError> {
        let [one, two, three, four, last] = five(kinds);
        fetch_all!(self, TextRow, q::PUBLISHED_TEXTS, one, two, three, four, last)?
            .into_iter()
            .map(PublishedText::try_from)
            .collect()
    }

    /// What is no slug names no text, and is not asked about.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_by_slug(
        &mut self,
        kinds: &[DocumentKind],
        slug: &str,
        wanted: Lang,
    ) -> Result<Option<PublishedText>, StoreError> {
        if !is_slug(slug) {
            return Ok(None);
        }
        let [one, two, three, four, last] = five(kinds);
        let row = fetch_optional!(self, TextRow, q::PUBLISHED_BY_SLUG, one, two, three, four, last, slug, wanted.as_str())?;
        row.map(PublishedText::try_from).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn published_lesson(
        &mut self,
        module: &str,
        slug: &str,
        wanted: Lang,
    ) -> Result<Option<PublishedText>, StoreError> {
        let row = fetch_optional!(self, TextRow, q::PUBLISHED_LESSON, module, slug, wanted.as_str())?;
        row.map(PublishedText::try_from).transpose()
    }

    /// The lessons of a module in their order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn lessons_of(&mut self, module: &str, wanted: Lang) -> Result<Vec<Published>, StoreError> {
        in_language(wanted, fetch_all!(self, LineRow, q::LESSONS_OF, module)?)
    }

    /// `None` when it is not there or not published.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn published_document(&mut self, id: DocumentId) -> Result<Option<PublishedText>, StoreError> {
        fetch_optional!(self, TextRow, q::PUBLISHED_DOCUMENT, id.uuid())?.map(PublishedText::try_from).transpose()
    }

    /// The ids of a text in every language, itself among them; always in the same order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn versions_of(&mut self, id: DocumentId) -> Result<Vec<DocumentId>, StoreError> {
        let rows = fetch_all!(self, (Uuid,), q::VERSIONS_OF, id.uuid())?;
        Ok(rows.into_iter().map(|(id,)| DocumentId::from_uuid(id)).collect())
    }
}
