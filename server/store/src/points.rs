//! The ledger of points and its sums.

use jiso::{
    activity::{ActivityKind, Subject},
    id::{ActivityId, CompanyId, PointEntryId, UserId},
    leaderboards::Measure,
    points::{ApprovalRecord, Axis, Entry, EntryState, Hold, MonthNeeded, PointEntry, QualityCut},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{
    StoreError, Tx,
    activity::{columns, subject},
};

/// Scopes that one statement asks for.
const AT_ONCE: usize = 4;

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    once_key: String,
    scope: String,
    company_id: Uuid,
    user_id: Option<Uuid>,
    activity_id: Uuid,
    rule: String,
    rule_version: i64,
    axis: String,
    state: String,
    provisional: i64,
    confirmed: i64,
    settles: Option<Uuid>,
    subject_kind: String,
    subject_id: Option<Uuid>,
    at: i64,
    cancels: Option<Uuid>,
    hold_until: Option<i64>,
    cut_decided: Option<i64>,
    cut_approved: Option<i64>,
    cut_percent: Option<i64>,
}

/// The three columns of a cut.
pub(crate) fn cut(decided: Option<i64>, approved: Option<i64>, percent: Option<i64>) -> Option<QualityCut> {
    let number = |column: Option<i64>| column.and_then(|number| u32::try_from(number).ok());
    let record = ApprovalRecord { decided: number(decided)?, approved: number(approved)? };
    Some(QualityCut { record, percent: number(percent)? })
}

/// … and back.
pub(crate) fn cut_columns(cut: Option<QualityCut>) -> [Option<i64>; 3] {
    let columns = |cut: QualityCut| [cut.record.decided, cut.record.approved, cut.percent].map(|number| Some(number.into()));
    cut.map_or([None; 3], columns)
}

impl TryFrom<EntryRow> for PointEntry {
    type Error = StoreError;
    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let entry = Entry {
            once_key: row.once_key,
            scope: row.scope,
            company: CompanyId::from_uuid(row.company_id),
            user: row.user_id.map(UserId::from_uuid),
            activity: ActivityId::from_uuid(row.activity_id),
            rule: row.rule,
            rule_version: row.rule_version,
            axis: Axis::try_from(row.axis).map_err(|v| StoreError::broken("point_entries", "axis", v))?,
            state: EntryState::try_from(row.state).map_err(|v| StoreError::broken("point_entries", "state", v))?,
            provisional: row.provisional,
            confirmed: row.confirmed,
            settles: row.settles.map(PointEntryId::from_uuid),
            cancels: row.cancels.map(PointEntryId::from_uuid),
            hold_until: row.hold_until.map(Timestamp::from_micros),
            cut: cut(row.cut_decided, row.cut_approved, row.cut_percent),
            subject: subject(&row.subject_kind, row.subject_id)?,
            at: Timestamp::from_micros(row.at),
        };
        Ok(Self { id: PointEntryId::from_uuid(row.id), entry })
    }
}

sql! {
    BEGIN_HOLD = "INSERT INTO point_holds (id, company_id, subject_kind, subject_id, until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING";
    HOLDS_OVER = "SELECT company_id, subject_kind, subject_id, until FROM point_holds WHERE until <= $1 ORDER BY until, id LIMIT $2";
    END_HOLD = "DELETE FROM point_holds WHERE id = $1";
    // The entries about a subject and all others in the scopes in which those stand, and those in the scopes that are named.
    ENTRIES_AROUND = "SELECT id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed,
        settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent FROM point_entries
        WHERE scope IN (SELECT scope FROM point_entries WHERE company_id = $1 AND subject_id = $2) OR scope IN ($3, $4, $5, $6)
        OR (company_id = $1 AND rule = $7 AND at >= $8 AND at < $9 AND user_id IS NOT DISTINCT FROM $10
            AND (settles IS NULL OR cancels IS NOT NULL))";
    // The entries held until a moment and all others in the scopes in which those stand.
    ENTRIES_HELD = "SELECT id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed,
        settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent FROM point_entries
        WHERE scope IN (SELECT scope FROM point_entries WHERE company_id = $1 AND hold_until = $2)";
    // The same of all that are held until after a moment.
    ENTRIES_HELD_AFTER = "SELECT id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed,
        settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent FROM point_entries
        WHERE scope IN (SELECT scope FROM point_entries WHERE company_id = $1 AND hold_until > $2)";
    // What a line's points were granted for: of a line that settles or cancels another, what that one was for.
    GRANTED_FOR = "SELECT kind FROM activities WHERE id = COALESCE((SELECT g.activity_id FROM point_entries g WHERE g.id = $2), $1)";
    ENTRIES_OF_COMPANY = "SELECT id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed,
        settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent FROM point_entries WHERE company_id = $1 ORDER BY at, id";
}

together! {
    INSERT_ENTRY = {
        entry: "INSERT INTO point_entries (id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state,
            provisional, confirmed, settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
        total: "INSERT INTO point_totals AS t (company_id, person_id, month, axis, provisional, confirmed)
            VALUES ($4, $22, $23, $9, $11, $12) ON CONFLICT (company_id, person_id, month, axis)
            DO UPDATE SET provisional = t.provisional + excluded.provisional, confirmed = t.confirmed + excluded.confirmed";
        boards: "INSERT INTO board_totals AS t (measure, span, starts, company_id, provisional, confirmed)
            VALUES ('overall', 'month', $23, $4, $11, $12), ('overall', 'quarter', $24, $4, $11, $12), ('overall', 'all_time', 0, $4, $11, $12)
            ON CONFLICT (measure, span, starts, company_id)
            DO UPDATE SET provisional = t.provisional + excluded.provisional, confirmed = t.confirmed + excluded.confirmed";
        measure: "INSERT INTO board_totals AS t (measure, span, starts, company_id, provisional, confirmed)
            SELECT CAST($25 AS TEXT), 'month', CAST($23 AS BIGINT), $4, $11, $12 WHERE CAST($25 AS TEXT) IS NOT NULL
            UNION ALL SELECT CAST($25 AS TEXT), 'quarter', CAST($24 AS BIGINT), $4, $11, $12 WHERE CAST($25 AS TEXT) IS NOT NULL
            UNION ALL SELECT CAST($25 AS TEXT), 'all_time', 0, $4, $11, $12 WHERE CAST($25 AS TEXT) IS NOT NULL
            ON CONFLICT (measure, span, starts, company_id)
            DO UPDATE SET provisional = t.provisional + excluded.provisional, confirmed = t.confirmed + excluded.confirmed";
    };
}

impl Tx {
    /// Adds a line to the ledger and to its sums.
    ///
    /// # Errors
    /// [`StoreError::is_taken`] when the line is there already.
    pub async fn insert_entry(&mut self, id: PointEntryId, entry: &Entry) -> Result<(), StoreError> {
        let (subject_kind, subject_id) = columns(entry.subject);
        let month = entry.at.day().month_key();
        let board = self.measure_of(entry).await?.map(Measure::as_str);
        execute_together!(
            self,
            together::INSERT_ENTRY,
            id.uuid(),
            &entry.once_key,
            &entry.scope,
            entry.company.uuid(),
            entry.user.map(UserId::uuid),
            entry.activity.uuid(),
            &entry.rule,
            entry.rule_version,
            entry.axis.as_str(),
            entry.state.as_str(),
            entry.provisional,
            entry.confirmed,
            entry.settles.map(PointEntryId::uuid),
            subject_kind,
            subject_id,
            entry.at.micros(),
            entry.cancels.map(PointEntryId::uuid),
            entry.hold_until.map(Timestamp::micros),
            cut_columns(entry.cut)[0],
            cut_columns(entry.cut)[1],
            cut_columns(entry.cut)[2],
            entry.user.map_or(entry.company.uuid(), UserId::uuid),
            i64::from(month.0),
            i64::from(month.quarter_start().0),
            board,
        )?;
        match Hold::of(entry) {
            Some(hold) => self.begin_hold(&hold).await,
            None => Ok(()),
        }
    }

    /// The board beside the overall one on which a line counts.
    async fn measure_of(&mut self, entry: &Entry) -> Result<Option<Measure>, StoreError> {
        // Only this axis holds more than one board does.
        if entry.axis != Axis::Managed {
            return Ok(Measure::of(entry.axis, ActivityKind::DealWon));
        }
        let (activity, settles) = (entry.activity.uuid(), entry.settles.or(entry.cancels).map(PointEntryId::uuid));
        let kind = fetch_one!(self, (String,), q::GRANTED_FOR, activity, settles)?.0;
        let kind = ActivityKind::try_from(kind).map_err(|v| StoreError::broken("activities", "kind", v))?;
        Ok(Measure::of(entry.axis, kind))
    }

    /// A company's entries about a subject with all others in their scopes, those in `scopes`, and those of a month.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn entries_around(
        &mut self,
        company: CompanyId,
        about: Subject,
        scopes: &[String],
        mut month: Option<&MonthNeeded>,
    ) -> Result<Vec<PointEntry>, StoreError> {
        let (_, mut subject) = columns(about);
        let mut entries = Vec::new();
        let mut left = scopes;
        while subject.is_some() || !left.is_empty() || month.is_some() {
            let (now, later) = left.split_at(left.len().min(AT_ONCE));
            let [a, b, c, d] = std::array::from_fn(|i| now.get(i).map(String::as_str));
            let month = month.take();
            let (rule, user) = (month.map(|month| &month.rule), month.and_then(|month| month.user).map(UserId::uuid));
            let (from, until) = (month.map(|month| month.from.micros()), month.map(|month| month.until.micros()));
            let (company, subject) = (company.uuid(), subject.take());
            let rows = fetch_all!(self, EntryRow, q::ENTRIES_AROUND, company, subject, a, b, c, d, rule, from, until, user)?;
            for row in rows {
                entries.push(PointEntry::try_from(row)?);
            }
            left = later;
        }
        Ok(entries)
    }

    /// A company's entries held until a moment, with all others in their scopes.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn entries_held(&mut self, company: CompanyId, until: Timestamp) -> Result<Vec<PointEntry>, StoreError> {
        let rows = fetch_all!(self, EntryRow, q::ENTRIES_HELD, company.uuid(), until.micros())?;
        rows.into_iter().map(PointEntry::try_from).collect()
    }

    /// A company's entries held until after a moment, with all others in their scopes.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn entries_held_after(&mut self, company: CompanyId, moment: Timestamp) -> Result<Vec<PointEntry>, StoreError> {
        let rows = fetch_all!(self, EntryRow, q::ENTRIES_HELD_AFTER, company.uuid(), moment.micros())?;
        rows.into_iter().map(PointEntry::try_from).collect()
    }

    /// Has the clock end a hold when its time has come.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn begin_hold(&mut self, hold: &Hold) -> Result<(), StoreError> {
        let (subject_kind, subject_id) = columns(hold.subject);
        let (id, company, until) = (hold.activity_id().uuid(), hold.company.uuid(), hold.until.micros());
        execute!(self, q::BEGIN_HOLD, id, company, subject_kind, subject_id, until).map(drop)
    }

    /// Holds that are over at a moment, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn holds_over(&mut self, now: Timestamp, limit: i64) -> Result<Vec<Hold>, StoreError> {
        type Row = (Uuid, String, Option<Uuid>, i64);
        let hold = |(company, kind, id, until): Row| {
            let company = CompanyId::from_uuid(company);
            Ok(Hold { company, subject: subject(&kind, id)?, until: Timestamp::from_micros(until) })
        };
        fetch_all!(self, Row, q::HOLDS_OVER, now.micros(), limit)?.into_iter().map(hold).collect()
    }

    /// `false` when it had been ended before.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn end_hold(&mut self, hold: &Hold) -> Result<bool, StoreError> {
        Ok(execute!(self, q::END_HOLD, hold.activity_id().uuid())? == 1)
    }

    /// A company's whole ledger.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn entries_of_company(&mut self, company: CompanyId) -> Result<Vec<PointEntry>, StoreError> {
        fetch_all!(self, EntryRow, q::ENTRIES_OF_COMPANY, company.uuid())?.into_iter().map(PointEntry::try_from).collect()
    }
}
