//! Numbers that the vendor noted for companies.

use jiso::{
    id::{ActivityId, CompanyId, Id, UserId},
    tiers::MeasureNote,
    time::{Day, Timestamp},
};
use uuid::Uuid;

use super::day;
use crate::{StoreError, Tx};

/// A note with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNote {
    pub activity: ActivityId,
    pub by: String,
    pub note: MeasureNote,
}

sql! {
    INSERT_NOTE = "INSERT INTO measure_notes (activity_id, company_id, measure, value, day, noted_by, form_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    NOTED = "SELECT CAST(COUNT(*) AS BIGINT) FROM measure_notes WHERE company_id = $1 AND form_key = $2";
    NOTES = "SELECT n.activity_id, u.name, n.measure, n.value, n.day, a.at FROM measure_notes n
        JOIN activities a ON a.id = n.activity_id JOIN users u ON u.id = n.noted_by
        WHERE n.company_id = $1 ORDER BY n.day, a.at, n.activity_id";
}

impl Tx {
    /// `form` is the key of the form that notes it; the note's moment is that of its activity.
    ///
    /// # Errors
    /// [`StoreError::is_taken`] when the form was sent before.
    pub async fn insert_measure_note(
        &mut self,
        activity: ActivityId,
        company: CompanyId,
        (measure, value, on): (&str, i64, Day),
        by: UserId,
        form: Id<()>,
    ) -> Result<(), StoreError> {
        let (activity, company, on) = (activity.uuid(), company.uuid(), i64::from(on.0));
        execute!(self, q::INSERT_NOTE, activity, company, measure, value, on, by.uuid(), form.uuid()).map(drop)
    }

    /// Whether a form has noted a number of a company.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn measure_is_noted(&mut self, company: CompanyId, form: Id<()>) -> Result<bool, StoreError> {
        Ok(fetch_one!(self, (i64,), q::NOTED, company.uuid(), form.uuid())?.0 > 0)
    }

    /// All that was noted for a company, by the day from which it holds.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn measure_notes(&mut self, company: CompanyId) -> Result<Vec<StoredNote>, StoreError> {
        let rows = fetch_all!(self, (Uuid, String, String, i64, i64, i64), q::NOTES, company.uuid())?;
        let line = |(activity, by, measure, value, on, at)| StoredNote {
            activity: ActivityId::from_uuid(activity),
            by,
            note: MeasureNote { measure, value, day: day(on), noted_at: Timestamp::from_micros(at) },
        };
        Ok(rows.into_iter().map(line).collect())
    }
}
