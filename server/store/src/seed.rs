//! Many rows at once, for loading a database. What is derived from the rows is the caller's to compute and to load as well.

use jiso::{
    activity::Activity,
    deals::DealNumber,
    id::{CompanyId, PointEntryId, UserId},
    leaderboards::Measure,
    learning::ProgressRecord,
    phases::Origins,
    points::{Axis, Balance, PointEntry},
    time::{Day, MonthKey, Timestamp},
};

use crate::{StoreError, Tx, activity::columns, points::cut_columns};

/// Rows in one statement: well below what either database can bind.
const ROWS: usize = 64;

/// Points of somebody in a month; a company's own carry no user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthTotal {
    pub company: CompanyId,
    pub user: Option<UserId>,
    pub month: MonthKey,
    pub axis: Axis,
    pub points: Balance,
}

/// A company's line on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardTotal {
    pub measure: Measure,
    pub span: &'static str,
    pub starts: i64,
    pub company: CompanyId,
    pub points: Balance,
}

const fn text_length(head: &str, columns: usize, rows: usize) -> usize {
    let mut length = head.len();
    let mut number = 1;
    while number <= columns * rows {
        length += 2 + digits(number);
        number += 1;
    }
    // A pair of brackets a row, and a comma before each but the first.
    length + rows * 3 - 1 - rows
}

const fn digits(number: usize) -> usize {
    if number < 10 { 1 } else { 1 + digits(number / 10) }
}

/// `head` and then so many times `($1,$2,…)`.
const fn text<const LENGTH: usize>(head: &str, columns: usize, rows: usize) -> [u8; LENGTH] {
    let mut bytes = [b' '; LENGTH];
    let mut at = 0;
    while at < head.len() {
        bytes[at] = head.as_bytes()[at];
        at += 1;
    }
    let mut number = 1;
    while number <= columns * rows {
        if number % columns == 1 || columns == 1 {
            if number > 1 {
                bytes[at] = b',';
                at += 1;
            }
            bytes[at] = b'(';
        } else {
            bytes[at] = b',';
        }
        bytes[at + 1] = b'$';
        let width = digits(number);
        let (mut rest, mut place) = (number, width);
        while place > 0 {
            place -= 1;
            bytes[at + 2 + place] = b"0123456789"[rest % 10];
            rest /= 10;
        }
        at += 2 + width;
        if number % columns == 0 {
            bytes[at] = b')';
            at += 1;
        }
        number += 1;
    }
    bytes
}

/// The statement that inserts so many rows, made while compiling.
macro_rules! insert {
    ($head:literal, $columns:literal, $rows:expr) => {{
        const LENGTH: usize = super::text_length($head, $columns, $rows);
        const BYTES: [u8; LENGTH] = super::text($head, $columns, $rows);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => "",
        }
    }};
}

sql! {
    SET_DEAL_NUMBER = "UPDATE deal_counter SET number = $1";
    ONE_ACTIVITY = insert!("INSERT INTO activities (id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount) VALUES ", 9, 1);
    MANY_ACTIVITIES = insert!("INSERT INTO activities (id, at, company_id, user_id, kind, origin, subject_kind, subject_id, amount) VALUES ", 9, super::ROWS);
    ONE_ENTRY = insert!("INSERT INTO point_entries (id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed, settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent) VALUES ", 21, 1);
    MANY_ENTRIES = insert!("INSERT INTO point_entries (id, once_key, scope, company_id, user_id, activity_id, rule, rule_version, axis, state, provisional, confirmed, settles, subject_kind, subject_id, at, cancels, hold_until, cut_decided, cut_approved, cut_percent) VALUES ", 21, super::ROWS);
    ONE_PROGRESS = insert!("INSERT INTO lesson_progress (user_id, module, lesson, begun_at, seen_at, position_percent, read_at, best_score, passed_at, completed_at) VALUES ", 10, 1);
    MANY_PROGRESS = insert!("INSERT INTO lesson_progress (user_id, module, lesson, begun_at, seen_at, position_percent, read_at, best_score, passed_at, completed_at) VALUES ", 10, super::ROWS);
    ONE_TOTAL = insert!("INSERT INTO point_totals (company_id, person_id, month, axis, provisional, confirmed) VALUES ", 6, 1);
    MANY_TOTALS = insert!("INSERT INTO point_totals (company_id, person_id, month, axis, provisional, confirmed) VALUES ", 6, super::ROWS);
    ONE_BOARD_TOTAL = insert!("INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed) VALUES ", 6, 1);
    MANY_BOARD_TOTALS = insert!("INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed) VALUES ", 6, super::ROWS);
    ONE_ORIGIN_DAY = insert!("INSERT INTO origin_days (day, shard, self_started, nudged, requested) VALUES ", 5, 1);
    MANY_ORIGIN_DAYS = insert!("INSERT INTO origin_days (day, shard, self_started, nudged, requested) VALUES ", 5, super::ROWS);
}

/// Inserts `$items` with as few statements as it takes.
macro_rules! insert_all {
    ($tx:expr, $many:expr, $one:expr, $items:expr, $item:ident => $($bind:expr),+ $(,)?) => {{
        for chunk in $items.chunks(ROWS) {
            let (statement, size) = if chunk.len() == ROWS { ($many, ROWS) } else { ($one, 1) };
            for rows in chunk.chunks(size) {
                on!($tx, c => {
                    let mut query = sqlx::query(statement);
                    for $item in rows {
                        query = query$(.bind($bind))+;
                    }
                    query.execute(c).await.map(drop)
                })
                .map_err(|source| StoreError::Statement { statement: stringify!($many), source })?;
            }
        }
        Ok(())
    }};
}

impl Tx {
    /// The number given last.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn set_deal_number(&mut self, number: DealNumber) -> Result<(), StoreError> {
        execute!(self, q::SET_DEAL_NUMBER, number.0).map(drop)
    }

    /// Without standings and points.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn load_activities(&mut self, all: &[Activity]) -> Result<(), StoreError> {
        insert_all!(self, q::MANY_ACTIVITIES, q::ONE_ACTIVITY, all, one =>
            one.id.uuid(), one.at.micros(), one.company.uuid(), one.user.map(UserId::uuid), one.kind.as_str(), one.origin.as_str(),
            columns(one.subject).0, columns(one.subject).1, one.amount)
    }

    /// Without their sums.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn load_entries(&mut self, all: &[PointEntry]) -> Result<(), StoreError> {
        insert_all!(self, q::MANY_ENTRIES, q::ONE_ENTRY, all, one =>
            one.id.uuid(), one.entry.once_key.as_str(), one.entry.scope.as_str(), one.entry.company.uuid(), one.entry.user.map(UserId::uuid),
            one.entry.activity.uuid(), one.entry.rule.as_str(), one.entry.rule_version, one.entry.axis.as_str(), one.entry.state.as_str(),
            one.entry.provisional, one.entry.confirmed, one.entry.settles.map(PointEntryId::uuid), columns(one.entry.subject).0,
            columns(one.entry.subject).1, one.entry.at.micros(), one.entry.cancels.map(PointEntryId::uuid),
            one.entry.hold_until.map(Timestamp::micros), cut_columns(one.entry.cut)[0], cut_columns(one.entry.cut)[1],
            cut_columns(one.entry.cut)[2])
    }

    /// Without the answers that were given.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn load_lesson_progress(&mut self, all: &[ProgressRecord]) -> Result<(), StoreError> {
        insert_all!(self, q::MANY_PROGRESS, q::ONE_PROGRESS, all, one =>
            one.user.uuid(), one.lesson.module.as_str(), one.lesson.lesson.as_str(), one.begun_at.micros(), one.seen_at.micros(),
            i64::from(one.position_percent), one.read_at.map(Timestamp::micros), one.best_score.map(i64::from),
            one.passed_at.map(Timestamp::micros), one.completed_at.map(Timestamp::micros))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn load_month_totals(&mut self, all: &[MonthTotal]) -> Result<(), StoreError> {
        insert_all!(self, q::MANY_TOTALS, q::ONE_TOTAL, all, one =>
            one.company.uuid(), one.user.map_or(one.company.uuid(), UserId::uuid), i64::from(one.month.0), one.axis.as_str(),
            one.points.provisional, one.points.confirmed)
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn load_board_totals(&mut self, all: &[BoardTotal]) -> Result<(), StoreError> {
        insert_all!(self, q::MANY_BOARD_TOTALS, q::ONE_BOARD_TOTAL, all, one =>
            one.measure.as_str(), one.span, one.starts, one.company.uuid(), one.points.provisional, one.points.confirmed)
    }

    /// Who set the partners going, by day; all companies together.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn load_origin_days(&mut self, all: &[(Day, Origins)]) -> Result<(), StoreError> {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        insert_all!(self, q::MANY_ORIGIN_DAYS, q::ONE_ORIGIN_DAY, all, one =>
            i64::from(one.0.0), 0_i64, count(one.1.self_started), count(one.1.nudged), count(one.1.requested))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_written_while_compiling() {
        const TWO: usize = text_length("INSERT INTO t (a, b) VALUES ", 2, 6);
        let made: [u8; TWO] = text("INSERT INTO t (a, b) VALUES ", 2, 6);
        let expected = "INSERT INTO t (a, b) VALUES ($1,$2),($3,$4),($5,$6),($7,$8),($9,$10),($11,$12)";
        assert_eq!(std::str::from_utf8(&made), Ok(expected));
        assert!(q::MANY_ENTRIES.ends_with(",$1344)"));
        assert!(q::ONE_ENTRY.ends_with("$20,$21)"));
    }
}
