//! What follows an award: a gift with a note of thanks.

use jiso::{
    id::{ActivityId, CompanyId, UserId},
    recognition::{GiftLine, GiftState},
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A gift as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// The activity it thanks for.
    pub activity: ActivityId,
    pub company: CompanyId,
    pub note: String,
    pub note_by: UserId,
    pub yen: i64,
    pub state: GiftState,
    pub planned_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct GiftRow {
    activity_id: Uuid,
    company_id: Uuid,
    company_name: String,
    accepts: bool,
    kind: String,
    note: String,
    by_name: String,
    yen: i64,
    state: String,
    planned_at: i64,
    changed_at: i64,
}

impl TryFrom<GiftRow> for GiftLine {
    type Error = StoreError;
    fn try_from(row: GiftRow) -> Result<Self, StoreError> {
        Ok(Self {
            activity: ActivityId::from_uuid(row.activity_id),
            company: CompanyId::from_uuid(row.company_id),
            company_name: row.company_name,
            accepts: row.accepts,
            mvp: row.kind == jiso::activity::ActivityKind::MvpConfirmed.as_str(),
            note: row.note,
            note_by: row.by_name,
            yen: row.yen,
            state: GiftState::try_from(row.state).map_err(|v| StoreError::broken("gifts", "state", v))?,
            planned_at: Timestamp::from_micros(row.planned_at),
            changed_at: Timestamp::from_micros(row.changed_at),
        })
    }
}

sql! {
    INSERT_GIFT = "INSERT INTO gifts (activity_id, company_id, note, note_by, yen, state, planned_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    GIFTS = "SELECT g.activity_id, g.company_id, c.name AS company_name, c.accepts_gifts AS accepts, a.kind, g.note, u.name AS by_name, g.yen,
        g.state, g.planned_at, g.changed_at FROM gifts g JOIN companies c ON c.id = g.company_id JOIN activities a ON a.id = g.activity_id
        JOIN users u ON u.id = g.note_by ORDER BY CASE g.state WHEN 'planned' THEN 0 ELSE 1 END, g.planned_at DESC LIMIT $1";
    GIFTS_OF_COMPANY = "SELECT g.activity_id, g.company_id, c.name AS company_name, c.accepts_gifts AS accepts, a.kind, g.note, u.name AS by_name, g.yen,
        g.state, g.planned_at, g.changed_at FROM gifts g JOIN companies c ON c.id = g.company_id JOIN activities a ON a.id = g.activity_id
        JOIN users u ON u.id = g.note_by WHERE g.company_id = $1 ORDER BY g.planned_at DESC LIMIT $2";
    // Written to be held: of two changes at once the second sees what the first did.
    GIFT_TO_CHANGE = "UPDATE gifts SET state = state WHERE activity_id = $1 RETURNING company_id, state, note_by, changed_at";
    CHANGE_GIFT = "UPDATE gifts SET note = $2, note_by = $3, yen = $4, state = $5, changed_at = $6 WHERE activity_id = $1";
    ACCEPTS_GIFTS = "SELECT accepts_gifts FROM companies WHERE id = $1";
    ACCEPT_GIFTS = "UPDATE companies SET accepts_gifts = $2 WHERE id = $1";
}

impl Tx {
    /// # Errors
    /// [`StoreError::is_taken`] when this is thanked for already.
    pub async fn insert_gift(&mut self, gift: &Gift) -> Result<(), StoreError> {
        execute!(
            self,
            q::INSERT_GIFT,
            gift.activity.uuid(),
            gift.company.uuid(),
            &gift.note,
            gift.note_by.uuid(),
            gift.yen,
            gift.state.as_str(),
            gift.planned_at.micros(),
        )
        .map(drop)
    }

    /// Those still to be sent first, the newest first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn gifts(&mut self, limit: i64) -> Result<Vec<GiftLine>, StoreError> {
        fetch_all!(self, GiftRow, q::GIFTS, limit)?.into_iter().map(GiftLine::try_from).collect()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn gifts_of_company(&mut self, company: CompanyId, limit: i64) -> Result<Vec<GiftLine>, StoreError> {
        fetch_all!(self, GiftRow, q::GIFTS_OF_COMPANY, company.uuid(), limit)?.into_iter().map(GiftLine::try_from).collect()
    }

    /// A gift that nobody else changes until this transaction ends: whose it is, how it stands, and who changed it last when.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn gift_to_change(
        &mut self,
        activity: ActivityId,
    ) -> Result<Option<(CompanyId, GiftState, UserId, Timestamp)>, StoreError> {
        let row = fetch_optional!(self, (Uuid, String, Uuid, i64), q::GIFT_TO_CHANGE, activity.uuid())?;
        let gift = |(company, state, by, at): (Uuid, String, Uuid, i64)| {
            let state = GiftState::try_from(state).map_err(|v| StoreError::broken("gifts", "state", v))?;
            Ok((CompanyId::from_uuid(company), state, UserId::from_uuid(by), Timestamp::from_micros(at)))
        };
        row.map(gift).transpose()
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn change_gift(
        &mut self,
        activity: ActivityId,
        (note, by): (&str, UserId),
        yen: i64,
        state: GiftState,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        execute!(self, q::CHANGE_GIFT, activity.uuid(), note, by.uuid(), yen, state.as_str(), at.micros()).map(drop)
    }

    /// Whether a company may take gifts.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn accepts_gifts(&mut self, company: CompanyId) -> Result<bool, StoreError> {
        Ok(fetch_optional!(self, (bool,), q::ACCEPTS_GIFTS, company.uuid())?.is_none_or(|(accepts,)| accepts))
    }

    /// # Errors
    /// [`StoreError`]
    pub async fn accept_gifts(&mut self, company: CompanyId, accepts: bool) -> Result<(), StoreError> {
        execute!(self, q::ACCEPT_GIFTS, company.uuid(), accepts).map(drop)
    }
}
