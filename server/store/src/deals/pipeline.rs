//! A company's pipeline: sums over everything, rows of what is shown.

use jiso::{
    deals::{DealStage, Tally},
    id::{CompanyId, UserId},
    time::Day,
};

use super::{NamedDeal, named, rows::NamedRow};
use crate::{StoreError, Tx};

/// Which of a company's deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whom {
    pub company: CompanyId,
    pub reader: UserId,
    /// Only those that the reader owns or works on.
    pub mine: bool,
}

sql! {
    // Read from one index, except for the few rows of the reader's colleagues.
    PIPELINE_SUMS = "SELECT d.stage, d.expected_close, COUNT(*), CAST(SUM(d.amount) AS BIGINT),
        CAST(SUM(CASE WHEN d.owner_id = $2 OR k.user_id IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN d.owner_id = $2 OR k.user_id IS NOT NULL THEN d.amount ELSE 0 END) AS BIGINT)
        FROM deal_registrations d LEFT JOIN deal_colleagues k ON k.deal_id = d.id AND k.user_id = $2
        WHERE d.company_id = $1 AND d.status IN ('submitted', 'in_review', 'needs_info', 'approved')
        GROUP BY d.stage, d.expected_close ORDER BY d.stage, d.expected_close";
    PIPELINE_STAGE = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.company_id = $1 AND d.status IN ('submitted', 'in_review', 'needs_info', 'approved') AND d.stage = $4
        AND ($3 OR d.owner_id = $2 OR EXISTS (SELECT 1 FROM deal_colleagues k WHERE k.deal_id = d.id AND k.user_id = $2))
        ORDER BY d.expected_close, d.number LIMIT $5 OFFSET $6";
    PIPELINE_ENDED = "SELECT d.*, c.name AS company_name, u.name AS owner_name FROM deal_registrations d
        JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
        WHERE d.company_id = $1 AND d.status NOT IN ('submitted', 'in_review', 'needs_info', 'approved')
        AND ($3 OR d.owner_id = $2 OR EXISTS (SELECT 1 FROM deal_colleagues k WHERE k.deal_id = d.id AND k.user_id = $2))
        ORDER BY d.changed_at DESC, d.number DESC LIMIT $4 OFFSET $5";
    COUNT_ENDED = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN d.owner_id = $2 OR k.user_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM deal_registrations d LEFT JOIN deal_colleagues k ON k.deal_id = d.id AND k.user_id = $2
        WHERE d.company_id = $1 AND d.status NOT IN ('submitted', 'in_review', 'needs_info', 'approved')";
}

impl Tx {
    /// A company's open deals, by stage, day and whether the reader works on them.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn pipeline_sums(&mut self, company: CompanyId, reader: UserId) -> Result<Vec<Tally>, StoreError> {
        type Row = (String, i64, i64, i64, i64, i64);
        let rows = fetch_all!(self, Row, q::PIPELINE_SUMS, company.uuid(), reader.uuid())?;
        let broken = |column: &'static str| move |value: String| StoreError::broken("deal_registrations", column, value);
        let mut tallies = Vec::with_capacity(rows.len());
        for (stage, close, count, amount, own, own_amount) in rows {
            let stage = DealStage::try_from(stage).map_err(broken("stage"))?;
            let close = i32::try_from(close).map(Day).map_err(|_| broken("expected_close")(close.to_string()))?;
            for (mine, count, amount) in [(true, own, own_amount), (false, count - own, amount - own_amount)] {
                if count > 0 {
                    let count = u32::try_from(count).unwrap_or(u32::MAX);
                    tallies.push(Tally { stage, close, mine, count, amount });
                }
            }
        }
        Ok(tallies)
    }

    /// Open deals of one stage, the first expected first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn pipeline_stage(
        &mut self,
        whom: Whom,
        stage: DealStage,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<NamedDeal>, StoreError> {
        let Whom { company, reader, mine } = whom;
        let stage = stage.as_str();
        named(fetch_all!(self, NamedRow, q::PIPELINE_STAGE, company.uuid(), reader.uuid(), !mine, stage, limit, offset)?)
    }

    /// What has ended at a company, the last change first.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn pipeline_ended(&mut self, whom: Whom, limit: i64, offset: i64) -> Result<Vec<NamedDeal>, StoreError> {
        let Whom { company, reader, mine } = whom;
        named(fetch_all!(self, NamedRow, q::PIPELINE_ENDED, company.uuid(), reader.uuid(), !mine, limit, offset)?)
    }

    /// How many deals have ended at a company, and how many of them the reader worked on.
    ///
    /// # Errors
    /// [`StoreError`]
    pub async fn count_ended(&mut self, company: CompanyId, reader: UserId) -> Result<(u32, u32), StoreError> {
        let (all, mine) = fetch_one!(self, (i64, i64), q::COUNT_ENDED, company.uuid(), reader.uuid())?;
        Ok((u32::try_from(all).unwrap_or(u32::MAX), u32::try_from(mine).unwrap_or(u32::MAX)))
    }
}
