//! Parts that were taken out of a registration.

use jiso::{
    activity::ActivityKind,
    deals::DealNumber,
    id::{CompanyId, DealId, UserId},
    money::Money,
    time::Timestamp,
};
use uuid::Uuid;

use crate::{StoreError, Tx};

/// A split that is done now.
#[derive(Clone, Copy, Debug)]
pub struct NewSplit<'a> {
    pub whole: DealId,
    pub part: DealId,
    pub product: &'a str,
    pub amount: &'a Money,
    /// What is left of the amount.
    pub stays: &'a Money,
    /// What the whole has done until now.
    pub milestones: &'a [ActivityKind],
    pub by: UserId,
    pub at: Timestamp,
    pub reason: &'a str,
    pub once_key: &'a str,
}

/// One of the two deals of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitSide {
    pub id: DealId,
    pub number: DealNumber,
    pub company: CompanyId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    pub whole: SplitSide,
    pub part: SplitSide,
    pub product: String,
    pub amount: Money,
    pub stays: Money,
    pub by_name: String,
    pub at: Timestamp,
    pub reason: String,
}

#[derive(sqlx::FromRow)]
struct SplitRow {
    whole_id: Uuid,
    whole_number: i64,
    whole_company: Uuid,
    part_id: Uuid,
    part_number: i64,
    part_company: Uuid,
    product: String,
    amount: i64,
    stays: i64,
    currency: String,
    by_name: String,
    at: i64,
    reason: String,
}

impl From<SplitRow> for Split {
    fn from(row: SplitRow) -> Self {
        let side = |id, number, company| SplitSide {
            id: DealId::from_uuid(id),
            number: DealNumber(number),
            company: CompanyId::from_uuid(company),
        };
        Self {
            whole: side(row.whole_id, row.whole_number, row.whole_company),
            part: side(row.part_id, row.part_number, row.part_company),
            product: row.product,
            amount: Money { minor: row.amount, currency: row.currency.clone() },
            stays: Money { minor: row.stays, currency: row.currency },
            by_name: row.by_name,
            at: Timestamp::from_micros(row.at),
            reason: row.reason,
        }
    }
}

sql! {
    INSERT_SPLIT = "INSERT INTO deal_splits (part_id, whole_id, product, amount, stays, currency, milestones, by_id, at, reason,
        once_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SPLIT_BY_KEY = "SELECT part_id FROM deal_splits WHERE whole_id = $1 AND once_key = $2";
    MILESTONES_OF_WHOLE = "SELECT milestones FROM deal_splits WHERE part_id = $1";
    // One search an index: with an OR, SQLite reads the whole table.
    SPLITS_OF = "SELECT s.whole_id, w.number AS whole_number, w.company_id AS whole_company, s.part_id, p.number AS part_number,
        p.company_id AS part_company, s.product, s.amount, s.stays, s.currency, u.name AS by_name, s.at, s.reason
        FROM deal_splits s JOIN deal_registrations w ON w.id = s.whole_id JOIN deal_registrations p ON p.id = s.part_id
        JOIN users u ON u.id = s.by_id
        WHERE s.part_id IN (SELECT part_id FROM deal_splits WHERE whole_id = $1
            UNION SELECT part_id FROM deal_splits WHERE part_id = $1)
        ORDER BY s.at, p.number";
}

impl Tx {
    /// # Errors
    /// [`StoreError`]
    pub async fn insert_split(&mut self, new: &NewSplit<'_>) -> Result<(), StoreError> {
        let milestones: Vec<&str> = new.milestones.iter().map(|kind| kind.as_str()).collect();
        execute!(
            self,
            q::INSERT_SPLIT,
            new.part.uuid(),
            new.whole.uuid(),
            new.product,
            new.amount.minor,
            new.stays.minor,
            &new.amount.currency,
            milestones.join(" "),
            new.by.uuid(),
            new.at.micros(),
            new.reason,
            new.once_key,
        )
        .map(drop)
    }

    /// The part that a deal was split into by a form with this key.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn split_by_key(&mut self, whole: DealId, once_key: &str) -> Result<Option<DealId>, StoreError> {
        let row = fetch_optional!(self, (Uuid,), q::SPLIT_BY_KEY, whole.uuid(), once_key)?;
        Ok(row.map(|(id,)| DealId::from_uuid(id)))
    }

    /// What the deal had done of which this one is a part, when it was split; nothing for what is no part.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn milestones_of_whole(&mut self, part: DealId) -> Result<Vec<ActivityKind>, StoreError> {
        let row = fetch_optional!(self, (String,), q::MILESTONES_OF_WHOLE, part.uuid())?;
        Ok(row.map(|(text,)| text.split(' ').filter_map(ActivityKind::parse).collect()).unwrap_or_default())
    }

    /// All in which a deal is the whole or the part, the first first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn splits_of(&mut self, deal: DealId) -> Result<Vec<Split>, StoreError> {
        Ok(fetch_all!(self, SplitRow, q::SPLITS_OF, deal.uuid())?.into_iter().map(Split::from).collect())
    }
}
