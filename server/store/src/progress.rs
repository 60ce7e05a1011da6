//! A company's points and deals, summed up, and its ledger line by line.

use jiso::{
    activity::{ActivityKind, Subject},
    id::{CompanyId, DealId, DocumentId, PointEntryId, UserId},
    lang::Lang,
    page::offset_of,
    points::{Axis, Balance, EntryState, QualityCut},
    progress::LEDGER_LINES,
    publishing::DocumentPath,
    time::{MonthKey, Timestamp},
};
use uuid::Uuid;

use crate::{StoreError, Tx, activity::subject, points::cut, publishing::path};

/// Points of one month on one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthSum {
    pub month: MonthKey,
    pub axis: Axis,
    pub balance: Balance,
}

/// A line of the ledger with what happened and who earned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    pub id: PointEntryId,
    pub rule: String,
    pub rule_version: i64,
    pub axis: Axis,
    pub state: EntryState,
    pub provisional: i64,
    pub confirmed: i64,
    pub settles: Option<PointEntryId>,
    /// A later line settles this one.
    pub settled: bool,
    pub cancels: Option<PointEntryId>,
    /// A later line cancels this one.
    pub cancelled: bool,
    /// What is still provisional by then is confirmed.
    pub hold_until: Option<Timestamp>,
    pub cut: Option<QualityCut>,
    pub subject: Subject,
    /// Of the deal that it is about.
    pub customer: Option<String>,
    /// Where the document is read that it is about, and its title; in the reader's language where there is one.
    pub document: Option<(DocumentPath, String)>,
    pub at: Timestamp,
    pub kind: ActivityKind,
    pub person: Option<String>,
}

#[derive(sqlx::FromRow)]
struct LedgerRow {
    id: Uuid,
    rule: String,
    rule_version: i64,
    axis: String,
    state: String,
    provisional: i64,
    confirmed: i64,
    settles: Option<Uuid>,
    settled: bool,
    cancels: Option<Uuid>,
    cancelled: bool,
    hold_until: Option<i64>,
    cut_decided: Option<i64>,
    cut_approved: Option<i64>,
    cut_percent: Option<i64>,
    subject_kind: String,
    subject_id: Option<Uuid>,
    customer: Option<String>,
    at: i64,
    kind: String,
    person: Option<String>,
    document_kind: Option<String>,
    module: Option<String>,
    position: Option<i64>,
    slug: Option<String>,
    lang: Option<String>,
    title: Option<String>,
}

impl TryFrom<LedgerRow> for LedgerEntry {
    type Error = StoreError;
    fn try_from(row: LedgerRow) -> Result<Self, StoreError> {
        let document = match (row.document_kind, row.slug, row.lang, row.title) {
            (Some(kind), Some(slug), Some(lang), Some(title)) => Some((path(kind, row.module, row.position, slug, lang)?, title)),
            _ => None,
        };
        Ok(Self {
            document,
            id: PointEntryId::from_uuid(row.id),
            rule: row.rule,
            rule_version: row.rule_version,
            axis: axis(row.axis)?,
            state: EntryState::try_from(row.state).map_err(|v| StoreError::broken("point_entries", "state", v))?,
            provisional: row.provisional,
            confirmed: row.confirmed,
            settles: row.settles.map(PointEntryId::from_uuid),
            settled: row.settled,
            cancels: row.cancels.map(PointEntryId::from_uuid),
            cancelled: row.cancelled,
            hold_until: row.hold_until.map(Timestamp::from_micros),
            cut: cut(row.cut_decided, row.cut_approved, row.cut_percent),
            subject: subject(&row.subject_kind, row.subject_id)?,
            customer: row.customer,
            at: Timestamp::from_micros(row.at),
            kind: ActivityKind::try_from(row.kind).map_err(|v| StoreError::broken("activities", "kind", v))?,
            person: row.person,
        })
    }
}

/// "24322 sales 150 80"
fn month_sum(text: &str) -> Option<MonthSum> {
    let mut words = text.split(' ');
    let (month, axis) = (MonthKey(words.next()?.parse().ok()?), Axis::parse(words.next()?)?);
    let balance = Balance { provisional: words.next()?.parse().ok()?, confirmed: words.next()?.parse().ok()? };
    Some(MonthSum { month, axis, balance })
}

pub(crate) fn axis(text: String) -> Result<Axis, StoreError> {
    Axis::try_from(text).map_err(|v| StoreError::broken("point_totals", "axis", v))
}

sql! {
    // In one row, as rows are what costs.
    MONTH_SUMS = "SELECT string_agg(month || ' ' || axis || ' ' || provisional || ' ' || confirmed, ';') FROM (
        SELECT month, axis, SUM(provisional) AS provisional, SUM(confirmed) AS confirmed FROM point_totals
        WHERE company_id = $1 GROUP BY month, axis) sums";
    PERSON_SUM = "SELECT CAST(COALESCE(SUM(provisional), 0) AS BIGINT), CAST(COALESCE(SUM(confirmed), 0) AS BIGINT) FROM point_totals
        WHERE company_id = $1 AND person_id = $2";
    DEAL_NAME = "SELECT customer FROM deal_registrations WHERE id = $1";
    // In the reader's language where there is one.
    DOCUMENT_NAME = "SELECT o.kind, o.module, o.position, o.slug, o.lang, o.title FROM documents d JOIN documents o
        ON o.kind = d.kind AND COALESCE(o.module, '') = COALESCE(d.module, '') AND o.slug = d.slug
        WHERE d.id = $1 ORDER BY CASE WHEN o.lang = $2 THEN 0 ELSE 1 END LIMIT 1";
    CURRICULUM = "SELECT COUNT(*) FROM (SELECT DISTINCT slug FROM documents WHERE kind = 'module' AND published_revision IS NOT NULL) m";
    LEDGER = "SELECT e.id, e.rule, e.rule_version, e.axis, e.state, e.provisional, e.confirmed, e.settles, e.subject_kind, e.subject_id,
        d.customer, e.at, a.kind, u.name AS person, e.cancels, e.cut_decided, e.cut_approved, e.cut_percent,
        EXISTS (SELECT 1 FROM point_entries s WHERE s.scope = e.scope AND s.settles = e.id
            AND (s.provisional <> 0 OR s.confirmed <> 0)) AS settled,
        EXISTS (SELECT 1 FROM point_entries s WHERE s.scope = e.scope AND s.cancels = e.id) AS cancelled,
        (SELECT MAX(s.hold_until) FROM point_entries s WHERE s.scope = e.scope AND (s.id = e.id OR s.settles = e.id)) AS hold_until,
        t.kind AS document_kind, t.module, t.position, t.slug, t.lang, t.title
        FROM point_entries e JOIN activities a ON a.id = e.activity_id LEFT JOIN users u ON u.id = e.user_id
        LEFT JOIN deal_registrations d ON d.id = e.subject_id
        LEFT JOIN documents t ON e.subject_kind = 'document' AND t.id = (SELECT o.id FROM documents w JOIN documents o
            ON o.kind = w.kind AND COALESCE(o.module, '') = COALESCE(w.module, '') AND o.slug = w.slug
            WHERE w.id = e.subject_id ORDER BY CASE WHEN o.lang = $2 THEN 0 ELSE 1 END LIMIT 1)
        WHERE e.company_id = $1 ORDER BY e.at DESC, e.id DESC LIMIT $3 OFFSET $4";
}

impl Tx {
    /// A company's points by month and axis, in no order.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn month_sums(&mut self, company: CompanyId) -> Result<Vec<MonthSum>, StoreError> {
        let (packed,) = fetch_one!(self, (Option<String>,), q::MONTH_SUMS, company.uuid())?;
        let all = packed.as_deref().unwrap_or_default().split_terminator(';');
        all.map(|sum| month_sum(sum).ok_or_else(|| StoreError::broken("point_totals", "sums", sum))).collect()
    }

    /// What one person of a company has gathered.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn person_sum(&mut self, company: CompanyId, person: UserId) -> Result<Balance, StoreError> {
        let (provisional, confirmed) = fetch_one!(self, (i64, i64), q::PERSON_SUM, company.uuid(), person.uuid())?;
        Ok(Balance { provisional, confirmed })
    }

    /// The customer of a deal.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn deal_name(&mut self, deal: DealId) -> Result<Option<String>, StoreError> {
        Ok(fetch_optional!(self, (String,), q::DEAL_NAME, deal.uuid())?.map(|(customer,)| customer))
    }

    /// Where a document is read, and its title.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn document_name(
        &mut self,
        document: DocumentId,
        lang: Lang,
    ) -> Result<Option<(DocumentPath, String)>, StoreError> {
        type Row = (String, Option<String>, Option<i64>, String, String, String);
        let row = fetch_optional!(self, Row, q::DOCUMENT_NAME, document.uuid(), lang.as_str())?;
        let name = |(kind, module, position, slug, lang, title): Row| Ok((path(kind, module, position, slug, lang)?, title));
        row.map(name).transpose()
    }

    /// How many modules the published curriculum has.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn curriculum(&mut self) -> Result<u64, StoreError> {
        Ok(u64::try_from(fetch_one!(self, (i64,), q::CURRICULUM)?.0).unwrap_or(0))
    }

    /// A page of the ledger, the newest lines first, and one line more when there is another page.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn ledger(&mut self, company: CompanyId, lang: Lang, page: u32) -> Result<Vec<LedgerEntry>, StoreError> {
        let (lines, skip) = (i64::from(LEDGER_LINES) + 1, offset_of(LEDGER_LINES, page));
        let rows = fetch_all!(self, LedgerRow, q::LEDGER, company.uuid(), lang.as_str(), lines, skip)?;
        rows.into_iter().map(LedgerEntry::try_from).collect()
    }
}
